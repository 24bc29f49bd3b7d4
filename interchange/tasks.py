"""Doorbells: each task calls one operation."""

from celery import shared_task

from interchange import operations


@shared_task
def sweep_uploads() -> None:
    operations.sweep_uploads()
