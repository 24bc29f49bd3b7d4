"""The people of an event: who speaks, chairs, or is to be asked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from events.models import EventPerson
from kit.letters import first_letter, plain_letters
from kit.swift import swift
from programme.models import Credit, Session, Subcontribution
from timetable.cards import Card, list_card
from timetable.entries import leaves, read_entries
from timetable.frame import Visit, show, visit
from timetable.markup import Writer
from timetable.stamps import event_stamp
from timetable.starred import mark_stars


@dataclass(slots=True)
class Row:
    person: EventPerson
    talks: int


@swift(event_stamp)
@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody from A to Z, with the number of their talks."""
    here = visit(request, slug)
    talks = _talks_of_each(here)
    rows = [Row(person, talks[person.pk]) for person in seen_people(here).defer("biography", "email")]
    return show(request, here, "people", "timetable/people.html", letters=_by_letter(rows), count=len(rows))


@swift(event_stamp)
@require_safe
def person(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One person and their talks; never the e-mail address."""
    here = visit(request, slug)
    somebody = get_object_or_404(seen_people(here).defer("email"), pk=pk)
    mine = here.talks.filter(_takes_part(somebody)).order_by().values("pk")
    entries = leaves(read_entries(here.slots.filter(contribution__in=mine, contribution__isnull=False)))
    mark_stars(entries, here.stars)
    cards = [list_card(entry, zone=here.event.zone) for entry in entries]
    scheduled = {entry.talk for entry in entries}
    context = {
        "person": somebody,
        "days": _by_day(cards, Writer(here.base)),
        "unscheduled": here.talks.filter(pk__in=mine).exclude(pk__in=scheduled),
        "roles": somebody.roles.filter(event=here.event),
    }
    return show(request, here, "people", "timetable/person.html", **context)


def seen_people(here: Visit) -> QuerySet[EventPerson]:
    """Those with a role in the event, or in a talk or session the reader may see. Nobody else is named."""
    talks = here.talks.order_by().values("pk")
    sessions = Session.objects.visible_to(here.keyring).filter(event=here.event).order_by().values("pk")
    named = (
        Q(pk__in=here.event.roles.order_by().values("person"))
        | Q(pk__in=Credit.objects.filter(contribution__in=talks).order_by().values("person"))
        | Q(pk__in=Subcontribution.objects.filter(contribution__in=talks).order_by().values("people"))
        | Q(pk__in=sessions.filter(conveners__isnull=False).values("conveners"))
    )
    return EventPerson.objects.filter(named, event=here.event)


def _takes_part(somebody: EventPerson) -> Q:
    credited = Credit.objects.filter(person=somebody).order_by().values("contribution")
    in_parts = Subcontribution.objects.filter(people=somebody).order_by().values("contribution")
    return Q(pk__in=credited) | Q(pk__in=in_parts)


def _talks_of_each(here: Visit) -> Counter[int]:
    talks = here.talks.order_by().values("pk")
    credits = Credit.objects.filter(contribution__in=talks).order_by()
    return Counter(person for person, _talk in credits.values_list("person", "contribution").distinct())


def _by_letter(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Under their first letter, without accents and what stands before it; who has no letter comes first."""
    ordered = sorted(rows, key=lambda row: (plain_letters(row.person.sort_name), row.person.pk))
    return [
        (letter, list(group))
        for letter, group in groupby(ordered, key=lambda row: first_letter(row.person.sort_name))
    ]


def _by_day(cards: list[Card], writer: Writer) -> list[tuple[date, SafeString]]:
    """Rows under the local date of their beginning."""
    days = groupby(cards, key=lambda card: date.fromisoformat(card.from_iso[:10]))
    return [(day, writer.rows(list(group))) for day, group in days]
