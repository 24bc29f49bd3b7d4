"""Writes schedule.json of c3voc's first form, valid against https://c3voc.de/schedule/schema.json.

What the schema has no place for travels in `conference.meta` (see `carried`), so that reading the file again
gives the same schedule.
"""

import json
import re
from typing import Any

from interchange.schedule.c3voc_json import NO_ADDRESS
from interchange.schedule.carried import CARRIED
from interchange.schedule.identity import as_uuid, is_uuid
from interchange.schedule.json_values import legal_tree
from interchange.schedule.published import Publication, clock, rooms_in_words
from interchange.schedule.schedule_json_members import (
    CODE,
    SLUG,
    different,
    filled,
    fits,
    person_shown,
    reference_shown,
    track_shown,
    whole_reference,
)
from interchange.schedule.shape import Day, Room, Schedule, Talk

SCHEMA = "https://c3voc.de/schedule/schema.json"
NATIVE_EXTRAS = ("colors", "keywords")

_ZONE = re.compile(r"^([A-Z][a-z]+/[A-Z][a-z]+)|UTC$", re.ASCII)  # as the schema has it


def write_json(schedule: Schedule) -> bytes:
    """The schedule as schedule.json, in UTF-8."""
    document = _JsonWriter(schedule).document()
    return json.dumps(legal_tree(document), ensure_ascii=False, allow_nan=False).encode()


