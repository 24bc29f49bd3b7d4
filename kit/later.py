"""Queue work by dotted path once the transaction has committed."""

import logging
from functools import partial
from typing import Any

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)


def run_later(path: str, **arguments: Any) -> None:
    """Ring for the task at `path` after the commit; nothing happens if the transaction rolls back.

    The bell may be lost (broker down, worker killed): whoever calls this keeps what is owed in a table
    and lets a periodic sweep find it. A broker that does not answer never fails the person's request.
    """
    transaction.on_commit(partial(_ring, path, arguments))


def _ring(path: str, arguments: dict[str, Any]) -> None:
    try:
        current_app.send_task(path, kwargs=arguments)
    except Exception:  # any transport may raise its own kind; the sweep makes up for the lost bell
        logger.warning("The queue did not take %s; the sweep will.", path, exc_info=True)
