"""Steps of timetables that nobody takes back any more; what was done stays in the log of the event."""

from datetime import timedelta

from django.utils import timezone

from timetable.models import Step

KEPT_DAYS = 30
KEPT_STEPS = 100
"""The newest of each event stay however old they are, so that one may still go on where one stopped."""


def forget_old_steps() -> int:
    """Delete steps that are older than KEPT_DAYS and not among the KEPT_STEPS newest of their event; how many."""
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    _all, by_model = Step.objects.to_forget(before=before, but_newest=KEPT_STEPS).delete()
    return by_model.get(Step._meta.label, 0)
