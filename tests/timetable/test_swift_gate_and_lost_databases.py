"""A database connection that was cut costs nobody an answer."""

from io import BytesIO

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from kit.swift_gate import SwiftGate
from tests.factories.timetable import SlotFactory

pytestmark = pytest.mark.django_db(transaction=True)


def ask(gate, path):
    statuses = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "http",
    }
    answer = gate(environ, lambda status, headers: statuses.append(status))
    b"".join(answer)
    getattr(answer, "close", lambda: None)()
    return statuses[0]


@pytest.mark.case("R6")
def test_the_next_request_after_a_cut_connection_is_answered():
    path = f"/e/{SlotFactory().event.slug}/timetable/"
    gate = SwiftGate(WSGIHandler())
    assert ask(gate, path) == "200 OK"
    connection.ensure_connection()
    cut = connection.copy()
    with cut.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    cut.close()

    assert [ask(gate, path), ask(gate, path)] == ["200 OK", "200 OK"]
