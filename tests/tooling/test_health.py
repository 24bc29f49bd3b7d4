"""Health: alive whatever happens, ready only when every part works, and never silent for long."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from hemicycle import health
from notices.models import Notice
from rooms.models import OwedNews


@pytest.fixture(autouse=True)
def forget_old_probes(monkeypatch):
    monkeypatch.setattr(health, "_probes", {})


@pytest.mark.case("R35")
def test_a_process_is_alive_without_any_database(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.case("R35")
@pytest.mark.django_db(transaction=True)
def test_ready_when_all_parts_work(client):
    answer = client.get("/readyz")

    assert answer.json() == {"ready": True, "parts": {"database": "ok", "broker": "ok", "notices": "ok"}}
    assert answer.status_code == 200


@pytest.mark.case("R35")
@pytest.mark.django_db(transaction=True)
def test_a_notice_that_waits_too_long_is_named(client):
    posted = timezone.now() - timedelta(minutes=6)
    Notice.objects.create(
        recipient="a@example.org", subject="Hello", body="", created_at=posted, next_try_at=posted
    )

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["parts"]["notices"].startswith("failed: the oldest unsent notice has waited for 36")
    assert answer.json()["parts"]["database"] == "ok"


@pytest.mark.case("R35")
@pytest.mark.django_db(transaction=True)
def test_news_of_a_booking_that_nobody_wrote_about_are_waiting_mail(client):
    long_ago = timezone.now() - timedelta(minutes=6)
    OwedNews.objects.create(
        booking_id=1, news="booked", booking_then={}, dates_then=[], created_at=long_ago, next_try_at=long_ago
    )

    answer = client.get("/readyz")

    assert answer.json()["parts"]["notices"].startswith("failed: the oldest unsent notice has waited for 36")


@pytest.mark.case("R35")
def test_a_part_that_hangs_or_fails_is_named_in_time(client, monkeypatch):
    def fail() -> str:
        raise ConnectionError

    monkeypatch.setattr(health, "PATIENCE", 0.2)
    monkeypatch.setattr(health, "_database", fail)
    monkeypatch.setattr(health, "_broker", lambda: time.sleep(1) or "ok")
    monkeypatch.setattr(health, "_notices", lambda: "ok")
    began = time.monotonic()

    answer = client.get("/readyz")

    assert time.monotonic() - began < 0.9
    assert answer.status_code == 503
    assert answer.json()["parts"] == {
        "database": "failed: ConnectionError",
        "broker": "no answer within 0 seconds",
        "notices": "ok",
    }
