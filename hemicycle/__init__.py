"""The roof: settings, addresses, the API router, Celery and the embedded PostgreSQL. Knows all apps."""

from hemicycle.celery import app as celery_app

__all__ = ["celery_app"]
