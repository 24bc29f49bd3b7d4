"""A broker that accepts connections and never answers costs a request less than two seconds."""

import json
import socket
import threading

import pytest

from notices.models import Notice
from tests.reliability.test_no_mail_is_lost import POST

# A web worker has done this long before; a new process would count it as waiting.
LOADED = "import kombu.transport.redis\nfrom celery import current_app\ncurrent_app.amqp\n"


@pytest.fixture
def silent_port():
    """Where somebody listens and never says a word."""
    held = []
    server = socket.create_server(("127.0.0.1", 0))

    def accept():
        while True:
            try:
                held.append(server.accept()[0])
            except OSError:
                return

    listener = threading.Thread(target=accept)
    listener.start()
    yield server.getsockname()[1]
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    listener.join()
    for one in held:
        one.close()


@pytest.mark.case("R4")
def test_a_hanging_broker_holds_no_request_up(works, silent_port):
    script = LOADED + POST.format(number=4, each=5)

    seconds = json.loads(works.post(script, CELERY_BROKER_URL=f"redis://127.0.0.1:{silent_port}/0"))

    assert max(seconds) <= 2, seconds
    assert Notice.objects.owed().count() == 20


@pytest.mark.case("R4")
def test_without_the_pause_each_bell_would_wait(works, silent_port):
    script = "from kit import later\nlater.PAUSE = 0\n" + POST.format(number=1, each=2)

    seconds = json.loads(works.post(script, CELERY_BROKER_URL=f"redis://127.0.0.1:{silent_port}/0"))

    assert max(seconds) > 2
