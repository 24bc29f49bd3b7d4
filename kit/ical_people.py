"""Who an entry concerns: its organizer and its attendees (RFC 5545, 3.8.4.1 and 3.8.4.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from kit import ical_text as ical

Answer = Literal["NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE"]
Kind = Literal["INDIVIDUAL", "GROUP", "RESOURCE", "ROOM"]


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person (or a room) an entry is sent to.

    `asks_for_answer` makes calendar programs offer "accept" and "decline" and mail the answer to the
    organizer: only for organizers who read their mail.
    """

    name: str
    email: str
    answer: Answer = "NEEDS-ACTION"
    asks_for_answer: bool = False
    kind: Kind = "INDIVIDUAL"


def people_lines(organizer: tuple[str, str] | None, attendees: Iterable[Attendee]) -> list[str]:
    """ORGANIZER and ATTENDEE lines; the organizer is (name, e-mail address)."""
    lines = [] if organizer is None else [f"ORGANIZER;CN={_person(*organizer)}"]
    return lines + [_attendee(attendee) for attendee in attendees]


def _attendee(attendee: Attendee) -> str:
    wants = "TRUE" if attendee.asks_for_answer else "FALSE"
    return (
        f"ATTENDEE;CUTYPE={ical.text(attendee.kind)};ROLE=REQ-PARTICIPANT;PARTSTAT={ical.text(attendee.answer)}"
        f";RSVP={wants};CN={_person(attendee.name, attendee.email)}"
    )


def _person(name: str, address: str) -> str:
    target = quote(ical.clean_text(address).replace("\n", ""), safe="@+.!#$&'*/=^_`{|}~-")
    return f"{ical.quoted(name or address)}:mailto:{target}"
