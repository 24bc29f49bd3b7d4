"""Rules that could never be right are refused, with the reason, before anybody waits for their letters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abstracts.letters.matching import LETTER_STATES, PLACED
from abstracts.letters.placeholders import PLACEHOLDERS, known_in, unknown_in
from abstracts.models import LetterRule, State
from programme.models import ContributionType, Track

LONGEST_NAME = 100
LONGEST_SUBJECT = 300
LONGEST_BODY = 20_000
MOST_COPIES = 20

Problem = tuple[str, str]


@dataclass(frozen=True, slots=True)
class RuleWritten:
    """A whole rule as somebody wrote it."""

    name: str
    states: Sequence[str]
    subject: str
    body: str
    recipients: Sequence[str] = ()
    copies_to: Sequence[str] = ()
    reply_to: str = ""
    track_match: str = LetterRule.Match.ANY
    tracks: Sequence[Track] = ()
    type_match: str = LetterRule.Match.ANY
    types: Sequence[ContributionType] = ()
    stops: bool = True
    is_active: bool = True


def problems_of_rule(rule: RuleWritten, *, event: int) -> list[Problem]:
    """Pairs of a field's name and a sentence; empty for a rule that can stand. `event` is the id of its event."""
    return [
        *_in_states(rule),
        *_in_people(rule),
        *_in_conditions(rule, event),
        *_in_words("name", rule.name, _("Give the rule a name."), LONGEST_NAME),
        *_in_words("subject", rule.subject, _("A letter needs a subject."), LONGEST_SUBJECT),
        *_in_words("body", rule.body, _("A letter needs a text."), LONGEST_BODY),
        *_in_placeholders("subject", rule.subject),
        *_in_placeholders("body", rule.body),
        *_in_invitation(rule),
    ]


def _in_states(rule: RuleWritten) -> Iterator[Problem]:
    if not rule.states:
        yield "states", _("Choose at least one state.")
    for state in rule.states:
        if state not in LETTER_STATES:
            yield "states", _("No letters are sent about “%(state)s”.") % {"state": state}


def _in_people(rule: RuleWritten) -> Iterator[Problem]:
    if not rule.recipients and not rule.copies_to:
        yield "recipients", _("The rule writes to nobody. Choose a recipient, or name an address for copies.")
    for kind in rule.recipients:
        if kind not in LetterRule.Recipient.values:
            yield "recipients", _("There are no recipients “%(kind)s”.") % {"kind": kind}
    if len(rule.copies_to) > MOST_COPIES:
        yield (
            "copies_to",
            ngettext(
                "Copies go to at most %(count)d address.",
                "Copies go to at most %(count)d addresses.",
                MOST_COPIES,
            )
            % {"count": MOST_COPIES},
        )
    for field, addresses in (
        ("copies_to", rule.copies_to),
        ("reply_to", [rule.reply_to] if rule.reply_to else []),
    ):
        for email in addresses:
            try:
                validate_email(email)
            except ValidationError:
                yield field, _("“%(email)s” is not an e-mail address.") % {"email": email}


def _in_conditions(rule: RuleWritten, event: int) -> Iterator[Problem]:
    some, unasked = LetterRule.Match.SOME, LetterRule.Match.ANY
    for match, field in ((rule.track_match, "track_match"), (rule.type_match, "type_match")):
        if match not in LetterRule.Match.values:
            yield field, _("Choose any, none, or some.")
    if rule.track_match == some and not rule.tracks:
        yield "tracks", _("Name at least one track, or choose “any”.")
    if rule.type_match == some and not rule.types:
        yield "types", _("Name at least one type, or choose “any”.")
    if any(track.event_id != event for track in rule.tracks):
        yield "tracks", _("Choose tracks of this event.")
    if any(kind.event_id != event for kind in rule.types):
        yield "types", _("Choose types of this event.")
    others = [State(state).label for state in rule.states if state in set(LETTER_STATES) - set(PLACED)]
    if others and (rule.track_match, rule.type_match) != (unasked, unasked):
        yield (
            "states",
            _(
                "Only rules for accepted, merged and duplicate abstracts ask for a track or a type. Take these states"
                " out, or choose “any”: %(states)s."
            )
            % {"states": ", ".join(str(label) for label in others)},
        )


def _in_words(field: str, text: str, missing: str, most: int) -> Iterator[Problem]:
    if not text.strip():
        yield field, missing
    if len(text) > most:
        yield (
            field,
            ngettext(
                "This has more than %(count)d character.", "This has more than %(count)d characters.", most
            )
            % {"count": most},
        )
    if "\x00" in text:
        yield field, _("This holds a character that no letter can hold.")


def _in_placeholders(field: str, text: str) -> Iterator[Problem]:
    if unknown := unknown_in(text):
        yield (
            field,
            ngettext(
                "There is no placeholder %(unknown)s. There are: %(known)s.",
                "There are no placeholders %(unknown)s. There are: %(known)s.",
                len(unknown),
            )
            % {
                "unknown": ", ".join(f"{{{name}}}" for name in unknown),
                "known": ", ".join(f"{{{name}}}" for name in PLACEHOLDERS),
            },
        )


def _in_invitation(rule: RuleWritten) -> Iterator[Problem]:
    uses = "invitation_url" in known_in([rule.subject, rule.body])
    if uses and set(rule.states) - {State.INVITED}:
        yield "body", _("{invitation_url} is for invited abstracts. Make a rule for those alone.")
