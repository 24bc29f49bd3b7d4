"""The gate in front of Django: it repeats what is kept, for plain strangers, as long as they may see it."""

import gzip
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections

from access.operations import set_mode
from kit import swift_gate
from kit.swift import SHELF
from kit.swift_gate import SwiftGate
from tests.factories.timetable import SlotFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return SlotFactory(contribution__title="Light, twice").event


@pytest.fixture
def ask():
    """Asks through the gate; `reached` counts how often Django had to answer."""
    cache.clear()
    SHELF.answers.clear()
    django = WSGIHandler()
    reached = []

    def behind(environ, start_response):
        reached.append(environ["PATH_INFO"])
        return django(environ, start_response)

    def get(path, **headers):
        answer = {}
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "HTTP_ACCEPT_ENCODING": "gzip",
            "wsgi.input": BytesIO(),
            "wsgi.url_scheme": "http",
            **headers,
        }
        start = lambda status, fields: answer.update(status=status, headers=dict(fields))  # noqa: E731
        answer["body"] = b"".join(gate(environ, start))
        return answer

    gate = SwiftGate(behind)
    get.reached = reached
    for signal in (request_started, request_finished):  # they would close the connection of the test
        signal.disconnect(close_old_connections)
    yield get
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_what_is_kept_is_repeated_without_django(ask, event):
    first = ask(f"/e/{event.slug}/timetable/")
    second = ask(f"/e/{event.slug}/timetable/")

    assert len(ask.reached) == 1
    assert second["body"] == first["body"]
    assert second["headers"] == first["headers"]
    assert b"Light, twice" in gzip.decompress(second["body"])


def test_who_has_it_gets_304(ask, event):
    etag = ask(f"/e/{event.slug}/timetable/")["headers"]["ETag"]

    again = ask(f"/e/{event.slug}/timetable/", HTTP_IF_NONE_MATCH=etag)

    assert (again["status"], again["body"], again["headers"]["ETag"]) == ("304 Not Modified", b"", etag)


@pytest.mark.case("S8", "S12")
def test_a_right_that_ended_shows_at_once(ask, event):
    ask(f"/e/{event.slug}/timetable/")

    set_mode(event.access, mode="restricted")

    assert ask(f"/e/{event.slug}/timetable/")["status"] == "404 Not Found"


@pytest.mark.case("S12")
@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_COOKIE": "hc_session=abc"},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"HTTP_HX_REQUEST": "true"},
        {"QUERY_STRING": "q=light"},
        {"HTTP_ACCEPT_ENCODING": "identity"},
        {"REQUEST_METHOD": "HEAD"},
    ],
)
def test_all_others_are_django_s_to_answer(ask, event, headers):
    ask(f"/e/{event.slug}/timetable/")

    ask(f"/e/{event.slug}/timetable/", **headers)

    assert len(ask.reached) == 2


def test_what_goes_wrong_is_django_s_to_answer(ask, event, monkeypatch):
    def gone(request):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(swift_gate, "key_of", gone)

    assert ask(f"/e/{event.slug}/timetable/")["status"] == "200 OK"
