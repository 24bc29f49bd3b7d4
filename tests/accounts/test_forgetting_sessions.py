"""Sign-ins that ran out do not pile up."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.operations import forget_sessions

pytestmark = pytest.mark.django_db


def test_only_expired_sessions_are_forgotten():
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="new", session_data="", expire_date=now + timedelta(days=1))

    assert forget_sessions() == 1

    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
