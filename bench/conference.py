"""A generated conference of 872 talks as schedule.xml, for machines without the published one."""

from datetime import datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

TALKS = 872
ROOMS = 20
DAYS = 2
FIRST_DAY = datetime(2030, 2, 2, 9, tzinfo=ZoneInfo("Europe/Brussels"))
LENGTH = timedelta(minutes=20)
TEXT = "What we built, what it cost, and what we would do otherwise. " * 8


def write_conference(path: Path) -> None:
    days = "".join(_day(index) for index in range(DAYS))
    path.write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n<schedule><version>1</version><conference>'
        "<acronym>bench</acronym><title>Bench Conference</title>"
        f"<start>2030-02-02</start><end>2030-02-03</end><days>{DAYS}</days><timeslot_duration>00:05</timeslot_duration>"
        f"<time_zone_name>Europe/Brussels</time_zone_name></conference>{days}</schedule>\n",
        encoding="utf-8",
    )


def _day(index: int) -> str:
    begins = FIRST_DAY + timedelta(days=index)
    ends = begins + timedelta(hours=16)
    rooms = "".join(_room(index, room, begins) for room in range(ROOMS))
    return (
        f'<day index="{index + 1}" date="{begins:%Y-%m-%d}" start="{begins.isoformat()}"'
        f' end="{ends.isoformat()}">{rooms}</day>'
    )


def _room(day: int, room: int, begins: datetime) -> str:
    numbers = [number for number in range(TALKS) if number % ROOMS == room and number // ROOMS % DAYS == day]
    talks = "".join(_talk(number, begins + place * LENGTH, room) for place, number in enumerate(numbers))
    return f'<room name="Room {room + 1}">{talks}</room>'


def _talk(number: int, starts: datetime, room: int) -> str:
    return (
        f'<event guid="00000000-0000-4000-8000-{number:012d}" id="{number + 1}">'
        f"<date>{starts.isoformat()}</date><start>{starts:%H:%M}</start><duration>00:20</duration>"
        f"<room>Room {room + 1}</room>"
        f"<slug>talk-{number}</slug><title>{escape(f'Talk {number} & its story')}</title><subtitle/>"
        f"<track>Track {number % 12}</track><type>talk</type><language>en</language>"
        f"<abstract>{TEXT}</abstract><description>{TEXT * 2}</description>"
        f'<persons><person id="{number % 600 + 1}">Person {number % 600}</person></persons><links/></event>'
    )
