"""From one talk as a file words it to one talk at an instant, on a day, in rooms."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from interchange.schedule.draft import DraftSchedule, DraftTalk
from interchange.schedule.event_days import SettledDay
from interchange.schedule.findings import Unusable
from interchange.schedule.moments import (
    LONGEST,
    has_time,
    parse_clock,
    parse_date,
    parse_duration,
    parse_moment,
)
from interchange.schedule.placing import instant_on_the_wall
from interchange.schedule.shape import Talk

_TAKEN_AS_THEY_ARE = (
    "row", "source_id", "code", "slug", "subtitle", "track", "kind", "language", "abstract",
    "description", "url", "feedback_url", "origin_url", "logo", "recording_license", "recording_url",
    "recording_link", "do_not_record", "do_not_stream", "extras",
)  # fmt: skip


class TalkSettler:
    """Settles the talks of one draft, and notes on it what is wrong with them."""

    def __init__(
        self, draft: DraftSchedule, *, days: Sequence[SettledDay], day_change: time, zone: str
    ) -> None:
        self.draft = draft
        self.days = days
        self.date_of = {id(day.draft): day.date for day in days}
        self.day_change = day_change
        self.zone = zone
        self.place = ZoneInfo(zone)
        self.known_rooms = {room.name for room in draft.rooms}

    def settle(self, talk: DraftTalk) -> Talk | None:
        """The talk, or None if a problem was noted. Its stable key is given later, among all talks."""
        try:
            starts_at = self._start(talk)
            duration = self._duration(talk, starts_at)
            day = self._day(talk, starts_at)
        except Unusable as reason:
            self.draft.cannot(_row(talk), reason)
            return None
        except OverflowError:
            self.draft.cannot(_row(talk), _("Its time cannot be right."))
            return None
        return Talk(
            stable_key="",
            title=talk.title or self._without_title(talk),
            starts_at=starts_at,
            duration=duration,
            day=day,
            guid=talk.guid or None,
            rooms=self._rooms(talk),
            **{name: getattr(talk, name) for name in _TAKEN_AS_THEY_ARE},
            persons=tuple(talk.persons),
            links=tuple(talk.links),
            attachments=tuple(talk.attachments),
            video_urls=tuple(talk.video_urls),
            answers=tuple(talk.answers),
        )

    def _start(self, talk: DraftTalk) -> datetime:
        """The instant (UTC): the whole moment if there is one, else the time of day on its day."""
        moment = parse_moment(talk.moment) if has_time(talk.moment) else None
        if moment is None:
            moment = self._wall_time(talk)
        elif talk.clock and parse_clock(talk.clock)[0].replace(second=0) != moment.time().replace(
            second=0, microsecond=0
        ):
            self._warn_of_contradiction(talk, moment)
        if moment.tzinfo:
            return moment.astimezone(UTC)
        instant, warning = instant_on_the_wall(moment, zone=self.zone)
        if warning:
            self.draft.warn(_row(talk), warning)
        return instant

    def _wall_time(self, talk: DraftTalk) -> datetime:
        if not talk.clock:
            raise Unusable(_("It has no start."))
        clock, days_later = parse_clock(talk.clock)
        if talk.moment:
            # A date of its own is the calendar's: no hour of the night moves it.
            return datetime.combine(parse_date(talk.moment) + timedelta(days=days_later), clock)
        if talk.day is None or id(talk.day) not in self.date_of:
            raise Unusable(_("It has no date."))
        if clock < self.day_change and not days_later:
            days_later = 1
        return datetime.combine(self.date_of[id(talk.day)] + timedelta(days=days_later), clock)

    def _warn_of_contradiction(self, talk: DraftTalk, moment: datetime) -> None:
        shown = {"start": talk.clock, "moment": moment.isoformat()}
        self.draft.warn(
            _row(talk), _("It starts at %(start)s, but also at %(moment)s, which was taken.") % shown
        )

    def _duration(self, talk: DraftTalk, starts_at: datetime) -> timedelta:
        """The length up to the end where that is more exact than the duration; zero with a warning."""
        until_end = self._until_end(talk, starts_at)
        if not talk.duration:
            if until_end is None:
                self.draft.warn(_row(talk), _("It has no duration; zero was taken."))
            return until_end or timedelta()
        duration = parse_duration(talk.duration)
        # Durations are written in whole minutes; an end that says the same to the second is better.
        if until_end is not None and abs(until_end - duration) < timedelta(minutes=1):
            return until_end
        return duration

    def _until_end(self, talk: DraftTalk, starts_at: datetime) -> timedelta | None:
        if not talk.ends:
            return None
        if has_time(talk.ends):
            end = parse_moment(talk.ends)
            ends_at = end.astimezone(UTC) if end.tzinfo else instant_on_the_wall(end, zone=self.zone)[0]
        else:
            local = starts_at.astimezone(self.place)
            clock, days_later = parse_clock(talk.ends)
            days_later = days_later or int(clock < local.time())
            ends_at = instant_on_the_wall(
                datetime.combine(local.date() + timedelta(days=days_later), clock), zone=self.zone
            )[0]
        if ends_at < starts_at:
            raise Unusable(_("It ends at %(end)s, before it starts.") % {"end": talk.ends})
        if ends_at - starts_at > LONGEST:
            raise Unusable(_("It ends at %(end)s, more than a month later.") % {"end": talk.ends})
        return ends_at - starts_at

    def _day(self, talk: DraftTalk, starts_at: datetime) -> date:
        """The day that the file puts the talk in; else the one whose hours it falls into."""
        local = starts_at.astimezone(self.place)
        if talk.day is not None and id(talk.day) in self.date_of:
            day = self.date_of[id(talk.day)]
            if day <= local.date() <= day + timedelta(days=1):
                return day
            self.draft.warn(
                _row(talk), _("It stands under %(day)s, where it does not belong.") % {"day": day.isoformat()}
            )
        for settled in self.days:
            if settled.starts_at and settled.ends_at and settled.starts_at <= starts_at < settled.ends_at:
                return settled.date
        return local.date() - timedelta(days=int(local.time() < self.day_change))

    def _rooms(self, talk: DraftTalk) -> tuple[str, ...]:
        """The room it is listed under; several where the talk itself names several, separated by commas."""
        if not talk.listed_under or talk.room in ("", talk.listed_under):
            return tuple(name for name in (talk.listed_under or talk.room,) if name)
        several = tuple(dict.fromkeys(talk.room.split(", ")))
        if talk.listed_under in several and self.known_rooms.issuperset(several):
            return several
        shown = {"listed": talk.listed_under, "named": talk.room}
        self.draft.warn(
            _row(talk), _("It is listed in “%(listed)s” but says “%(named)s”; the first was taken.") % shown
        )
        return (talk.listed_under,)

    def _without_title(self, talk: DraftTalk) -> str:
        """A title in no language: stable keys may be made of it."""
        self.draft.warn(_row(talk), _("It has no title."))
        return talk.subtitle or talk.kind or "—"


def _row(talk: DraftTalk) -> str:
    """Where the talk stands, with its title to make it easier to find."""
    return f"{talk.row} (“{talk.title}”)" if talk.title else talk.row
