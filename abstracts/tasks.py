"""Doorbells: each task calls one operation."""

from celery import shared_task

from abstracts.operations import reminding
from abstracts.similarity import similar_in


@shared_task
def send_due_reminders() -> None:
    reminding.send_due_reminders()


@shared_task
def find_similar(call: int) -> None:
    """Compare all abstracts of the call, so that pages find it done."""
    similar_in(call)
