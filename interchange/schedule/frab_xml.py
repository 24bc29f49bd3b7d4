"""Reads schedule.xml, the format of pentabarf, frab and pretalx (https://c3voc.de/wiki/schedule).

Producers differ: events stand in rooms or directly in days, guids, dates and whole elements may be missing.
"""

from collections.abc import Sequence
from xml.etree.ElementTree import Element  # only the type: the parsing is defusedxml's

from django.utils.translation import gettext as _

from interchange.schedule.draft import DraftDay, DraftSchedule, DraftTalk
from interchange.schedule.findings import Unusable
from interchange.schedule.legal_text import legal_line, legal_passage
from interchange.schedule.safe_xml import walk_xml
from interchange.schedule.shape import Generator, Person, Reference, Room, Track

READ_BY_NAME = {
    "abstract", "attachments", "date", "description", "duration", "end", "feedback_url", "language",
    "links", "logo", "origin_url", "persons", "recording", "room", "slug", "start", "subtitle", "title",
    "track", "type", "url", "video", "video_download_url",
}  # fmt: skip


def read_frab_xml(data: bytes) -> DraftSchedule:
    """The schedule that the XML words; `Unusable` where it is no XML or another form."""
    reader = _FrabReader()
    walk_xml(data, listener=reader)
    if not (reader.has_conference or reader.draft.talks):
        raise Unusable(
            _("It has neither a <conference> nor an <event>: it is not a schedule.xml of frab’s form.")
        )
    return reader.draft


class _FrabReader:
    """Listens to the elements and fills the draft."""

    def __init__(self) -> None:
        self.draft = DraftSchedule()
        self.has_conference = False
        self.room = ""

    def opened(self, path: Sequence[str], element: Element, line: int) -> None:
        match path:
            case [root] if root != "schedule":
                raise Unusable(
                    _("Its outermost element is <%(name)s>, not <schedule>.") % {"name": root[:50]}
                )
            case [_root, "day"]:
                self.draft.days.append(_day(element, _row(line)))
            case [_root, "day", "room"]:
                self.room = legal_line(element.get("name", ""))
                if self.room:
                    self.draft.rooms.append(Room(name=self.room, guid=_attribute(element, "guid") or None))

    def closed(self, path: Sequence[str], element: Element, line: int) -> bool:
        match path:
            case [_root, "day", "event"] | [_root, "day", "room", "event"]:
                self.draft.add(
                    _talk(element, row=_row(line), day=self.draft.days[-1], listed_under=self.room)
                )
                return True
            case [_root, "day", "room"]:
                self.room = ""
                return True
            case [_root, "day"]:
                return True
            case [_root, "conference"]:
                self.has_conference = True
                _read_conference(element, self.draft)
            case [_root, "version"]:
                self.draft.version = _own_line(element)
            case [_root, "url"]:
                self.draft.schedule_url = _own_line(element)
            case [_root, "generator"]:
                self.draft.generator = _generator(element)
        return False


def _row(line: int) -> str:
    return _("line %(line)d") % {"line": line}


def _day(element: Element, row: str) -> DraftDay:
    return DraftDay(
        row=row,
        index=_attribute(element, "index"),
        date=_attribute(element, "date"),
        starts=_attribute(element, "start"),
        ends=_attribute(element, "end"),
    )


def _generator(element: Element) -> Generator:
    return Generator(
        name=_attribute(element, "name"),
        version=_attribute(element, "version"),
        url=_attribute(element, "system"),
    )


def _read_conference(element: Element, draft: DraftSchedule) -> None:
    for name in ("title", "acronym", "subtitle", "description", "venue", "city", "base_url", "logo", "url"):
        setattr(draft, name, _line(element, name))
    draft.time_zone = (
        _line(element, "time_zone_name") or _line(element, "timezone") or _line(element, "time_zone")
    )
    draft.starts = _line(element, "start")
    draft.ends = _line(element, "end")
    draft.day_change = _line(element, "day_change")
    draft.timeslot_duration = _line(element, "timeslot_duration")
    for track in element.iter("track"):
        name = _attribute(track, "name") or _own_line(track)
        if name:
            draft.tracks.append(Track(name, slug=_attribute(track, "slug"), color=_attribute(track, "color")))
    color = element.find("color")
    if color is not None and color.attrib:
        draft.extras["colors"] = {name: legal_line(value) for name, value in color.attrib.items()}


def _talk(event: Element, *, row: str, day: DraftDay, listed_under: str) -> DraftTalk:
    talk = DraftTalk(
        row=row,
        day=day,
        moment=_line(event, "date"),
        clock=_line(event, "start"),
        ends=_line(event, "end"),
        duration=_line(event, "duration"),
        room=_line(event, "room"),
        listed_under=listed_under,
        guid=_attribute(event, "guid"),
        source_id=_attribute(event, "id"),
        code=_attribute(event, "code"),
        kind=_line(event, "type"),
        abstract=_passage(event, "abstract"),
        description=_passage(event, "description"),
        persons=[_person(person) for person in event.findall("persons/person") if _own_line(person)],
        links=[_reference(link) for link in event.findall("links/link")],
        attachments=[_reference(attachment) for attachment in event.findall("attachments/attachment")],
        video_urls=[url for url in (_line(event, "video_download_url"), _line(event, "video")) if url],
        extras={
            child.tag: _own_line(child)
            for child in event
            if child.tag not in READ_BY_NAME and _own_line(child)
        },
    )
    for name in (
        "title",
        "subtitle",
        "slug",
        "track",
        "language",
        "logo",
        "url",
        "feedback_url",
        "origin_url",
    ):
        setattr(talk, name, _line(event, name))
    _read_recording(event.find("recording"), talk)
    return talk


def _read_recording(recording: Element | None, talk: DraftTalk) -> None:
    if recording is None:
        return
    talk.recording_license = _line(recording, "license")
    talk.recording_url = _line(recording, "url")
    talk.recording_link = _line(recording, "link")
    talk.do_not_record = {"true": True, "1": True, "false": False, "0": False}.get(
        _line(recording, "optout").lower()
    )


def _person(element: Element) -> Person:
    return Person(
        name=_own_line(element),
        guid=_attribute(element, "guid") or None,
        code=_attribute(element, "code"),
        source_id=_attribute(element, "id"),
        email=_attribute(element, "email"),
        url=_attribute(element, "url"),
        avatar=_attribute(element, "avatar"),
    )


def _reference(element: Element) -> Reference:
    return Reference(
        url=_attribute(element, "href"),
        title=_own_line(element),
        kind=_attribute(element, "type").lower(),
        service=_attribute(element, "service"),
    )


def _attribute(element: Element, name: str) -> str:
    return legal_line(element.get(name, ""))


def _own_line(element: Element) -> str:
    return legal_line("".join(element.itertext()))


def _line(parent: Element, name: str) -> str:
    child = parent.find(name)
    return "" if child is None else _own_line(child)


def _passage(parent: Element, name: str) -> str:
    child = parent.find(name)
    return "" if child is None else legal_passage("".join(child.itertext()))
