"""The book of abstracts: what is in it, in which order, on which page, and who gets it."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from abstracts.book.jobs import BOOK
from abstracts.book.making import book_pdf
from abstracts.book.ordering import sections_of
from abstracts.book.volume import volume_of
from abstracts.models import Abstract, Book, Field, State
from abstracts.operations.book import edit_book, put_own_book
from abstracts.public.published import published_with
from abstracts.refusals import BadFile
from access.models import AccessList
from access.operations import open_access_list
from jobs.models import Job
from jobs.operations import run_job, start_job
from tests.factories.abstracts import AbstractFactory, CallFactory
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, EventPersonFactory
from tests.factories.programme import ContributionFactory, CreditFactory, SessionFactory, TrackFactory
from tests.factories.timetable import SlotFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 made elsewhere"


@pytest.fixture
def event():
    return EventFactory(slug="looms", title="Looms and engines")


def volume(event, order=Book.Order.NUMBER, **more):
    book = Book(event=event, order=order)
    options = {"reader": None, "everything": False} | more
    return [
        (section.title, [entry.title for entry in section.entries])
        for section in volume_of(event, book, **options).sections
    ]


def pages(event, **values):
    book = Book(event=event, **values)
    content = book_pdf(event, book, volume_of(event, book, reader=None, everything=False).sections)
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def test_a_book_holds_what_all_may_see_and_a_copy_for_oneself_what_one_may_see(event):
    ContributionFactory(event=event, title="Open")
    closed = open_access_list(parent=event.access, mode=AccessList.Mode.RESTRICTED)
    ContributionFactory(event=event, title="Closed", access=closed)
    ContributionFactory(event=event, title="Gone", withdrawn_at=timezone.now())
    admin = UserFactory(is_admin=True)

    assert volume(event) == [("", ["Open"])]
    assert volume(event, reader=admin, everything=True) == [("", ["Open", "Closed"])]
    assert volume(event, reader=UserFactory(), everything=True) == [("", ["Open"])]


def test_the_orders_are_those_of_indico(event):
    first, second = (
        TrackFactory(event=event, name="Z first", position=1),
        TrackFactory(event=event, name="A", position=2),
    )
    dawn, dusk = SessionFactory(event=event, title="Dusk"), SessionFactory(event=event, title="Dawn")
    made = {}
    for title, track, session, board, speaker in [
        ("Été", second, dawn, "P10", "Ada Zed"),
        ("apple", first, dusk, "P2", "Zoe Able"),
        ("“Zinc”", first, dusk, "", "Bob Moss"),
    ]:
        talk = made[title] = ContributionFactory(
            event=event, title=title, track=track, session=session, board_number=board
        )
        CreditFactory(contribution=talk, person=EventPersonFactory(event=event, name=speaker), role="speaker")
    for title, hour in (("“Zinc”", 1), ("apple", 2)):
        at = event.starts_at + timedelta(hours=hour)
        SlotFactory(event=event, contribution=made[title], starts_at=at, ends_at=at + timedelta(minutes=20))

    found = {order.value: volume(event, order) for order in Book.Order}

    assert found == {
        "number": [("", ["Été", "apple", "“Zinc”"])],
        "title": [("", ["apple", "Été", "“Zinc”"])],
        "board": [("", ["apple", "Été", "“Zinc”"])],
        "session_title": [("Dawn", ["apple", "“Zinc”"]), ("Dusk", ["Été"])],
        "session_board": [("Dawn", ["apple", "“Zinc”"]), ("Dusk", ["Été"])],
        "session_schedule": [("Dawn", ["“Zinc”", "apple"]), ("Dusk", ["Été"])],
        "speaker": [("", ["apple", "“Zinc”", "Été"])],
        "schedule": [("", ["“Zinc”", "apple", "Été"])],
        "track_title": [("Z first", ["apple", "“Zinc”"]), ("A", ["Été"])],
    }
    assert sections_of([], "number", ranks={}) == []


@pytest.mark.parametrize("style", Book.Style.values)
def test_contents_and_index_name_the_pages_on_which_things_stand(event, style):
    for number in range(8):
        talk = ContributionFactory(event=event, title=f"Paper {number}x", abstract="Words and words. " * 250)
        person = EventPersonFactory(event=event, name=f"Ann Author{number}", affiliation="Here; There")
        CreditFactory(contribution=talk, person=person, role="author")

    found = pages(event, style=style, introduction="# Welcome", closing="Farewell.")

    first = next(place for place, text in enumerate(found) if "Words and words" in text)
    contents = next(
        text
        for text in found
        if text.startswith(("Contents", "Looms and engines Contents")) or "Contents" in text
    )
    index = next(text for text in found if "Index of authors" in text and "Author7, Ann" in text)
    for number in range(8):
        page = next(
            place for place, text in enumerate(found) if f"Paper {number}x" in text and place >= first
        )
        assert f"Paper {number}x {page - first + 1}" in contents
        assert f"Author{number}, Ann {page - first + 1}" in index
    assert (first % 2, "Welcome" in found[1], "Farewell." in found[-1]) == (0, True, True)


def test_the_index_sorts_names_as_the_pages_do(event):
    talk = ContributionFactory(event=event)
    for name in ("'t Hooft, Gerard", "Özil, Mesut", "Owen, Wilfred", "Page, Larry"):
        person = EventPersonFactory(event=event, name=name, sort_name=name)
        CreditFactory(contribution=talk, person=person, role="author")

    index = next(text for text in pages(event) if text.startswith("Index of authors"))

    assert "O Owen, Wilfred 1 Özil, Mesut 1 P Page, Larry 1 T 't Hooft, Gerard 1" in index


def test_what_everybody_reads_of_an_abstract_stands_in_the_book_too(event):
    call = CallFactory(event=event)
    titles = ("Recorded", "Streamed", "Level")
    recorded, streamed, level = (
        Field.objects.create(
            call=call, title=title, visibility="public", kind="text" if title == "Level" else "yes_no"
        )
        for title in titles
    )
    answers = {str(recorded.pk): True, str(streamed.pk): False, str(level.pk): ""}
    talk = ContributionFactory(event=event)
    abstract = AbstractFactory(call=call, answers=answers)
    moment = timezone.now()
    rows = Abstract.objects.filter(pk=abstract.pk)
    rows.update(contribution=talk, state=State.ACCEPTED, decided_at=moment, released_at=moment)

    told = " ".join(pages(event))
    rows.update(state=State.REJECTED)
    gone = " ".join(pages(event))

    assert published_with(talk) is None
    assert [title in told for title in ("Recorded: Yes", "Streamed: No", "Level:")] == [True, True, False]
    assert "Recorded" not in gone


def test_formulas_of_titles_are_drawn_and_spelt_in_bookmarks_and_running_heads(event):
    ContributionFactory(event=event, title="Noise of $x^2$", number=7)
    book = Book(event=event, order=Book.Order.TITLE, show_numbers=True)

    content = book_pdf(event, book, volume_of(event, book, reader=None, everything=False).sections)

    reader = PdfReader(io.BytesIO(content))
    _cover, contents, article = (page.extract_text() for page in reader.pages)
    assert "7 Noise of x2 1" in contents
    assert ("Noise of x2" in article, article.count("Noise of $x^2$")) == (True, 1)
    assert "Noise of $x^2$" in str(reader.outline)


def test_formulas_are_drawn_and_addresses_printed_where_that_is_wanted(event):
    talk = ContributionFactory(event=event, title="Formula", abstract=r"Let $\alpha \le \frac{1}{2}$ hold.")
    Abstract.objects.filter(pk=AbstractFactory(call=CallFactory(event=event)).pk).update(
        contribution=talk, state=State.ACCEPTED, decided_at=timezone.now(), released_at=timezone.now(),
        submitter_email="ada@engine.example", submitter_name="Ada",
    )  # fmt: skip

    plain, printed = " ".join(pages(event)), " ".join(pages(event, corresponding="submitter"))

    assert "frac" not in plain
    assert "$" not in plain
    assert ("ada@engine.example" in plain, "Ada <ada@engine.example>" in printed) == (False, True)


def test_the_command_writes_the_book(event, tmp_path):
    ContributionFactory(event=event, title="Weaving")

    call_command(
        "book_of_abstracts",
        "looms",
        str(tmp_path / "out.pdf"),
        order="title",
        style="two",
        stdout=io.StringIO(),
    )

    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "out.pdf").pages)
    assert "Weaving" in text


@pytest.mark.django_db(transaction=True)
def test_what_was_made_for_everybody_is_public_only_as_long_as_all_in_it_is(client, settings):
    event = EventFactory(slug="looms")
    talk = ContributionFactory(event=event, title="Weaving")
    admin = UserFactory(is_admin=True)
    address = reverse("book-of-abstracts", args=["looms"])
    job = start_job(BOOK, by=admin, arguments={"event": event.pk, "everything": False})
    run_job(job.key)

    before = client.get(address).status_code
    edit_book(event, by=admin, is_public=True)
    shown = client.get(address)
    again = client.get(address, headers={"If-None-Match": shown["ETag"]})
    talk.access = open_access_list(parent=event.access, mode=AccessList.Mode.RESTRICTED)
    talk.save()
    hidden = client.get(address).status_code

    assert Job.objects.get().state == Job.State.DONE
    assert (before, shown.status_code, again.status_code, hidden) == (404, 200, 304, 404)
    assert b"".join(shown.streaming_content).startswith(b"%PDF")


def test_chairs_look_at_the_book_before_everybody_may(client, event):
    admin, address = UserFactory(is_admin=True), reverse("book-of-abstracts", args=[event.slug])
    put_own_book(event, PDF, name="mine.pdf", by=admin)

    stranger = client.get(address).status_code
    client.force_login(admin)
    page = client.get(reverse("abstract-book", args=[event.pk])).content.decode()
    got = client.get(address)

    assert (stranger, got.status_code, got["Cache-Control"]) == (404, 200, "private, no-cache")
    assert address in page
    assert "Nobody else may download it yet." in page


def test_the_public_lists_lead_to_the_book_as_soon_as_everybody_may_download_it(client, event):
    admin, address = UserFactory(is_admin=True), reverse("book-of-abstracts", args=[event.slug])
    lists = reverse("accepted", args=[event.slug])
    put_own_book(event, PDF, name="mine.pdf", by=admin)

    before = client.get(lists).content.decode()
    edit_book(event, by=admin, is_public=True)
    after = client.get(lists).content.decode()

    assert (address in before, address in after) == (False, True)


def test_ones_own_pdf_is_the_book_and_nothing_else_is_taken(client, event):
    admin = UserFactory(is_admin=True)
    client.force_login(admin)
    edit_book(event, by=admin, is_public=True)
    file = SimpleUploadedFile("mine.pdf", PDF)

    answer = client.post(reverse("abstract-book", args=[event.pk]), {"act": "own", "file": file})
    client.logout()
    got = client.get(reverse("book-of-abstracts", args=[event.slug]))

    assert (answer.status_code, b"".join(got.streaming_content)) == (302, PDF)
    with pytest.raises(BadFile, match="not a PDF"):
        put_own_book(event, b"<html>", name="x.pdf", by=admin)


def test_the_page_saves_the_settings_and_only_chairs_have_it(client, event):
    client.force_login(UserFactory(is_admin=True))
    address = reverse("abstract-book", args=[event.pk])
    values = {
        "act": "save",
        "title": "Proceedings",
        "order": "title",
        "style": "two",
        "corresponding": "none",
    }

    answer = client.post(address, values)
    client.force_login(UserFactory())

    assert (answer.status_code, client.get(address).status_code) == (302, 404)
    assert (event.book.title, event.book.order, event.book.style) == ("Proceedings", "title", "two")


def test_the_import_page_looks_first_and_keeps_the_file(client, event):
    client.force_login(UserFactory(is_admin=True))
    call = CallFactory(event=event)
    address = reverse("abstract-import", args=[event.pk])
    file = SimpleUploadedFile("a.csv", b"title,authors\nOne,Ada\n,Nobody\n")

    looked = client.post(address, {"act": "look", "call": call.pk, "file": file, "add_missing": "on"})
    nothing = Abstract.objects.count()
    kept = {"kept": looked.context["kept"], "kept_name": "a.csv"}
    done = client.post(address, {"act": "import", "call": call.pk, **kept})

    assert (looked.status_code, nothing, looked.context["counts"]["new"]) == (200, 0, 1)
    assert (done.status_code, Abstract.objects.get().title) == (200, "One")
    assert "It has no title." in done.content.decode()


def test_bibtex_holds_the_accepted_that_the_visitor_may_see(client, event):
    talk = ContributionFactory(event=event, title="Weaving & more")
    ContributionFactory(event=event, title="Invited")
    Abstract.objects.filter(pk=AbstractFactory(call=CallFactory(event=event)).pk).update(
        contribution=talk, state=State.ACCEPTED, decided_at=timezone.now(), released_at=timezone.now()
    )

    text = client.get(reverse("accepted-bibtex", args=[event.slug])).content.decode()

    assert text.count("@inproceedings") == 1
    assert r"Weaving \& more" in text
