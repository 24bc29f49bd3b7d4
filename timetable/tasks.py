"""Doorbells: each task calls one operation."""

from celery import shared_task

from timetable.operations import forgetting


@shared_task
def forget_old_steps() -> None:
    forgetting.forget_old_steps()
