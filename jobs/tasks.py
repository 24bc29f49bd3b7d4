"""Doorbells: each task calls one operation."""

from celery import shared_task

from jobs import operations


@shared_task
def run(*, key: str) -> None:
    operations.run_job(key)


@shared_task
def sweep() -> None:
    operations.sweep()


@shared_task
def expire() -> None:
    operations.expire_jobs()
