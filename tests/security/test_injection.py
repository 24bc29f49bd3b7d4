"""Markup and line breaks in every text that people can write: they come out as text, everywhere.

Pages are read as a browser reads them (the HTML standard's own parsing). What the same pages hold for harmless
texts is allowed; whatever a hostile text adds to that is a hole.
"""

from collections import defaultdict
from email.message import Message
from urllib.parse import urlsplit

import icalendar
import pytest
import tinyhtml5
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from events.models import Category, Event, EventPerson, EventRoom
from programme.models import ContributionType, Session, SessionType, Subcontribution, Track
from tests.clock import at
from tests.factories.programme import ContributionFactory, CreditFactory, SubcontributionFactory
from tests.factories.timetable import SlotFactory
from tests.kit.hostile import LINKS, MARKDOWN
from timetable.models import Slot

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

BREAKING_OUT = [
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    '" hx-get="//evil.example" hx-trigger="load',
    '" data-hx-on:load="alert(1)',
    '" style="position:fixed;inset:0',
    "</title><script>alert(1)</script>",
    "</textarea><svg onload=alert(1)>",
    "</style><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "{{7*7}}{% debug %}",
    "{{ constructor.constructor('alert(1)')() }}",
    "${alert(1)}`${alert(1)}`",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "＜script＞alert(1)＜/script＞",
    "<\u2028script>alert(1)</script>",
    "javascript:alert(1)//",
    "%(recipient)s %s {0} {recipient.password}",
]
CORPUS = [
    text.replace("\x00", "") for text in [*MARKDOWN, *(f"[x]({link})" for link in LINKS), *BREAKING_OUT]
]
BREAKING_LINES = [
    "x\r\nATTENDEE:mailto:evil@evil.example",
    "x\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:more",
    "x\rBEGIN:VALARM\rACTION:AUDIO\rEND:VALARM",
    "x\r\n\r\nEND:VCALENDAR",
    "x\u2028DTSTART:19700101T000000Z",
    "x\u2029BEGIN:VEVENT",
    "x\u0085METHOD:CANCEL",
    "x\x0bMETHOD:CANCEL\x0cMETHOD:CANCEL",
    'x";ATTENDEE="mailto:evil@evil.example',
    "x;TZID=Evil:1,2\\n\\,\\;",
    "x\\",
    "é" * 60,
    "\U0001f9b8" * 40,
    "x\x1b[31m",
]


def write(texts, *, world):
    """Put the texts, in turn, into every field of the conference that holds free text; each comes several times."""
    event, number = world.main, iter(range(10**6))

    def text(longest):
        return texts[next(number) % len(texts)][:longest]

    for title in texts[::3]:
        talk = ContributionFactory(
            event=event,
            title=title[:500],
            subtitle=text(500),
            abstract=text(5000),
            description=text(5000),
            code=text(30),
            board_number=text(20),
            language=text(35),
            keywords=[text(80), text(80)],
        )
        person = EventPerson.objects.create(
            event=event,
            name=text(300) or "x",
            affiliation=text(300),
            biography=text(5000),
            sort_name=text(300),
        )
        CreditFactory(contribution=talk, person=person)
        SubcontributionFactory(contribution=talk, title=text(500), description=text(5000), code=text(30))
        SlotFactory(event=event, contribution=talk, room=world.room, starts_at=at("10:00"))
    Event.objects.filter(pk=event.pk).update(
        title=text(300),
        acronym=text(80),
        description=text(5000),
        venue=text(200),
        address=text(300),
        organiser=text(300),
        contact_email="contact@example.org",
        keywords=[text(80)],
    )
    Category.objects.filter(pk=world.category.pk).update(title=text(200), description=text(5000))
    EventRoom.objects.filter(event=event).update(name=text(200), description=text(300))
    # One of each: names are there once in an event.
    Track.objects.filter(pk=world.track.pk).update(name=text(200), code=text(30), description=text(5000))
    Session.objects.filter(event=event).update(title=text(300), code=text(30), description=text(5000))
    kind = event.contribution_types.all()[:1].get()
    ContributionType.objects.filter(pk=kind.pk).update(name=text(100), description=text(5000))
    SessionType.objects.create(event=event, name=text(100))
    Subcontribution.objects.filter(contribution=world.talk).update(title=text(500))
    Slot.objects.filter(pk=world.slot.pk).update(title=text(300), description=text(500))
    for user in world.users.values():
        user.name, user.affiliation = text(200), text(300)
        user.save(update_fields=["name", "affiliation"])


def pages(world):
    """Where those texts show: in public, to who runs the conference, and to admins."""
    event, category = world.main, world.category
    public = [
        reverse("home"),
        reverse("category", args=[category.pk, "x"]),
        *(reverse(name, args=[event.slug]) for name in ("event", "timetable", "contributions", "people")),
        reverse("timetable", args=[event.slug]) + "?view=list",
        reverse("my-schedule", args=[event.slug]),
        *(reverse("contribution", args=[event.slug, number]) for number in _numbers(event)),
        *(reverse("person", args=[event.slug, person.pk]) for person in event.people.all()),
    ]
    managed = [
        *(reverse(name, args=[event.pk]) for name in MANAGED),
        reverse("manage-talk", args=[event.pk, world.talk.number]),
        reverse("manage-session", args=[event.pk, world.session.number]),
        reverse("manage-slot", args=[event.pk, world.slot.pk]),
        reverse("category-settings", args=[category.pk]),
        reverse("profile"),
        reverse("my-events"),
    ]
    return [("stranger", path) for path in public] + [("admin", path) for path in managed]


