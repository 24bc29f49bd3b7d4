"""The list of letter rules: what each does, their order, and switching them."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from abstracts.letters.doors import held_back_for
from abstracts.letters.words import lacks_its_condition, when_words, whom_words
from abstracts.models import LetterRule
from abstracts.operations.letter_rules import add_usual_rules, order_rules, remove_rule, switch_rule
from abstracts.standing import standing_of
from abstracts.views.fetch import chaired_event
from abstracts.views.letter_frame import letters_frame
from accounts.requests import MemberRequest
from events.models import Event
from kit.arranging import rearranged
from kit.htmx import go_to
from kit.keys import key_of
from kit.toasts import say

HERE = "letter-rules"


@dataclass(frozen=True, slots=True)
class Row:
    rule: LetterRule
    when: str
    whom: str
    is_stuck: bool
    files: int


@login_required
@require_http_methods(["GET", "POST"])
def letter_rules(request: MemberRequest, pk: int) -> HttpResponse:
    """POST holds the id of a rule as `up`, `down`, `on`, `off` or `remove`, ids as `order`, or `usual`."""
    event = chaired_event(request, pk)
    here = reverse(HERE, args=[event.pk])
    if request.method == "POST":
        _act(request, event)
        return go_to(request, here)
    rules = event.letter_rules.prefetch_related("tracks", "types", "files")
    context = {
        **letters_frame(request, event, current=HERE),
        "rows": [
            Row(rule, when_words(rule), whom_words(rule), lacks_its_condition(rule), len(rule.files.all()))
            for rule in rules
        ],
        "held_back": held_back_for(standing_of(request.user, event)).count(),
        "here": here,
    }
    return render(request, "abstracts/letters/rules.html", context)


def _act(request: MemberRequest, event: Event) -> None:
    by = request.user
    if request.POST.get("usual"):
        count = len(add_usual_rules(event, by=by))
        said = ngettext("Added %(count)d rule", "Added %(count)d rules", count)
        say(request, said % {"count": count} if count else _("Every state has a rule already"))
    elif order := request.POST.getlist("order"):
        order_rules(event, [key_of(key) for key in order], by=by)
    elif asked := request.POST.get("on") or request.POST.get("off"):
        rule = _rule(event, asked)
        switch_rule(rule, is_active="on" in request.POST, by=by)
        words = _("“%(rule)s” is in use") if "on" in request.POST else _("“%(rule)s” is switched off")
        say(request, words % {"rule": rule})
    elif asked := request.POST.get("remove"):
        rule = _rule(event, asked)
        remove_rule(rule, by=by)
        say(request, _("Removed “%(rule)s”") % {"rule": rule.name})
    elif arranged := rearranged(list(event.letter_rules.all()), request.POST):
        order_rules(event, [rule.pk for rule in arranged], by=by)
    else:
        raise Http404


def _rule(event: Event, asked: str) -> LetterRule:
    return get_object_or_404(event.letter_rules.select_related("event__logbook"), pk=key_of(asked))
