"""How every room stands to the wanted times: free, partly, on request, taken, or not for this person."""

from copy import copy
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from rooms.availability.fit import Fit, fits
from rooms.finder.stock import Candidate, Stock
from rooms.models import RoomSettings
from rooms.outlook import passed_by
from rooms.rights import Rights
from rooms.rules import objections
from rooms.times import Times


class Kind(IntEnum):
    """From the best to the worst."""

    FREE = 0
    ON_REQUEST = 1
    PARTLY = 2
    TAKEN = 3
    CLOSED = 4
    """Not bookable by this person, or not at these times by a rule of the room."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`conflicts` are the places (from 0) of the dates that can not be had, of `total`."""

    candidate: Candidate
    conflicts: frozenset[int]
    total: int
    books: bool
    asks: bool
    keeps_rules: bool = True
    is_shut: bool = False
    """Nothing but closures and its own hours stands against the dates."""

    @property
    def free(self) -> int:
        return self.total - len(self.conflicts)

    @property
    def kind(self) -> Kind:
        if not (self.books or self.asks) or not self.keeps_rules:
            return Kind.CLOSED
        if not self.free:
            return Kind.TAKEN
        if self.conflicts:
            return Kind.PARTLY
        return Kind.FREE if self.books else Kind.ON_REQUEST


def standings(
    stock: Stock, times: Times, *, rights: Rights, settings: RoomSettings, now: datetime
) -> dict[int, Standing]:
    """Every room of the stock by its id: one query for each zone among them. Raises BadRule."""
    passing = passed_by(rights)
    total = len(times.days())
    fit: dict[int, Fit] = {}
    for zone in {place.time_zone for place in stock.locations}:
        fit |= fits(times, zone, passing=passing)
    rules = _Rules(times, rights, settings, now)
    found = {}
    for candidate in stock.candidates:
        room = candidate.room
        books = rights.books(room)
        asks = not books and rights.requests(room)
        found[room.pk] = Standing(
            candidate,
            _conflicts(fit.get(room.pk), candidate, rights),
            total,
            books,
            asks,
            not (books or asks) or rules.kept(candidate),
            _is_shut(fit.get(room.pk)),
        )
    return found


def _conflicts(fit: Fit | None, candidate: Candidate, rights: Rights) -> frozenset[int]:
    """Who overrides the rules of a room ignores its hours and closures; who runs it, its blockings."""
    if fit is None:
        return frozenset()
    hits = set(fit.taken)
    if fit.blocked and not rights.manages(candidate.room):
        hits.update(fit.blocked)
    if fit.closed and not rights.overrides(candidate.room):
        hits.update(fit.closed)
    return frozenset(hits)


def _is_shut(fit: Fit | None) -> bool:
    return fit is not None and bool(fit.closed) and not fit.taken and not fit.blocked


class _Rules:
    """Whether rooms may be booked for times so long and so far ahead; asked once for all rooms with equal rules."""

    def __init__(self, times: Times, rights: Rights, settings: RoomSettings, now: datetime) -> None:
        self.times, self.rights, self.settings, self.now = times, rights, settings, now
        self.known: dict[tuple[object, ...], bool] = {}

    def kept(self, candidate: Candidate) -> bool:
        room = candidate.room
        overrides = self.rights.overrides(room)
        key = (room.location.time_zone, overrides, room.advance_days, room.length_minutes, room.limit_days)
        if key not in self.known:
            example = copy(room)
            example.owner = None  # the sentences, which would name the owner, are not read here
            wanted = self.times.wanted(room.zone)
            self.known[key] = not objections(
                example, self.times, wanted, rights=self.rights, settings=self.settings, now=self.now
            )
        return self.known[key]
