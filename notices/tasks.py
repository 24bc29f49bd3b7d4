"""Doorbells: each task calls one operation."""

from celery import shared_task

from notices import operations


@shared_task
def deliver(*, notice_id: int) -> None:
    operations.deliver(notice_id)


@shared_task
def sweep() -> None:
    operations.sweep()


@shared_task
def send_digests() -> None:
    operations.send_digests()


@shared_task
def forget_files() -> None:
    operations.forget_files()


@shared_task
def forget_mailings() -> None:
    operations.forget_mailings()
