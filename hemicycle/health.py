"""Is the process alive, and can it do its work? For load balancers, container platforms and alarms."""

import logging
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from notices.models import Notice
from rooms.models import OwedNews

logger = logging.getLogger(__name__)

PATIENCE = 4.0  # seconds for all parts together; who asks expects an answer within five
OLDEST_NOTICE = timedelta(minutes=5)

_probes: dict[str, Future[str]] = {}
_threads = ThreadPoolExecutor(max_workers=3, thread_name_prefix="readiness")


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process serves requests; says nothing about what stands behind it."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when all parts work, else 503 naming the part that does not."""
    parts = _ask({"database": _database, "broker": _broker, "notices": _notices})
    ready = all(answer == "ok" for answer in parts.values())
    return JsonResponse({"ready": ready, "parts": parts}, status=200 if ready else 503)


def _ask(probes: dict[str, Callable[[], str]]) -> dict[str, str]:
    """Ask all parts at once. One that hangs keeps its thread, and is not asked again until it answers."""
    for name, probe in probes.items():
        if name not in _probes or _probes[name].done():
            _probes[name] = _threads.submit(_told, probe)
    wait(_probes.values(), timeout=PATIENCE)
    return {name: _answer(name, _probes[name]) for name in probes}


def _answer(name: str, probe: Future[str]) -> str:
    if not probe.done():
        return f"no answer within {PATIENCE:.0f} seconds"
    if problem := probe.exception():
        logger.warning("Not ready: %s: %s", name, problem)
        return f"failed: {type(problem).__name__}"
    return probe.result()


def _told(probe: Callable[[], str]) -> str:
    try:
        return probe()
    finally:
        connection.close()  # this thread's own; the next probe may find a database that came back


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _broker() -> str:
    """Reach the broker; the filesystem one is a folder we can write to."""
    if settings.CELERY_BROKER_URL == "filesystem://" and not os.access(settings.QUEUE_FOLDER, os.W_OK):
        return f"failed: {settings.QUEUE_FOLDER} is not writable"
    with current_app.connection_for_write(connect_timeout=2) as broker:
        broker.ensure_connection(max_retries=1, timeout=2)
        broker.channel()
    return "ok"


def _notices() -> str:
    waiting = max(Notice.objects.oldest_owed_age(), OwedNews.objects.oldest_age())
    if waiting > OLDEST_NOTICE:
        return f"failed: the oldest unsent notice has waited for {waiting.total_seconds():.0f} seconds"
    return "ok"
