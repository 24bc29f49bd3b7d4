"""What is left to do before an event is ready, checked against what is there."""

from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from events.models import Event, EventPerson
from events.to_do import MORE_TASKS, Task
from programme.models import Credit
from timetable.models import Slot, settings_of
from timetable.talk_list import talks_of
from timetable.versions import unpublished_count


@dataclass(frozen=True, slots=True)
class Figures:
    """How much of a programme there is."""

    talks: int
    scheduled: int
    speakerless: int
    withdrawn: int
    speakers: int
    rooms: int
    outside: int
    """Entries of the timetable outside the dates of the event."""

    @property
    def unscheduled(self) -> int:
        return self.talks - self.scheduled


def figures_of(event: Event) -> Figures:
    """Four queries, however large the event."""
    there = Q(withdrawn_at__isnull=True)
    counted: dict[str, int] = talks_of(event).aggregate(
        talks=Count("pk", filter=there),
        scheduled=Count("pk", filter=there & Q(is_scheduled=True)),
        speakerless=Count("pk", filter=there & Q(has_speaker=False)),
        withdrawn=Count("pk", filter=~there),
    )
    speaks = Q(credits__role=Credit.Role.SPEAKER, credits__contribution__deleted_at__isnull=True)
    early_or_late = Q(starts_at__lt=F("event__starts_at")) | Q(ends_at__gt=F("event__ends_at"))
    return Figures(
        **counted,
        speakers=EventPerson.objects.filter(speaks, event=event).distinct().count(),
        rooms=event.rooms.count(),
        outside=Slot.objects.filter(early_or_late, event=event).count(),
    )


def tasks_for(event: Event, figures: Figures, *, user: User) -> list[Task]:
    """What is open first."""
    tasks = [
        _outside(event, figures),
        *_talks(event, figures),
        _rooms(event, figures),
        *_versions(event),
        *(task for more in MORE_TASKS for task in more(event, user)),
        _draft(event),
    ]
    return sorted(tasks, key=lambda task: task.is_done)


def _outside(event: Event, figures: Figures) -> Task:
    open_title = ngettext(
        "Move %(number)d entry that lies outside the dates of the event",
        "Move %(number)d entries that lie outside the dates of the event",
        figures.outside,
    )
    return Task(
        _title(open_title, figures.outside, done=_("Everything is within the dates of the event")),
        is_done=not figures.outside,
        url=reverse("manage-timetable", args=[event.pk]),
        label=_("Open timetable"),
    )


def _talks(event: Event, figures: Figures) -> list[Task]:
    if not figures.talks:
        new = reverse("manage-talk-new", args=[event.pk])
        return [Task(_("Add the first talk"), is_done=False, url=new, label=_("Add a talk"))]
    waiting = ngettext("Schedule %(number)d talk", "Schedule %(number)d talks", figures.unscheduled)
    silent = ngettext(
        "Find a speaker for %(number)d talk", "Find speakers for %(number)d talks", figures.speakerless
    )
    return [
        Task(
            _title(waiting, figures.unscheduled, done=_("Every talk has a time")),
            is_done=not figures.unscheduled,
            url=reverse("manage-timetable", args=[event.pk]) + "#waiting",
            label=_("Schedule"),
        ),
        Task(
            _title(silent, figures.speakerless, done=_("Every talk has a speaker")),
            is_done=not figures.speakerless,
            url=reverse("manage-talks", args=[event.pk]) + "?state=speakerless",
            label=_("See them"),
        ),
    ]


def _rooms(event: Event, figures: Figures) -> Task:
    return Task(
        _("The rooms are named") if figures.rooms else _("Name the rooms"),
        is_done=bool(figures.rooms),
        url=reverse("event-rooms", args=[event.pk]),
        label=_("Add rooms"),
    )


def _versions(event: Event) -> list[Task]:
    """Of a timetable that is worked on in drafts, what waits to be published."""
    if settings_of(event).is_live:
        return []
    count = unpublished_count(event)
    waiting = ngettext(
        "Publish %(number)d change of the timetable", "Publish %(number)d changes of the timetable", count
    )
    return [
        Task(
            _title(waiting, count, done=_("The timetable is published as it is")),
            is_done=not count,
            url=reverse("timetable-publish", args=[event.pk]),
            label=_("Review and publish"),
        )
    ]


def _draft(event: Event) -> Task:
    return Task(
        _("Publish the event") if event.is_draft else _("The event is published"),
        is_done=not event.is_draft,
        url=reverse("event-publish", args=[event.pk]),
        label=_("Publish"),
        is_act=True,
    )


def _title(text: str, number: int, *, done: str) -> str:
    return text % {"number": number} if number else done