MANAGED = [
    "manage-event",
    "event-settings",
    "event-protection",
    "event-log",
    "event-rooms",
    "event-people",
    "manage-talks",
    "manage-sessions",
    "manage-tracks",
    "manage-types",
    "manage-timetable",
    "manage-slot-new",
    "manage-talk-new",
]


def _numbers(event):
    stranger = AnonymousUser()
    return event.contributions.visible_to(stranger).values_list("number", flat=True)


def read(world):
    """Everything on all those pages that could act: (tag, attribute) pairs, and addresses by their kind."""
    found = defaultdict(set)
    clients = {actor: world.client(actor) for actor in ("stranger", "admin")}
    for actor, path in pages(world):
        answer = clients[actor].get(path, follow=True)
        assert answer.status_code == 200, (actor, path, answer.status_code)
        for element in tinyhtml5.parse(answer.content.decode(), namespace_html_elements=False).iter():
            if isinstance(element.tag, str):
                _note(element, path, found)
    return found


ACTING = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "base",
    "meta",
    "link",
    "form",
    "template",
    "svg",
}
ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "xlink:href",
    "srcset",
    "poster",
    "ping",
    "data",
    "background",
}


def _note(element, path, found):
    tag = element.tag.rpartition("}")[2].lower()
    if tag in ACTING:
        found["element", tag, element.get("rel") or element.get("http-equiv") or ""].add(path)
    for name, value in element.attrib.items():
        name = str(name).rpartition("}")[2].lower()
        if name.startswith(("on", "hx-", "data-")) or name in ("style", "id", "is", "slot", "srcdoc"):
            found["attribute", tag, name].add(path)
        elif name in ADDRESSES:
            found["address", tag, _kind(value)].add(path)


def _kind(address):
    """ "ours", or the scheme and, where it is not among those that links may have, the whole."""
    clean = "".join(letter for letter in address if letter > " ").replace("\\", "/")
    parts = urlsplit(clean)
    if (not parts.scheme and not parts.netloc) or clean.startswith(
        ("http://testserver/", "webcal://testserver/")
    ):
        return "ours"
    return parts.scheme if parts.scheme in ("http", "https", "mailto", "data") else clean


@pytest.mark.case("S35", "S38")
def test_no_hostile_text_becomes_anything_but_text(bare_world):
    assert len(CORPUS) >= 120
    harmless = ["Harmless **text** with a [link](https://example.org), [mail](mailto:a@example.org)."]
    write(harmless * 9, world=bare_world)
    before = read(bare_world)

    write(CORPUS, world=bare_world)

    added = {thing: sorted(paths)[:3] for thing, paths in read(bare_world).items() if thing not in before}
    assert {thing: paths for thing, paths in added.items() if not _is_plain_link(thing)} == {}


def _is_plain_link(thing):
    kind, tag, value = thing
    return kind == "address" and tag == "a" and value in ("http", "https", "mailto")


@pytest.mark.case("S35")
def test_the_reader_finds_what_a_page_without_protection_would_hold():
    """The control: the same reading of raw hostile texts finds nearly all of them acting."""
    noticed = 0
    for text in CORPUS[:41]:
        found = defaultdict(set)
        for element in tinyhtml5.parse(f"<p>{text}", namespace_html_elements=False).iter():
            if isinstance(element.tag, str):
                _note(element, "", found)
        noticed += bool(found)
    assert noticed > 30


@pytest.mark.case("S42")
@pytest.mark.parametrize("text", BREAKING_LINES)
def test_a_text_adds_no_line_to_a_calendar(bare_world, text):
    write([text], world=bare_world)
    event, category = (
        Event.objects.get(pk=bare_world.main.pk),
        Category.objects.get(pk=bare_world.category.pk),
    )
    client = bare_world.client("stranger")
    feeds = {
        reverse("timetable-ics", args=[event.slug]): Slot.shown.filter(event=event).count(),
        reverse("event-ics", args=[event.slug]): 1,
        reverse("category-feed", args=[category.pk, category.slug]): 2,
        reverse("my-calendar", args=[bare_world.tokens["nobody"]]): 1,
    }

    for path, entries in feeds.items():
        answer = client.get(path)
        calendar = icalendar.Calendar.from_ical(answer.content)
        names = [component.name for component in calendar.walk()]
        assert (path, names.count("VEVENT"), names.count("VALARM"), names.count("VCALENDAR")) == (
            path,
            entries,
            0,
            1,
        )
        properties = {line.name for component in calendar.walk() for line in [component] if line.name}
        assert properties <= {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"}
        assert b"\nATTENDEE" not in answer.content
        assert calendar["METHOD"] == "PUBLISH"
        assert _is_one_plain_name(answer["Content-Disposition"])


def _is_one_plain_name(header):
    message = Message()
    message["Content-Disposition"] = header
    name = message.get_filename() or ""
    return name.endswith(".ics") and not set(name) & set('"/\\\r\n;') and header.count("filename") == 1


@pytest.mark.case("S42")
@pytest.mark.parametrize("text", BREAKING_LINES)
def test_a_text_adds_no_element_to_an_export(bare_world, text):
    write([text], world=bare_world)
    client = bare_world.client("stranger")

    answer = client.get(reverse("schedule-xml", args=[bare_world.main.slug]))
    exported = client.get(reverse("schedule-json", args=[bare_world.main.slug])).json()

    talks = Slot.shown.filter(event=bare_world.main, contribution__isnull=False).count()
    assert answer.content.count(b"<event ") == talks
    days = exported["schedule"]["conference"]["days"]
    assert sum(len(room) for day in days for room in day["rooms"].values()) == talks
