"""Going back to the page of an abstract with a sentence why."""

from django.http import HttpRequest, HttpResponse

from abstracts.hands import Hand
from kit.htmx import go_to
from kit.toasts import say_failure


def told(request: HttpRequest, hand: Hand, sentence: str) -> HttpResponse:
    """Back to the page of the abstract, with a sentence why."""
    say_failure(request, sentence)
    return go_to(request, hand.abstract)
