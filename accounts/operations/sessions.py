"""Sign-ins that ran out."""

from django.contrib.sessions.models import Session
from django.utils import timezone


def forget_sessions() -> int:
    """Delete the sessions that expired; returns how many."""
    deleted, _kinds = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return deleted
