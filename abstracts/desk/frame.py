"""What all parts of the desk need of the event: calls, tracks, types, sessions, how many are accepted. One query."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, Max, OuterRef, QuerySet, Sum
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from abstracts.models import Abstract, Call, Quota, Review, Reviewing, SavedView, State
from abstracts.standing import Standing
from events.models import Event
from programme.models import ContributionType, Session, Track


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What of a call and its reviewing counts at the desk."""

    id: int
    name: str
    topics: list[str]
    tracks: list[int]
    types: list[int]
    blinding: str
    release: str
    scale_from: int
    scale_to: int
    reviews_wanted: int
    conveners_decide: bool
    conveners_change_tracks: bool

    @property
    def is_double_blind(self) -> bool:
        return self.blinding == Reviewing.Blinding.DOUBLE

    @property
    def releases_at_once(self) -> bool:
        return self.release == Reviewing.Release.AT_ONCE


@dataclass(frozen=True, slots=True)
class Place:
    """A track, a type or a session, by its id."""

    id: int
    name: str
    hue: int = 222


@dataclass(frozen=True, slots=True)
class Balance:
    """How many of what is wanted are accepted so far."""

    words: str
    accepted: int
    wanted: int

    @property
    def percent(self) -> int:
        return min(100, 100 * self.accepted // self.wanted) if self.wanted else 100


@dataclass(frozen=True, slots=True)
class Frame:
    calls: dict[int, CallFacts]
    tracks: dict[int, Place]
    types: dict[int, Place]
    sessions: list[Place]
    views: list[dict[str, Any]]
    quotas: list[dict[str, Any]]
    accepted: list[dict[str, Any]]
    stamp: str
    """Changes whenever a review of the event does."""

    @property
    def topics(self) -> list[str]:
        return list(dict.fromkeys(topic for call in self.calls.values() for topic in call.topics))

    def tracks_of(self, keys: Iterable[int]) -> list[Place]:
        return [self.tracks[key] for key in keys if key in self.tracks]

    def balance(self, call: int, tracks: Iterable[int]) -> list[Balance]:
        """Of the quotas of the call that concern these tracks; those of no track concern all."""
        wanted = [quota for quota in self.quotas if quota["call"] == call]
        concerned = [quota for quota in wanted if quota["track"] is None or quota["track"] in set(tracks)]
        return [Balance(self._words(quota), self._accepted(quota), quota["wanted"]) for quota in concerned]

    def _accepted(self, quota: dict[str, Any]) -> int:
        return sum(
            found["count"]
            for found in self.accepted
            if found["call"] == quota["call"]
            and quota["track"] in (None, found["track"])
            and quota["type"] in (None, found["type"])
        )

    def _words(self, quota: dict[str, Any]) -> str:
        named = [self.types.get(quota["type"] or 0), self.tracks.get(quota["track"] or 0)]
        return ", ".join(place.name for place in named if place) or _("All")


def frame_of(standing: Standing) -> Frame:
    """For one person: of abstracts that are kept from them, none is counted."""
    parts = _parts(standing)
    rows = Event.objects.filter(pk=standing.event.pk).annotate(
        **{f"desk_{name}": ArraySubquery(part) for name, part in parts.items()}
    )
    values = rows.values_list(*(f"desk_{name}" for name in parts)).get()
    found = dict(zip(parts, values, strict=True))
    return Frame(
        calls={call["id"]: CallFacts(**call) for call in found["calls"]},
        tracks={track["id"]: Place(**track) for track in found["tracks"]},
        types={kind["id"]: Place(**kind) for kind in found["types"]},
        sessions=[Place(**session) for session in found["sessions"]],
        views=found["views"],
        quotas=found["quotas"],
        accepted=found["accepted"],
        stamp=str(found["stamp"]),
    )


def _parts(standing: Standing) -> dict[str, Any]:
    """The rows of each part of the frame, of the event that is asked."""
    mine = {"event": OuterRef("pk")}
    quotas = JSONObject(call="call_id", track="track_id", type="type_id", wanted="wanted")
    return {
        "calls": _calls(),
        "tracks": Track.objects.filter(**mine).values(json=JSONObject(id="pk", name="name", hue="hue")),
        "types": _named(ContributionType.objects.all(), "name"),
        "sessions": _named(Session.objects.filter(deleted_at=None).order_by("number"), "title"),
        "views": SavedView.objects.filter(**mine, user=standing.user).values(
            json=JSONObject(id="pk", name="name", query="query")
        ),
        "quotas": Quota.objects.filter(call__event=OuterRef("pk")).values(json=quotas),
        "accepted": _accepted(standing),
        "stamp": _stamp(),
    }


def _named(rows: "QuerySet[Any]", field: str) -> Any:
    return rows.filter(event=OuterRef("pk")).values(json=JSONObject(id="pk", name=field))


def _calls() -> Any:
    reviewing = ("blinding", "release", "scale_from", "scale_to", "reviews_wanted")
    rights = ("conveners_decide", "conveners_change_tracks")
    offered = {
        name: ArraySubquery(
            through.objects.filter(call=OuterRef("pk")).order_by("pk").values_list(f"{key}_id")
        )
        for name, through, key in (
            ("tracks", Call.tracks.through, "track"),
            ("types", Call.types.through, "contributiontype"),
        )
    }
    return Call.objects.filter(event=OuterRef("pk")).values(
        json=JSONObject(
            id="pk",
            name="name",
            topics="topics",
            **offered,
            **{name: f"reviewing__{name}" for name in (*reviewing, *rights)},
        )
    )


def _accepted(standing: Standing) -> Any:
    """How many of each call, track and type."""
    counted = Abstract.objects.filter(event=OuterRef("pk"), state=State.ACCEPTED).exclude(
        pk__in=standing.barred
    )
    return (
        counted.order_by()
        .values("call_id", "accepted_track_id", "accepted_type_id")
        .annotate(count=Count("pk"))
        .values(
            json=JSONObject(
                call=F("call_id"),
                track=F("accepted_track_id"),
                type=F("accepted_type_id"),
                count=F("count"),
            )
        )
    )


def _stamp() -> Any:
    """Places that a review loses when a track or a type goes are no change of the review itself, so they count."""
    sent = Review.objects.filter(abstract__event=OuterRef("pk"), submitted_at__isnull=False)
    return (
        sent.order_by()
        .values("abstract__event")
        .annotate(
            n=Count("pk"), at=Max("updated_at"), sum=Sum("score"), tracks=Count("track"), types=Count("type")
        )
        .values(json=JSONObject(n="n", at="at", sum="sum", tracks="tracks", types="types"))
    )
