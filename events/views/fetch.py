"""The entrance step: the thing itself, or the same 404 for what is not there and what is not for this person."""

from django.shortcuts import get_object_or_404

from access.filters import run_by
from accounts.requests import MemberRequest
from events.models import Category, Event


def managed_event(request: MemberRequest, pk: int) -> Event:
    """An event the signed-in person runs."""
    events = Event.objects.run_by(request.user).select_related("category", "access", "logbook")
    return get_object_or_404(events, pk=pk)


def managed_event_even_deleted(request: MemberRequest, pk: int) -> Event:
    """The same, for bringing it back."""
    events = Event.objects.filter(run_by(request.user)).select_related("category", "access", "logbook")
    return get_object_or_404(events, pk=pk)


def managed_category(request: MemberRequest, pk: int) -> Category:
    """A category the signed-in person runs."""
    categories = Category.objects.run_by(request.user).select_related("parent", "access", "logbook")
    return get_object_or_404(categories, pk=pk)
