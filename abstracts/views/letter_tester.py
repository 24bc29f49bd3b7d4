"""Which rule would fire: for a real abstract, or for a state, a track and a type; and why the others do not."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from abstracts.forms.letters import TesterForm
from abstracts.letters.doors import written_about_for
from abstracts.letters.drafts import Draft, planned, write
from abstracts.letters.loading import loaded
from abstracts.letters.matching import Facts, Outcome, facts_of, outcomes, rule_of
from abstracts.letters.people import unreached
from abstracts.letters.words import when_words, whom_words
from abstracts.models import Abstract, LetterRule, State
from abstracts.standing import standing_of
from abstracts.views.fetch import chaired_event
from abstracts.views.letter_frame import letters_frame
from accounts.requests import MemberRequest
from events.models import Event


@dataclass(frozen=True, slots=True)
class Line:
    rule: LetterRule
    when: str
    whom: str
    outcome: Outcome

    @property
    def fires(self) -> bool:
        return self.outcome is Outcome.FIRES


@login_required
@require_safe
def letter_tester(request: MemberRequest, pk: int) -> HttpResponse:
    """GET ?abstract= (its number), or ?state=, ?track= and ?type= (ids; left out: none)."""
    event = chaired_event(request, pk)
    form = TesterForm(request.GET or None, event=event)
    abstract = _abstract(request, event, form)
    facts = facts_of(abstract) if abstract is not None else _facts(form)
    rules = list(event.letter_rules.prefetch_related("tracks", "types"))
    context = {
        **letters_frame(request, event, current="letter-tester"),
        "form": form,
        "abstract": abstract,
        "lines": _lines(rules, facts) if facts is not None else [],
        "facts": facts,
        "drafts": _drafts(rules, abstract),
        "unreached": _unreached(rules, abstract),
    }
    return render(request, "abstracts/letters/tester.html", context)


def _abstract(request: MemberRequest, event: Event, form: TesterForm) -> Abstract | None:
    """The abstract asked for, as it stands, decisions that are held back too. An error of the form if there is none."""
    if not form.is_bound or not form.is_valid():
        return None
    number = form.cleaned_data["abstract"]
    if number is None:
        return None
    found = written_about_for(standing_of(request.user, event)).filter(number=number)
    key = found.values_list("pk", flat=True).first()
    if key is None:
        form.add_error(
            "abstract", _("There is no abstract #%(number)d, or it is a draft.") % {"number": number}
        )
        return None
    return next(iter(loaded([key])), None)


def _facts(form: TesterForm) -> Facts | None:
    if not form.is_bound or not form.is_valid() or form.cleaned_data["abstract"] is not None:
        return None
    track, kind = form.cleaned_data["track"], form.cleaned_data["type"]
    state = form.cleaned_data["state"] or State.ACCEPTED
    return Facts(state, frozenset([track.pk] if track else []), kind.pk if kind else None)


def _lines(rules: list[LetterRule], facts: Facts) -> list[Line]:
    rows = {rule.pk: rule for rule in rules}
    return [
        Line(rows[rule.key], when_words(rows[rule.key]), whom_words(rows[rule.key]), outcome)
        for rule, outcome in outcomes(map(rule_of, rules), facts)
    ]


def _drafts(rules: list[LetterRule], abstract: Abstract | None) -> list[Draft]:
    if abstract is None:
        return []
    return [write(letter) for letter in planned({abstract.event_id: rules}, [abstract])]


def _unreached(rules: list[LetterRule], abstract: Abstract | None) -> list[str]:
    """Those the rules that fire would write to, and whose address nobody knows."""
    if abstract is None:
        return []
    firing = {line.rule.pk for line in _lines(rules, facts_of(abstract)) if line.fires}
    names = [name for rule in rules if rule.pk in firing for name in unreached(rule, abstract)]
    return list(dict.fromkeys(names))
