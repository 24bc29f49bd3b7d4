"""The programme on paper says what its reader may see, in the form that was asked for."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from access.filters import Keyring
from access.models import Grant
from access.operations import grant
from events.models import EventRoom
from jobs.models import Job
from jobs.operations import run_job
from programme.models import Contribution, Session, SessionType
from tests.factories.programme import ContributionFactory, TrackFactory
from tests.factories.timetable import BreakFactory, SlotFactory
from tests.timetable.pdfs import bookmarks, pages, reader, words
from tests.timetable.world import CANARY, conference, hide_something_in
from timetable.models import Slot, TimetableSettings
from timetable.operations.publishing import publish
from timetable.printing import keeping
from timetable.printing.book import programme_pdf
from timetable.printing.grids import grid_pdf
from timetable.printing.options import PrintOptions
from timetable.printing.printout import Printout
from timetable.printing.speaker_list import speakers_of

pytest.importorskip("weasyprint", reason="the system lacks Pango", exc_type=OSError)
pytestmark = pytest.mark.django_db

STRANGER = Keyring()
PLAIN = PrintOptions(cover=False, contents=False, speakers=False)


@pytest.fixture
def event():
    return conference(time_zone="UTC", is_draft=False)


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def printed(event, **options):
    return programme_pdf(Printout(event, STRANGER), PrintOptions(**(PLAIN.as_json() | options)))


def test_a_programme_has_its_days_sessions_and_talks_as_bookmarks(event):
    titles = bookmarks(printed(event))

    assert [title.split(" ", 1)[-1] for title in titles[1:]] == [
        "Lenses",
        "Thin lenses",
        "Thick lenses",
        "Mirrors",
        "Closing",
    ]


def test_it_says_who_speaks_where_and_what_about(event):
    said = words(printed(event))

    assert "Speaker of Thin lenses" in said
    assert "About glass." in said
    assert "Red" in said
    assert "Coffee" in said


@pytest.mark.parametrize(
    ("option", "text"),
    [
        ("abstracts", "About glass."),
        ("breaks", "Coffee"),
        ("talks", "Mirrors"),
        ("title", "Small conference"),
    ],
)
def test_what_is_not_wanted_is_left_out(event, option, text):
    assert text in words(printed(event))
    assert text not in words(printed(event, **{option: False}))


def test_lengths_affiliations_and_dates_of_sessions_are_said_where_wanted(event):
    person = Contribution.objects.get(title="Mirrors").speakers[0]
    person.affiliation = "University of Glass"
    person.save()

    said = words(printed(event, durations=True, session_dates=True, affiliations=False))

    assert "40 min" in said
    assert "University of Glass" not in said
    assert "University of Glass" in words(printed(event))


def test_abstracts_of_posters_have_a_switch_of_their_own(event):
    Session.objects.update(type=SessionType.objects.create(event=event, name="Posters", is_poster=True))

    assert "About glass." not in words(printed(event))
    assert "About glass." in words(printed(event, poster_abstracts=True, abstracts=False))


def test_each_session_may_begin_a_page(event):
    BreakFactory(event=event, starts_at=event.starts_at, minutes=5, title="Doors open")

    assert len(pages(printed(event))) == 1
    assert len(pages(printed(event, session_pages=True))) == 2


def test_the_contents_lead_to_the_page_on_which_a_talk_begins(event):
    talk = Contribution.objects.get(title="Mirrors")
    talk.abstract = "\n\n".join(["A paragraph of some length about mirrors and what they show."] * 90)
    talk.save()

    content = printed(event, contents=True, cover=True)

    contents = pages(content)[1]
    body = pages(content)[2:]
    page = next(number for number, text in enumerate(body, start=1) if "11:00–11:20 Closing" in text)
    assert page > 1
    assert contents.replace(" .", "").split("Closing ")[1].split()[0] == str(page)
    assert len({link["/Dest"] for link in _links(content, page=1)}) == len(bookmarks(content)) - 2


def _links(content, *, page):
    return [each.get_object() for each in reader(content).pages[page].get("/Annots", [])]


def test_pages_are_numbered_on_from_chapter_to_chapter(event):
    for hour in range(8):
        for minute in range(0, 60, 4):
            talk = ContributionFactory(event=event, title=f"Talk of {hour}:{minute:02}")
            starts_at = event.starts_at.replace(hour=8 + hour, minute=minute)
            SlotFactory(event=event, contribution=talk, starts_at=starts_at, minutes=4)

    numbers = [text.split()[-1] for text in pages(printed(event))]

    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert len([title for title in bookmarks(printed(event)) if "from" in title]) == 1


def test_it_is_tagged_and_says_its_language_and_title(event):
    catalogue = reader(printed(event)).trailer["/Root"]

    assert catalogue["/Lang"] == "en"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert reader(printed(event)).metadata.title == "Small conference"


def test_a_formula_is_drawn_and_can_be_read_aloud(event):
    Contribution.objects.filter(title="Mirrors").update(
        abstract=r"We show $E=mc^2$ and $$\frac{1}{2}$$ once."
    )

    said = words(printed(event))

    assert "We show" in said
    assert "once." in said
    assert "mc^2" not in said


@pytest.mark.parametrize(
    ("paper", "landscape", "size"), [("A3", False, (842, 1191)), ("letter", True, (792, 612))]
)
def test_paper_is_as_wanted(event, paper, landscape, size):
    box = reader(printed(event, paper=paper, landscape=landscape)).pages[0].mediabox

    assert (round(box.width), round(box.height)) == size


def test_a_booklet_has_running_heads(event):
    talk = Contribution.objects.get(title="Mirrors")
    talk.abstract = "\n\n".join(["A paragraph of some length about mirrors and what they show."] * 200)
    talk.save()

    found = pages(printed(event, layout="booklet", title=False))

    assert len(found) > 2
    assert ["Small conference" in text for text in found[:3]] == [False, True, False]


@pytest.mark.case("S4")
def test_a_stranger_finds_nothing_hidden_in_any_of_the_files(event):
    hide_something_in(event)
    everything = PrintOptions(unscheduled=True, session_contents=True, poster_abstracts=True)

    texts = [
        words(programme_pdf(Printout(event, STRANGER), everything)),
        words(grid_pdf(Printout(event, STRANGER), paper="A4")),
        str(speakers_of(Printout(event, STRANGER))),
    ]

    assert [CANARY in text for text in texts] == [False, False, False]
    assert CANARY in words(programme_pdf(Printout(event, Keyring(is_admin=True)), everything))


def test_what_is_published_is_printed_and_the_draft_only_where_asked(event, organiser):
    TimetableSettings.objects.create(event=event, is_live=False)
    publish(event, by=organiser, name="First", note="")
    talk = ContributionFactory(event=event, title="Fresh")
    SlotFactory(event=event, contribution=talk, is_shown=False)
    admin = Keyring(is_admin=True)

    shown = words(programme_pdf(Printout(event, admin), PLAIN))
    draft = words(programme_pdf(Printout(event, admin, is_draft=True), PLAIN))

    assert ("Fresh" in shown, "First of " in shown) == (False, True)
    assert ("Fresh" in draft, "Draft of " in draft) == (True, True)


def test_a_day_is_a_grid_of_its_rooms(event):
    content = grid_pdf(
        Printout(event, STRANGER), paper="A3", day=Slot.objects.filter(event=event).first().day
    )

    said = words(content)
    assert all(text in said for text in ("Red", "Blue", "Lenses", "Thin lenses", "Mirrors", "09:10"))
    assert reader(content).pages[0].mediabox.width > 1190


def test_a_day_of_many_rooms_has_several_sheets(event):
    for number in range(20):
        room = EventRoom.objects.create(event=event, name=f"Hall {number}", position=10 + number)
        talk = ContributionFactory(
            event=event, title=f"Talk in hall {number}", track=TrackFactory(event=event)
        )
        SlotFactory(event=event, contribution=talk, room=room, starts_at=event.starts_at, minutes=180)

    found = pages(grid_pdf(Printout(event, STRANGER), paper="A4"))

    assert len(found) == 3
    assert all(sum(f"Talk in hall {number} " in f"{text} " for text in found) == 1 for number in range(20))


def test_a_talk_with_two_times_stands_twice_and_is_listed_once_a_page(event):
    talk = Contribution.objects.get(title="Closing")
    SlotFactory(event=event, contribution=talk, starts_at=event.starts_at.replace(hour=15))

    titles = bookmarks(printed(event, speakers=True))

    assert sum("Closing" in title for title in titles) == 2


def test_files_are_for_everybody_and_are_saved(client, event):
    day = Slot.objects.filter(event=event).first().day.isoformat()
    base = f"/e/{event.slug}/"

    answers = [
        client.get(f"{base}{path}")
        for path in (
            "programme.pdf",
            f"timetable/grid.pdf?day={day}&paper=A3",
            f"sessions/{Session.objects.get().number}.pdf",
            "speakers.pdf",
        )
    ]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert all(answer["Content-Type"] == "application/pdf" for answer in answers)
    assert all(answer["Content-Disposition"].startswith("attachment") for answer in answers)
    assert all(answer.content.startswith(b"%PDF-") for answer in answers)


def test_a_session_alone_holds_its_own_talks(client, event):
    said = words(client.get(f"/e/{event.slug}/sessions/{Session.objects.get().number}.pdf").content)

    assert "Thin lenses" in said
    assert "Mirrors" not in said


@pytest.mark.parametrize("query", ["", "?day=2027-03-18", "?day=soon", "?day=2027-03-17&paper=A0"])
def test_a_day_or_paper_that_is_not_there_is_not_found(client, event, query):
    assert client.get(f"/e/{event.slug}/timetable/grid.pdf{query}").status_code == 404


def test_strangers_share_one_file_until_the_event_changes(client, event):
    first = client.get(f"/e/{event.slug}/programme.pdf").content
    cache.set(f"print.event.{event.slug}", 1)  # nobody may make another now
    second = client.get(f"/e/{event.slug}/programme.pdf")
    Contribution.objects.filter(title="Mirrors").update(title="Glasses")
    third = client.get(f"/e/{event.slug}/programme.pdf")

    assert second.content == first
    assert (third.status_code, third["Retry-After"]) == (503, "30")
    cache.delete(f"print.event.{event.slug}")
    assert "Glasses" in words(client.get(f"/e/{event.slug}/programme.pdf").content)


def test_one_person_has_one_file_made_at_a_time(client, event, stranger):
    client.force_login(stranger)
    cache.set(f"print.person.{stranger.pk}", 1)

    assert client.get(f"/e/{event.slug}/programme.pdf").status_code == 503


def long_event(event):
    for number in range(int(keeping.MOST_SECONDS / keeping.AN_ENTRY)):
        BreakFactory(event=event, title=f"Pause {number}", starts_at=event.starts_at, minutes=5)


def test_a_long_programme_is_a_job_for_who_is_signed_in(client, event, stranger):
    long_event(event)
    page = f"/e/{event.slug}/print/"

    assert client.get(f"/e/{event.slug}/programme.pdf")["Location"] == page
    assert client.post(page).status_code == 404
    assert "Sign in" in client.get(page).content.decode()
    client.force_login(stranger)
    assert "Make the programme" in client.get(page).content.decode()
    assert client.post(page)["Location"] == reverse("job", args=[Job.objects.get().key])


@pytest.mark.django_db(transaction=True)
def test_the_job_makes_a_file_with_the_options_and_rights_of_its_owner(client, organiser):
    event = conference(time_zone="UTC", is_draft=False)
    grant(event.access, to=organiser, permission=Grant.MANAGE)
    client.force_login(organiser)
    page = reverse("programme-print", args=[event.pk])
    client.post(page, {"layout": "booklet", "paper": "A4", "holds": ["talks", "contents"]})

    run_job(Job.objects.get().key)

    job = Job.objects.get()
    content = b"".join(client.get(reverse("job-file", args=[job.key])).streaming_content)
    assert (job.state, job.result_name) == (Job.State.DONE, "conf-2027-programme.pdf")
    assert ("Mirrors" in words(content), "About glass" in words(content)) == (True, False)


@pytest.mark.django_db(transaction=True)
def test_who_lost_the_event_lost_the_file(client, organiser):
    event = conference(time_zone="UTC", is_draft=True)
    grant(event.access, to=organiser, permission=Grant.MANAGE)
    client.force_login(organiser)
    client.post(
        reverse("programme-print", args=[event.pk]), {"layout": "list", "paper": "A4", "holds": ["talks"]}
    )
    key = Job.objects.get().key
    run_job(key)
    assert client.get(reverse("job-file", args=[key])).status_code == 200

    Grant.objects.filter(access_list=event.access).delete()

    assert client.get(reverse("job-file", args=[key])).status_code == 404


def test_the_options_of_the_address_are_chosen_in_the_form(client, event, organiser):
    grant(event.access, to=organiser, permission=Grant.MANAGE)
    client.force_login(organiser)
    page = reverse("programme-print", args=[event.pk])

    chosen = client.get(page, {"layout": "booklet", "paper": "A3", "holds": ["breaks"]}).content.decode()

    assert 'value="booklet"' in chosen.split("checked")[0].rsplit("<input", 1)[1]
    assert client.post(page, {"layout": "poem"}).status_code == 422


def test_the_list_of_speakers_names_their_talks_with_time_and_room(client, event, django_assert_num_queries):
    answer = client.get(f"/e/{event.slug}/speakers/").content.decode()

    assert "Speaker of Thin lenses" in answer
    assert "Thick lenses" in answer
    with django_assert_num_queries(2):
        speakers_of(Printout(event, STRANGER))
