"""What an organiser has still to do with the calls of their event, for the first page of its management."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abstracts.models import DECIDED, Call, State
from abstracts.reading import decidable_by
from abstracts.standing import standing_of
from accounts.models import User
from events.models import Event
from events.to_do import MORE_TASKS, Task
from programme.models import Contribution


def tasks_of_calls(event: Event, user: User) -> Iterator[Task]:
    """A call that is not open yet; what waits for a decision once its call is over; decisions that nobody knows of.

    Counted is what the person may decide: nothing is told of what they wrote themselves (S21).
    """
    calls = list(Call.objects.filter(event=event))
    if not calls:
        if event.kind == Event.Kind.CONFERENCE and not Contribution.objects.filter(event=event).exists():
            yield _first_call(event)
        return
    for call in calls:
        if call.opens_at is None:
            yield _opening(event, call)
    over = [call.pk for call in calls if call.is_over()]
    yield from _deciding(event, user, over)


def _first_call(event: Event) -> Task:
    here = reverse("manage-calls", args=[event.pk])
    return Task(_("Open a call for abstracts"), is_done=False, url=here, label=_("Set up a call"))


def _opening(event: Event, call: Call) -> Task:
    here = reverse("manage-call", args=[event.pk, call.pk])
    title = _("Open “%(call)s” for abstracts") % {"call": call}
    return Task(title, is_done=False, url=here, label=_("Open the call"))


def _deciding(event: Event, user: User, over: list[int]) -> Iterator[Task]:
    counted = (
        decidable_by(standing_of(user, event))
        .order_by()
        .aggregate(
            undecided=Count("pk", filter=Q(state=State.SUBMITTED, call__in=over)),
            decided=Count("pk", filter=Q(state__in=DECIDED)),
            unreleased=Count("pk", filter=Q(state__in=DECIDED, released_at__isnull=True)),
        )
    )
    waiting, held = counted["undecided"], counted["unreleased"]
    if waiting or (over and counted["decided"]):
        title = ngettext("Decide on %(number)d abstract", "Decide on %(number)d abstracts", waiting)
        yield Task(
            title % {"number": waiting} if waiting else _("Every abstract is decided"),
            is_done=not waiting,
            url=reverse("desk", args=[event.slug]),
            label=_("Open the desk"),
        )
    if counted["decided"]:
        title = ngettext("Release %(number)d decision", "Release %(number)d decisions", held)
        yield Task(
            title % {"number": held} if held else _("Every decision is released"),
            is_done=not held,
            url=reverse("desk-release", args=[event.slug]),
            label=_("Review and release"),
        )


MORE_TASKS.append(tasks_of_calls)
