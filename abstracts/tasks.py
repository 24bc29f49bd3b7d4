"""Doorbells: each task calls one operation."""

from celery import shared_task

from abstracts.operations import reminding


@shared_task
def send_due_reminders() -> None:
    reminding.send_due_reminders()
