"""A mail server that takes everything, slowly, and counts by Message-ID."""

import asyncio
import email
import logging
import socket
import threading
from collections import Counter
from contextlib import contextmanager

from aiosmtpd.controller import Controller

logging.getLogger("mail.log").setLevel(logging.WARNING)  # it tells of every step of every mail


class Sink:
    """What arrived; `wait_for` blocks until enough of it has."""

    def __init__(self, delay):
        self.delay = delay
        self.received = Counter()
        self._changed = threading.Condition()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (the name aiosmtpd calls)
        await asyncio.sleep(self.delay)
        message = email.message_from_bytes(envelope.content)
        with self._changed:
            self.received[message["Message-ID"]] += 1
            self._changed.notify_all()
        return "250 OK"

    @property
    def duplicates(self):
        return sum(self.received.values()) - len(self.received)

    def wait_for(self, number, *, seconds):
        """Whether that many different mails arrived in time."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.received) >= number, timeout=seconds)


@contextmanager
def open_sink(*, delay=0.005):
    sink = Sink(delay)
    with socket.create_server(("127.0.0.1", 0)) as probe:  # aiosmtpd cannot choose a free port itself
        sink.port = probe.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
