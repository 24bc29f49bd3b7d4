"""Doorbells: each task calls one operation."""

from celery import shared_task

from accounts import operations


@shared_task
def forget_sessions() -> None:
    operations.forget_sessions()


@shared_task
def forget_request_keys() -> None:
    operations.forget_request_keys()
