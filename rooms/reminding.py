"""The fields by which a room, and all rooms where a room says nothing, decide when people are reminded."""

REMIND_DAYS = ("remind_days_single", "remind_days_weekly", "remind_days_monthly")
END_DAYS = ("end_days_daily", "end_days_weekly", "end_days_monthly")
REMINDERS = ("reminders_enabled", *REMIND_DAYS, "end_reminders_enabled", *END_DAYS)
"""Of dates to come, and of the end of a series."""
