"""Writes schedule.xml, valid against c3voc's schema (https://c3voc.de/schedule/schema.xsd).

The schema has no place for biographies, avatars, answers, room details, venue and city, or the hour at which
days change; schedule.json carries those. Ids, codes, slugs and addresses that it refuses are made to fit or
left out.
"""

import re
from collections.abc import Sequence

from interchange.schedule.identity import is_uuid
from interchange.schedule.published import Publication, clock, rooms_in_words
from interchange.schedule.shape import Day, Person, Reference, Schedule, Talk, Track
from interchange.schedule.web_address import fitting_web_address
from interchange.schedule.xml_lines import XmlLines

COLOR_NAMES = ("primary", "background")
MOST_HOURS = 99  # a duration has two digits for them

_COLOR = re.compile(r"#[0-9a-fA-F]{6}$", re.ASCII)
_CODE = re.compile(r"[0-9A-Z]{6}$", re.ASCII)
_TRACK_SLUG = re.compile(r"[a-z][a-z0-9-]+$", re.ASCII)
_TALK_SLUG = re.compile(r"[a-z0-9_]{4,}-[a-z0-9\-_]{4,}$", re.ASCII)


def write_xml(schedule: Schedule) -> bytes:
    """The schedule as schedule.xml, in UTF-8."""
    return _XmlWriter(schedule).write()


