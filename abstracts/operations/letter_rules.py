"""The rules that say who gets which letter: add, change, order, switch, remove."""

from collections.abc import Sequence
from dataclasses import fields, replace
from functools import partial
from typing import Any

from django.db import transaction

from abstracts.letters.checking import Problem, RuleWritten, problems_of_rule
from abstracts.letters.usual import usual_rules
from abstracts.models import LetterRule
from abstracts.refusals import BadRule
from accounts.models import User
from events.models import Event
from events.operations import lock_event
from journal.operations import differences, record
from kit.ordering import next_place, put_in_order

LINKED = ("tracks", "types")


class BadRuleFields(BadRule):
    """A rule that could never be right; `problems` are pairs of a field's name and a sentence."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(sentence for _field, sentence in problems))


@transaction.atomic
def add_rule(event: Event, written: RuleWritten, *, by: User | None) -> LetterRule:
    """A new rule, tried after the others. Raises BadRuleFields."""
    event = lock_event(event)
    written = _checked(written, event)
    rule = LetterRule.objects.create(
        event=event, position=next_place(event.letter_rules), **_columns(written)
    )
    rule.tracks.set(written.tracks)
    rule.types.set(written.types)
    record(event.logbook, "letter-rule.added", by=by, subject=rule)
    return rule


@transaction.atomic
def edit_rule(rule: LetterRule, written: RuleWritten, *, by: User | None) -> LetterRule:
    """Make the rule this. Letters that were sent stay as they are. Raises BadRuleFields."""
    event = lock_event(rule.event)
    rule = LetterRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    written = _checked(written, event)
    changes: dict[str, tuple[Any, Any]] = differences(rule, _columns(written))
    for name in changes:
        setattr(rule, name, changes[name][1])
    if changes:
        rule.save(update_fields=list(changes))
    for name in LINKED:
        before, after = list(getattr(rule, name).all()), list(getattr(written, name))
        if {one.pk for one in before} != {one.pk for one in after}:
            getattr(rule, name).set(after)
            changes[name] = (_listed(before), _listed(after))
    if changes:
        record(event.logbook, "letter-rule.edited", by=by, subject=rule, changes=_in_words(changes))
    return rule


@transaction.atomic
def switch_rule(rule: LetterRule, *, is_active: bool, by: User | None) -> None:
    """Use it, or leave it out for a while."""
    event = lock_event(rule.event)
    rule.refresh_from_db()
    if rule.is_active == is_active:
        return
    rule.is_active = is_active
    rule.save(update_fields=["is_active"])
    changes = {"is_active": (not is_active, is_active)}
    record(event.logbook, "letter-rule.edited", by=by, subject=rule, changes=changes)


@transaction.atomic
def order_rules(event: Event, keys: Sequence[int], *, by: User | None) -> None:
    """Try the rules in this order; those not named come after them, in the order they had."""
    event = lock_event(event)
    if changes := put_in_order(event.letter_rules.all(), keys):
        record(event.logbook, "letter-rules.ordered", by=by, subject=event, changes=changes)


@transaction.atomic
def remove_rule(rule: LetterRule, *, by: User | None) -> None:
    """Take it away with its files. What it sent stays in the list of letters."""
    event = lock_event(rule.event)
    name = str(rule)
    for file in rule.files.all():
        transaction.on_commit(partial(file.content.delete, save=False))
    rule.delete()
    record(event.logbook, "letter-rule.removed", by=by, subject=name)


@transaction.atomic
def add_usual_rules(event: Event, *, by: User | None) -> list[LetterRule]:
    """A rule for each state that no rule of the event names yet, in the language of the moment."""
    event = lock_event(event)
    named = {state for states in event.letter_rules.values_list("states", flat=True) for state in states}
    return [
        add_rule(
            event,
            RuleWritten(
                name=usual.name,
                states=[usual.state],
                recipients=usual.recipients,
                subject=usual.subject,
                body=usual.body,
                reply_to=event.contact_email,
            ),
            by=by,
        )
        for usual in usual_rules()
        if usual.state not in named
    ]


def written_of_rule(rule: LetterRule) -> RuleWritten:
    """The rule as it stands, to be changed in part."""
    values = {field.name: getattr(rule, field.name) for field in fields(RuleWritten)}
    return RuleWritten(**{**values, "tracks": list(rule.tracks.all()), "types": list(rule.types.all())})


def _checked(written: RuleWritten, event: Event) -> RuleWritten:
    """The rule with what does not count taken out. Raises BadRuleFields."""
    match = LetterRule.Match.SOME
    tidy = replace(
        written,
        name=written.name.strip(),
        subject=" ".join(written.subject.split()),
        body=written.body.replace("\r\n", "\n").strip(),
        tracks=list(written.tracks) if written.track_match == match else [],
        types=list(written.types) if written.type_match == match else [],
        states=list(dict.fromkeys(written.states)),
        recipients=list(dict.fromkeys(written.recipients)),
        copies_to=list({email.lower(): email for email in written.copies_to}.values()),
    )
    if problems := problems_of_rule(tidy, event=event.pk):
        raise BadRuleFields(problems)
    return tidy


def _columns(written: RuleWritten) -> dict[str, Any]:
    return {
        field.name: getattr(written, field.name) for field in fields(RuleWritten) if field.name not in LINKED
    }


def _in_words(changes: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """For the log: the text only says that it changed."""
    words = {name: (_listed(before), _listed(after)) for name, (before, after) in changes.items()}
    return words | ({"body": ("", "")} if "body" in words else {})


def _listed(value: Any) -> Any:
    return ", ".join(str(one) for one in value) if isinstance(value, list) else value
