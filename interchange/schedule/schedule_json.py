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
from interchange.schedule.shape import Day, Person, Reference, Room, Schedule, Talk, Track

SCHEMA = "https://c3voc.de/schedule/schema.json"
NATIVE_EXTRAS = ("colors", "keywords")
REFERENCE_KINDS = {"slides", "paper", "web", "blog", "article", "media", "related", "activitypub"}

_CODE = re.compile(r"[A-Z0-9]+$", re.ASCII)
_SLUG = re.compile(r"[a-z0-9_-]+[a-z0-9]$", re.ASCII)
_ZONE = re.compile(r"^([A-Z][a-z]+/[A-Z][a-z]+)|UTC$", re.ASCII)  # as the schema has it


def write_json(schedule: Schedule) -> bytes:
    """The schedule as schedule.json, in UTF-8."""
    document = _JsonWriter(schedule).document()
    return json.dumps(legal_tree(document), ensure_ascii=False, allow_nan=False).encode()


class _JsonWriter:
    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.publication = Publication(schedule)
        self.slugs = self.publication.slugs(lambda slug: bool(_SLUG.match(slug)), self._made_slug)

    def document(self) -> dict[str, Any]:
        schedule = self.schedule
        generator = schedule.generator
        named = (
            _filled({"name": generator.name, "version": generator.version, "url": generator.url})
            if generator
            else {}
        )
        body = {
            "version": schedule.version,
            **_filled({"base_url": schedule.base_url, "url": schedule.schedule_url}),
            "conference": self._conference(),
        }
        return {"$schema": SCHEMA, **_filled({"generator": named}), "schedule": body}

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
            **_filled({"description": schedule.description, "logo": schedule.logo, "url": schedule.url}),
            **{name: schedule.extras[name] for name in NATIVE_EXTRAS if name in schedule.extras},
            "rooms": [self._room(room) for room in schedule.rooms],
            "tracks": [_track(track) for track in schedule.tracks],
            "days": [self._day(day) for day in self.publication.days],
            "meta": {CARRIED: _filled(carried)},
        }

    def _room(self, room: Room) -> dict[str, Any]:
        return {
            "name": room.name,
            "guid": room.guid if room.guid and is_uuid(room.guid) else self._made_room_guid(room),
            "description": room.description,
            "capacity": room.capacity,
            **_filled({"url": room.url, "slug": room.slug if _SLUG.match(room.slug) else ""}),
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
            "code": talk.code if _CODE.match(talk.code) else "",
            "recording_license": talk.recording_license,
            "feedback_url": talk.feedback_url,
            "origin_url": talk.origin_url,
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
            **_filled(optional),
            **{
                name: value
                for name, value in (
                    ("do_not_record", talk.do_not_record),
                    ("do_not_stream", talk.do_not_stream),
                )
                if value is not None
            },
            "persons": [_person(person) for person in talk.persons],
            "links": [_reference(link) for link in talk.links],
            "attachments": [_reference(attachment) for attachment in talk.attachments],
        }

    def _carried(self) -> dict[str, Any]:
        schedule = self.schedule
        return _filled(
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
        ) | _different("acronym", schedule.acronym, self.publication.acronym)

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
        code = talk.code if _CODE.match(talk.code) else ""
        references = {
            name: [_whole_reference(reference) for reference in getattr(talk, name)]
            for name in ("links", "attachments")
            if not all(map(_fits, getattr(talk, name)))
        }
        other = {
            "recording_url": talk.recording_url,
            "recording_link": talk.recording_link,
            "video_urls": list(talk.video_urls),
            "answers": list(talk.answers),
            "extras": dict(talk.extras),
        }
        return (
            _different("guid", talk.guid or "", self.publication.guids[place])
            | _different("source_id", talk.source_id, str(self.publication.numbers[place]))
            | _different("slug", talk.slug, self.slugs[place])
            | _different("code", talk.code, code)
            | references
            | _filled(other)
        )

    def _made_slug(self, talk: Talk) -> str:
        """A slug of the schema's pattern, which wants one for every talk."""
        own = re.sub(r"[^a-z0-9_-]+", "-", (talk.slug or talk.title).lower()).strip("-_")
        return own if _SLUG.match(own) else f"{self.publication.acronym}-talk"


def _track(track: Track) -> dict[str, Any]:
    fitting = {"slug": track.slug if _SLUG.match(track.slug) else "", "color": track.color}
    return {"name": track.name, **_filled(fitting)}


def _person(person: Person) -> dict[str, Any]:
    """A person in pretalx's dialect, never with the e-mail address: the file is public.

    `public_name` would make it a person of frab's dialect as well, which the schema forbids.
    """
    number = person.source_id.removeprefix("-")
    is_number = number.isascii() and number.isdigit() and len(number) < 19
    return {
        "name": person.name,
        **({"id": int(person.source_id)} if is_number else {}),
        **_filled(
            {
                "source_id": "" if is_number else person.source_id,
                "code": person.code if _CODE.match(person.code) else "",
                "source_code": "" if _CODE.match(person.code) else person.code,
                "guid": person.guid or "",
                "biography": person.biography,
                "avatar": person.avatar,
                "url": person.url,
                "role": person.role,
                "links": [_reference(link) for link in person.links],
                "source_links": []
                if all(map(_fits, person.links))
                else list(map(_whole_reference, person.links)),
                "answers": list(person.answers),
            }
        ),
    }


def _fits(reference: Reference) -> bool:
    return not reference.service and (not reference.kind or reference.kind in REFERENCE_KINDS)


def _reference(reference: Reference) -> dict[str, str]:
    kind = reference.kind if reference.kind in REFERENCE_KINDS else ""
    return {"url": reference.url, **_filled({"title": reference.title, "type": kind})}


def _whole_reference(reference: Reference) -> dict[str, str]:
    return {
        "url": reference.url,
        **_filled({"title": reference.title, "type": reference.kind, "service": reference.service}),
    }


def _different(name: str, own: str, published: str) -> dict[str, str]:
    """A member to be carried if what was published is not what we have, also where we have nothing."""
    return {} if own == published else {name: own}


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}
