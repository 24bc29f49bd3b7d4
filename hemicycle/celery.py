"""The Celery application: workers ring the doorbells, the tables hold what is owed."""

import os
from pathlib import Path

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.settings")

app = Celery("hemicycle")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

if settings.CELERY_BROKER_URL == "filesystem://":  # the transport wants its folders to be there
    Path(settings.QUEUE_FOLDER, "control").mkdir(parents=True, exist_ok=True)