class _XmlWriter:
    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.publication = Publication(schedule)
        self.slugs = self.publication.slugs(lambda slug: bool(_TALK_SLUG.match(slug)), self._made_slug)
        self.codes = _only_once([talk.code if _CODE.match(talk.code) else "" for talk in schedule.talks])
        self.xml = XmlLines()

    def write(self) -> bytes:
        with self.xml.element("schedule"):
            if self.schedule.generator:
                generator = self.schedule.generator
                named = {"name": generator.name, "system": generator.url, "version": generator.version}
                self.xml.leaf("generator", attributes=_filled(named))
            self._web_address("url", self.schedule.schedule_url)
            self.xml.leaf("version", self.schedule.version)
            self._conference()
            for day in self.publication.days:
                self._day(day)
        return self.xml.to_bytes()

    def _conference(self) -> None:
        schedule = self.schedule
        with self.xml.element("conference"):
            self.xml.leaf("title", schedule.title)
            self.xml.leaf("acronym", self.publication.acronym)
            self.xml.leaf("start", schedule.starts_on.isoformat())
            self.xml.leaf("end", schedule.ends_on.isoformat())
            self.xml.leaf("days", str(len(self.publication.days)))
            self.xml.leaf("timeslot_duration", clock(schedule.timeslot_duration))
            self._web_address("base_url", schedule.base_url)
            self._web_address("logo", schedule.logo)
            self._web_address("url", schedule.url)
            self.xml.leaf("time_zone_name", schedule.time_zone)
            self._colors()
            for track in schedule.tracks:
                self._track(track)

    def _colors(self) -> None:
        """The colours of the event; the schema wants a primary one."""
        colors = self.schedule.extras.get("colors")
        named = colors if isinstance(colors, dict) else {}
        fitting = {name: value for name, value in named.items() if _COLOR.match(str(value))}
        if "primary" in fitting:
            self.xml.leaf(
                "color", attributes={name: fitting[name] for name in COLOR_NAMES if name in fitting}
            )

    def _track(self, track: Track) -> None:
        fitting = {
            "name": track.name,
            "color": track.color if _COLOR.match(track.color) else "",
            "slug": track.slug if _TRACK_SLUG.match(track.slug) else "",
        }
        self.xml.leaf("track", attributes=_filled(fitting))

    def _day(self, day: Day) -> None:
        bounds = {
            "index": str(day.index),
            "date": day.date.isoformat(),
            "start": self.publication.local(day.starts_at).isoformat(),
            "end": self.publication.local(day.ends_at).isoformat(),
        }
        guids = {room.name: room.guid or "" for room in self.schedule.rooms}
        with self.xml.element("day", bounds):
            for name, talks in self.publication.rooms_of(self.publication.talks_of(day)).items():
                guid = guids.get(name, "")
                with self.xml.element("room", {"name": name} | ({"guid": guid} if is_uuid(guid) else {})):
                    for place in talks:
                        self._event(place)

    def _event(self, place: int) -> None:
        talk = self.schedule.talks[place]
        identity = {"id": str(self.publication.numbers[place]), "guid": self.publication.guids[place]}
        starts_at = self.publication.local(talk.starts_at)
        with self.xml.element("event", _filled(identity | {"code": self.codes[place]})):
            self.xml.leaf("date", starts_at.isoformat())
            self.xml.leaf("start", f"{starts_at:%H:%M}")
            self.xml.leaf("duration", _duration(talk))
            self.xml.leaf("room", rooms_in_words(talk))
            if self.slugs[place]:
                self.xml.leaf("slug", self.slugs[place])
            for name in ("title", "subtitle", "track"):
                self.xml.leaf(name, getattr(talk, name))
            self.xml.leaf("type", talk.kind)
            for name in ("language", "abstract", "description"):
                self.xml.leaf(name, getattr(talk, name))
            self._web_address("logo", talk.logo)
            self._recording(talk)
            with self.xml.element("persons"):
                for person in talk.persons:
                    self._person(person)
            self._references("links", "link", talk.links)
            self._references("attachments", "attachment", talk.attachments)
            self._web_address("video_download_url", next(iter(talk.video_urls), ""))
            for name in ("url", "feedback_url", "origin_url"):
                self._web_address(name, getattr(talk, name))

    def _recording(self, talk: Talk) -> None:
        """What may be recorded; left out where the source says nothing at all."""
        said = (talk.recording_license, talk.recording_url, talk.recording_link)
        if talk.do_not_record is None and not any(said):
            return
        with self.xml.element("recording"):
            self.xml.leaf("license", talk.recording_license)
            self.xml.leaf("optout", "true" if talk.do_not_record else "false")
            self._web_address("url", talk.recording_url)
            self._web_address("link", talk.recording_link)

    def _person(self, person: Person) -> None:
        number = person.source_id.removeprefix("-")
        fitting = {
            "id": person.source_id if number.isascii() and number.isdigit() else "",
            "guid": person.guid if person.guid and is_uuid(person.guid) else "",
        }
        self.xml.leaf("person", person.name, _filled(fitting))

    def _references(self, group: str, name: str, references: Sequence[Reference]) -> None:
        with self.xml.element(group):
            for reference in references:
                attributes = {"href": reference.url, "type": reference.kind}
                if name == "link":
                    attributes["service"] = reference.service
                self.xml.leaf(name, reference.title, _filled(attributes))

    def _web_address(self, name: str, address: str) -> None:
        """An element for an address of the web; the schema refuses all others."""
        fitting = fitting_web_address(address)
        if fitting:
            self.xml.leaf(name, fitting)

    def _made_slug(self, talk: Talk) -> str:
        """A slug of the schema's pattern, beginning with the acronym; none for a talk without its own."""
        rest = re.sub(r"[^a-z0-9_-]+", "-", talk.slug.lower()).strip("-")
        return f"{self.publication.acronym}-{rest}" if len(rest) >= 4 else ""


def _duration(talk: Talk) -> str:
    seconds = int(talk.duration.total_seconds()) % 60
    return clock(talk.duration, most_hours=MOST_HOURS) + (f":{seconds:02d}" if seconds else "")


def _only_once(texts: Sequence[str]) -> list[str]:
    """The texts, with "" in place of those met before."""
    taken: set[str] = set()
    answer = []
    for text in texts:
        answer.append("" if text in taken else text)
        taken.add(text)
    return answer


def _filled(attributes: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if value}
