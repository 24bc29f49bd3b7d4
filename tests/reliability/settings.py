"""The real settings for real workers: only the database is the test's own, and the sweep comes every second."""

import json
import os

from hemicycle.settings import *  # noqa: F403 (a settings file is the one place for this)
from hemicycle.settings import CELERY_BEAT_SCHEDULE, DATABASES, EMAIL_BACKEND, env

DATABASES["default"].update(json.loads(os.environ["TEST_DATABASE_PARTS"]))
for sweep in ("sweep the outbox", "write about bookings"):
    CELERY_BEAT_SCHEDULE[sweep]["schedule"] = env.float("TEST_SWEEP_EVERY", default=1.0)
CELERY_IMPORTS = ["tests.reliability.slow_kind"]

if not EMAIL_BACKEND.endswith("smtp.EmailBackend"):
    raise RuntimeError("These tests count what an SMTP server receives: EMAIL_URL is missing.")
