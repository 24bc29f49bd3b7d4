"""Doorbells: each task calls one operation."""

from celery import shared_task

from rooms.operations import reconfirming, releasing, reminders, room_days, writing


@shared_task
def write_letters(*, booking_id: int) -> None:
    writing.write_letters(booking_id)


@shared_task
def sweep_letters() -> None:
    writing.sweep_letters()


@shared_task
def send_reminders() -> None:
    reminders.send_reminders()


@shared_task
def warn_no_shows() -> None:
    releasing.warn_no_shows()


@shared_task
def release_no_shows() -> None:
    releasing.release_no_shows()


@shared_task
def ask_about_long_series() -> None:
    reconfirming.ask_again()


@shared_task
def rebuild_room_days() -> None:
    room_days.rebuild_room_days()
