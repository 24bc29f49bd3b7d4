"""What runs by itself, and how often: the settings of Celery's beat."""

from celery.schedules import crontab

# A sweep that comes late is not needed any more: the next one does the same.
CELERY_BEAT_SCHEDULE = {
    "sweep the outbox": {"task": "notices.tasks.sweep", "schedule": 15.0, "options": {"expires": 15.0}},
    "write about bookings": {
        "task": "rooms.tasks.sweep_letters",
        "schedule": 15.0,
        "options": {"expires": 15.0},
    },
    "remind of bookings": {
        "task": "rooms.tasks.send_reminders",
        "schedule": 15 * 60.0,
        "options": {"expires": 15 * 60.0},
    },
    "warn before a room is freed": {
        "task": "rooms.tasks.warn_no_shows",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "free rooms nobody came to": {
        "task": "rooms.tasks.release_no_shows",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "ask about long series": {
        "task": "rooms.tasks.ask_about_long_series",
        "schedule": 3600.0,
        "options": {"expires": 3600.0},
    },
    "remind reviewers": {
        "task": "abstracts.tasks.send_due_reminders",
        "schedule": 3600.0,
        "options": {"expires": 3600.0},
    },
    "count the use of rooms again": {
        "task": "rooms.tasks.rebuild_room_days",
        "schedule": crontab(hour="3", minute="10"),
        "options": {"expires": 3600.0},
    },
    "send digests": {
        "task": "notices.tasks.send_digests",
        "schedule": crontab(hour="4", minute="30"),
        "options": {"expires": 3600.0},
    },
    "forget sessions": {
        "task": "accounts.tasks.forget_sessions",
        "schedule": 24 * 3600.0,
        "options": {"expires": 3600.0},
    },
    "forget keys of requests": {
        "task": "accounts.tasks.forget_request_keys",
        "schedule": 24 * 3600.0,
        "options": {"expires": 3600.0},
    },
    "take up jobs left behind": {"task": "jobs.tasks.sweep", "schedule": 30.0, "options": {"expires": 30.0}},
    "forget jobs": {
        "task": "jobs.tasks.expire",
        "schedule": crontab(hour="3", minute="40"),
        "options": {"expires": 3600.0},
    },
    "forget whom people wrote to": {
        "task": "notices.tasks.forget_mailings",
        "schedule": crontab(hour="3", minute="55"),
        "options": {"expires": 3600.0},
    },
    "forget files of mails": {
        "task": "notices.tasks.forget_files",
        "schedule": crontab(hour="3", minute="50"),
        "options": {"expires": 3600.0},
    },
    "forget steps of timetables": {
        "task": "timetable.tasks.forget_old_steps",
        "schedule": crontab(hour="4", minute="0"),
        "options": {"expires": 3600.0},
    },
    "forget uploads": {
        "task": "interchange.tasks.sweep_uploads",
        "schedule": 3600.0,
        "options": {"expires": 3600.0},
    },
}
