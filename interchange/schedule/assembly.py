"""From what a file words to what it means: a `Schedule`, or all the reasons why not."""

from dataclasses import replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from interchange.schedule.draft import DraftSchedule
from interchange.schedule.event_days import complete_days, settle_day_change, settle_days
from interchange.schedule.event_zone import settle_zone
from interchange.schedule.findings import Unusable
from interchange.schedule.identity import stable_keys
from interchange.schedule.moments import parse_date, parse_duration
from interchange.schedule.one_of_each import one_of_each_room, one_of_each_track
from interchange.schedule.shape import Schedule, Talk
from interchange.schedule.talk_settling import TalkSettler
from interchange.schedule.twins import merge_rooms, refuse_twins

USUAL_TIMESLOT = timedelta(minutes=5)

_TAKEN_AS_THEY_ARE = (
    "acronym", "slug", "version", "generator", "subtitle", "description", "url", "schedule_url", "base_url",
    "logo", "venue", "city", "extras",
)  # fmt: skip


def assemble(draft: DraftSchedule, *, title_if_none: str, default_zone: str | None) -> Schedule | None:
    """The schedule, or None if the draft holds problems afterwards."""
    zone = settle_zone(draft, default_zone=default_zone)
    if zone is None:
        return None
    days = settle_days(draft, zone=zone)
    day_change = settle_day_change(draft, days, zone=zone)
    settler = TalkSettler(draft, days=days, day_change=day_change, zone=zone)
    talks = merge_rooms([talk for talk in map(settler.settle, draft.talks) if talk is not None])
    refuse_twins(talks, draft)
    if not (talks or draft.problems):
        draft.cannot("", _("It has no talks."))
    starts_on, ends_on = _first_and_last_day(draft, talks)
    timeslot_duration = _timeslot(draft)
    if draft.problems:
        return None
    talks = [replace(talk, stable_key=key) for talk, key in zip(talks, stable_keys(talks), strict=True)]
    return Schedule(
        **{name: getattr(draft, name) for name in _TAKEN_AS_THEY_ARE},
        title=draft.title or _without_title(draft, title_if_none),
        time_zone=zone,
        starts_on=starts_on,
        ends_on=ends_on,
        day_change=day_change,
        timeslot_duration=timeslot_duration,
        rooms=one_of_each_room(draft, talks),
        tracks=one_of_each_track(draft, talks),
        days=complete_days(days, talks, day_change=day_change, zone=zone),
        talks=tuple(talks),
        warnings=tuple(draft.warnings),
    )


def _without_title(draft: DraftSchedule, title: str) -> str:
    draft.warn(
        "", _("The file does not say what the event is called; “%(title)s” was taken.") % {"title": title}
    )
    return title


def _first_and_last_day(draft: DraftSchedule, talks: list[Talk]) -> tuple[date, date]:
    """The dates that the file names, else those of the first and the last talk."""
    met = [talk.day for talk in talks] or [date.min]
    answers = []
    for text, otherwise in ((draft.starts, min(met)), (draft.ends, max(met))):
        try:
            answers.append(parse_date(text) if text else otherwise)
        except Unusable as reason:
            draft.cannot("", reason)
            answers.append(otherwise)
    if answers[0] > answers[1]:
        draft.cannot("", _("The event ends on %(end)s, before it starts.") % {"end": answers[1].isoformat()})
    return answers[0], answers[1]


def _timeslot(draft: DraftSchedule) -> timedelta:
    """The grid that the file names; a broken one is no reason to refuse a file, it only guides drawing."""
    if draft.timeslot_duration:
        try:
            return parse_duration(draft.timeslot_duration)
        except Unusable as reason:
            draft.warn("", reason)
    return USUAL_TIMESLOT
