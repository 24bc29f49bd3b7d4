"""Saying in one sentence what was just done, with a way back."""

from django.contrib import messages
from django.http import HttpRequest


def say(request: HttpRequest, sentence: str, *, undo: str = "") -> None:
    """Show a toast on the next page; `undo` is an address that takes a POST and undoes it."""
    messages.success(request, sentence, extra_tags=undo)


def say_failure(request: HttpRequest, sentence: str) -> None:
    """Show a toast on the next page for something that was not done."""
    messages.error(request, sentence)
