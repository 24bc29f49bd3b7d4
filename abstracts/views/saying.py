"""Sentences on the next page: what became of an abstract, or why nothing did."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abstracts.hands import Hand
from abstracts.models import State
from kit.htmx import go_to
from kit.plain import title_in_words
from kit.toasts import say, say_failure


def told(request: HttpRequest, hand: Hand, sentence: str) -> HttpResponse:
    """Back to the page of the abstract, with a sentence why."""
    say_failure(request, sentence)
    return go_to(request, hand.abstract)


def say_sent(request: HttpRequest, hand: Hand, held: int) -> None:
    """Of the abstract as it was before; `held` authors are asked later."""
    if hand.is_unsent:
        say(request, _("Submitted “%(abstract)s”") % {"abstract": title_in_words(str(hand.abstract))})
    elif hand.abstract.state == State.REVISION and not hand.as_manager:
        say(request, _("Sent the revised abstract"))
    else:
        say(request, _("Saved the changes"))
    if held:
        say(
            request,
            ngettext(
                "%(count)d author is asked later: only a few new people can be written to in an hour.",
                "%(count)d authors are asked later: only a few new people can be written to in an hour.",
                held,
            )
            % {"count": held},
        )
