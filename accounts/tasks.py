"""Doorbells: each task calls one operation."""

from celery import shared_task

from accounts import operations


@shared_task
def forget_sessions() -> None:
    operations.forget_sessions()
