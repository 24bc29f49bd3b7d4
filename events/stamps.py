"""Short texts that change whenever a public page would, for `kit.swift`: one query each.

None where a stranger may not see the thing: then the view answers, with its usual 404.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    F,
    Func,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest
from django.utils import timezone

from events.models import Category, Event
from kit.light_query import one_row

SEEN_BY_EVERYBODY = """
    SELECT e.id, e.revision, e.starts_at, e.ends_at, (
        SELECT string_agg(c.id || ' ' || c.title, '/' ORDER BY c.depth)
        FROM events_category c JOIN access_accesslist above ON above.id = c.access_id
        WHERE c.access_id = ANY (a.path) AND above.is_open)
    FROM events_event e JOIN access_accesslist a ON a.id = e.access_id
    WHERE lower(e.slug) = lower(%s) AND a.is_open AND NOT e.is_draft AND e.deleted_at IS NULL
"""

STRANGER = AnonymousUser()
FEED_REACHES_BACK = timedelta(weeks=4)


def seen_by_everybody(slug: str) -> Any:
    """Key, revision, start, end, and the titles above it that a stranger sees; None for what is not for strangers."""
    return one_row(SEEN_BY_EVERYBODY, [slug])


def event_page_stamp(request: HttpRequest, **address: Any) -> str | None:
    """For pages that say the same whatever the clock says. Dates name the year when it is not this one."""
    found = seen_by_everybody(address["slug"])
    if found is None:
        return None
    pk, revision, _starts_at, _ends_at, above = found
    return f"{pk}.{revision}.{timezone.now().year}.{above}"


def public_event_stamp(request: HttpRequest, *, slug: str = "", **kwargs: Any) -> str | None:
    """The event's revision. The date is in it because pages leave out the year when it is this one."""
    seen = Event.objects.visible_to(STRANGER).filter(slug=slug).values_list("pk", "revision").first()
    if seen is None:
        return None
    pk, revision = seen
    return f"{pk}.{revision}.{timezone.now():%Y%m%d}"


def public_category_stamp(request: HttpRequest, *, pk: int = 0, slug: str = "", **kwargs: Any) -> str | None:
    """Everything a category's page or feed tells a stranger: its family in the tree, and the events below.

    None for another readable tail than its own: there are endlessly many. And for what is no page of ours.
    """
    page = request.GET.get("page", "")
    if page and not (page.isascii() and page.isdigit() and len(page) < 4):
        return None
    now = timezone.now()
    events = Event.objects.visible_to(STRANGER).filter(access__path__contains=_one(OuterRef("access_id")))
    around = Q(parent=OuterRef("pk")) | Q(own_step__contained_by=OuterRef("access__path"))
    family = Category.objects.visible_to(STRANGER).alias(own_step=_one("access_id")).filter(around)
    found = (
        Category.objects.visible_to(STRANGER)
        .filter(pk=pk)
        .annotate(below=Subquery(_state_of_events(events, now)), around=Subquery(_state_of_family(family)))
        .values_list("title", "below", "around", "description", "time_zone", "anyone_may_create")
        .first()
    )
    if found is None or slug != Category(title=found[0]).slug:
        return None
    return f"{now:%Y%m%d}.{'.'.join(map(str, found))}"


def events_of_feed(events: "QuerySet[Event]", at: datetime) -> "QuerySet[Event]":
    """What a category's feed holds: everything that was not over four weeks ago."""
    return events.filter(ends_at__gt=at - FEED_REACHES_BACK)


def _state_of_events(events: "QuerySet[Event]", now: datetime) -> "QuerySet[Any]":
    """Which of them are over, and which have left the feed, changes with time alone."""
    facts = (
        Count("pk"),
        Count("pk", filter=Q(ends_at__gt=now)),
        Count("pk", filter=Q(ends_at__gt=now - FEED_REACHES_BACK)),
        Sum("revision"),
        Sum("pk"),
        Max("updated_at"),
    )
    state = Func(Value("."), *facts, function="concat_ws", output_field=CharField())
    return events.order_by().annotate(all=Value(1)).values("all").annotate(state=state).values("state")


def _state_of_family(family: "QuerySet[Category]") -> "QuerySet[Any]":
    row = Concat(Cast("pk", CharField()), Value("/"), F("title"), Cast("position", CharField()))
    whole = Func(StringAgg(row, delimiter="\n", order_by="pk"), function="md5", output_field=CharField())
    return family.order_by().annotate(all=Value(1)).values("all").annotate(state=whole).values("state")


def _one(value: Any) -> Func:
    return Func(value, template="ARRAY[%(expressions)s]", output_field=ArrayField(BigIntegerField()))