class _JsonWriter:
    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.publication = Publication(schedule)
        self.slugs = self.publication.slugs(lambda slug: bool(SLUG.match(slug)), self._made_slug)

    def document(self) -> dict[str, Any]:
        schedule = self.schedule
        generator = schedule.generator
        named = (
            filled({"name": generator.name, "version": generator.version, "url": generator.url})
            if generator
            else {}
        )
        body = {
            "version": schedule.version,
            **filled({"base_url": schedule.base_url, "url": schedule.schedule_url}),
            "conference": self._conference(),
        }
        return {"$schema": SCHEMA, **filled({"generator": named}), "schedule": body}

    def _conference(self) -> dict[str, Any]:
        schedule = self.schedule
        carried = {
            "schedule": self._carried(),
            "rooms": self._carried_rooms(),
            "talks": self._carried_talks(),
        }
        return {
            "acronym": self.publication.acronym,
            "title": schedule.title,
            "start": schedule.starts_on.isoformat(),
            "end": schedule.ends_on.isoformat(),
            "daysCount": len(self.publication.days),
            "timeslot_duration": clock(schedule.timeslot_duration),
            **({"time_zone_name": schedule.time_zone} if _ZONE.search(schedule.time_zone) else {}),
            **filled({"description": schedule.description, "logo": schedule.logo, "url": schedule.url}),
            **{name: schedule.extras[name] for name in NATIVE_EXTRAS if name in schedule.extras},
            "rooms": [self._room(room) for room in schedule.rooms],
            "tracks": [track_shown(track) for track in schedule.tracks],
            "days": [self._day(day) for day in self.publication.days],
            "meta": {CARRIED: filled(carried)},
        }

    def _room(self, room: Room) -> dict[str, Any]:
        return {
            "name": room.name,
            "guid": room.guid if room.guid and is_uuid(room.guid) else self._made_room_guid(room),
            "description": room.description,
            "capacity": room.capacity,
            **filled({"url": room.url, "slug": room.slug if SLUG.match(room.slug) else ""}),
        }

    def _made_room_guid(self, room: Room) -> str:
        return as_uuid(room.guid or f"room:{room.name}", within=self.schedule.acronym or self.schedule.title)

    def _day(self, day: Day) -> dict[str, Any]:
        rooms = self.publication.rooms_of(self.publication.talks_of(day))
        return {
            "index": day.index,
            "date": day.date.isoformat(),
            "day_start": self.publication.local(day.starts_at).isoformat(),
            "day_end": self.publication.local(day.ends_at).isoformat(),
            "rooms": {name: [self._event(place) for place in talks] for name, talks in rooms.items()},
        }

    def _event(self, place: int) -> dict[str, Any]:
        talk = self.schedule.talks[place]
        guid = self.publication.guids[place]
        starts_at = self.publication.local(talk.starts_at)
        optional = {
            "code": talk.code if CODE.match(talk.code) else "",
            "recording_license": talk.recording_license,
            "feedback_url": talk.feedback_url,
            "origin_url": talk.origin_url,
            "do_not_record": talk.do_not_record,
            "do_not_stream": talk.do_not_stream,
        }
        return {
            "guid": guid,
            "id": self.publication.numbers[place],
            "date": starts_at.isoformat(),
            "start": f"{starts_at:%H:%M}",
            "end": self.publication.local(talk.ends_at).isoformat(),
            "duration": clock(talk.duration),
            "room": rooms_in_words(talk),
            "slug": self.slugs[place],
            "url": talk.url or f"{NO_ADDRESS}{guid}",
            "title": talk.title,
            "subtitle": talk.subtitle,
            "track": talk.track,
            "type": talk.kind,
            "language": talk.language,
            "abstract": talk.abstract,
            "description": talk.description,
            "logo": talk.logo,
            **filled(optional),
            "persons": [person_shown(person) for person in talk.persons],
            "links": [reference_shown(link) for link in talk.links],
            "attachments": [reference_shown(attachment) for attachment in talk.attachments],
        }

    def _carried(self) -> dict[str, Any]:
        schedule = self.schedule
        return filled(
            {
                "slug": schedule.slug,
                "subtitle": schedule.subtitle,
                "venue": schedule.venue,
                "city": schedule.city,
                "day_change": schedule.day_change.isoformat(),
                "time_zone": "" if _ZONE.search(schedule.time_zone) else schedule.time_zone,
                "extras": {
                    name: value for name, value in schedule.extras.items() if name not in NATIVE_EXTRAS
                },
            }
        ) | different("acronym", schedule.acronym, self.publication.acronym)

    def _carried_rooms(self) -> dict[str, Any]:
        """Rooms with a member that the schema refuses or has no place for, as they are."""
        answer = {}
        for room in self.schedule.rooms:
            published = self._room(room)
            fits = (
                room.guid == published["guid"] and room.slug == published.get("slug", "") and not room.extras
            )
            if not fits:
                whole = published | {"guid": room.guid, "slug": room.slug} | dict(room.extras)
                answer[room.name] = {name: value for name, value in whole.items() if name != "name"}
        return answer

    def _carried_talks(self) -> dict[str, Any]:
        pairs = ((guid, self._carried_talk(place)) for place, guid in enumerate(self.publication.guids))
        return {guid: carried for guid, carried in pairs if carried}

    def _carried_talk(self, place: int) -> dict[str, Any]:
        """The members of a talk that the schema refuses or has no place for, as they are."""
        talk = self.schedule.talks[place]
        code = talk.code if CODE.match(talk.code) else ""
        references = {
            name: [whole_reference(reference) for reference in getattr(talk, name)]
            for name in ("links", "attachments")
            if not all(map(fits, getattr(talk, name)))
        }
        other = {
            "recording_url": talk.recording_url,
            "recording_link": talk.recording_link,
            "video_urls": list(talk.video_urls),
            "answers": list(talk.answers),
            "extras": dict(talk.extras),
        }
        return (
            different("guid", talk.guid or "", self.publication.guids[place])
            | different("source_id", talk.source_id, str(self.publication.numbers[place]))
            | different("slug", talk.slug, self.slugs[place])
            | different("code", talk.code, code)
            | references
            | filled(other)
        )

    def _made_slug(self, talk: Talk) -> str:
        """A slug of the schema's pattern, which wants one for every talk."""
        own = re.sub(r"[^a-z0-9_-]+", "-", (talk.slug or talk.title).lower()).strip("-_")
        return own if SLUG.match(own) else f"{self.publication.acronym}-talk"
