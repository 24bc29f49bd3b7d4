"""Queue work by dotted path once the transaction has committed."""

import logging
import time
from functools import partial
from typing import Any

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)

# Seconds without a further try after the queue failed us: a broker that hangs costs a request its patience
# once, not for each of its bells.
PAUSE = 10.0


def run_later(path: str, **arguments: Any) -> None:
    """Ring for the task at `path` after the commit; nothing happens if the transaction rolls back.

    The bell may be lost (broker down, worker killed): whoever calls this keeps what is owed in a table
    and lets a periodic sweep find it. A broker that does not answer never fails the person's request.
    """
    transaction.on_commit(partial(_doorbell.ring, path, arguments))


class Doorbell:
    """The way to the broker, for one process."""

    def __init__(self) -> None:
        self.out_of_order_until = 0.0

    def ring(self, path: str, arguments: dict[str, Any]) -> None:
        """Hand the task to the broker, or leave it to the sweep; never raises."""
        if time.monotonic() < self.out_of_order_until:
            return
        try:
            current_app.send_task(path, kwargs=arguments)
        except Exception:  # any transport may raise its own kind; the sweep makes up for the lost bell
            self.out_of_order_until = time.monotonic() + PAUSE
            logger.warning("The queue did not take %s; the sweep will.", path, exc_info=True)


_doorbell = Doorbell()
