"""Saying in one sentence what was just done, with a way back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django_htmx.http import trigger_client_event


def say(request: HttpRequest, sentence: str, *, undo: str = "") -> None:
    """Show a toast on the next page; `undo` is an address that takes a POST and undoes it."""
    messages.success(request, sentence, extra_tags=undo)


def say_failure(request: HttpRequest, sentence: str) -> None:
    """Show a toast on the next page for something that was not done."""
    messages.error(request, sentence)


def say_now(response: HttpResponse, sentence: str, *, undo: str = "") -> HttpResponse:
    """Show a toast when htmx receives this response, which it returns."""
    return trigger_client_event(response, "hc-toast", {"text": sentence, "undo": undo})
