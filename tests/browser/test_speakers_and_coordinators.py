"""A speaker says on a phone when they are there and that they can not come; a convener works on their session."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from events.models import Event, EventPerson
from home.demo.people import ATTENDEE, ORGANISER
from programme.models import Credit, Session, SessionConvener, SessionType
from programme.operations import create_contribution, create_session
from tests.browser.demo import CONFERENCE
from tests.browser.usable import assert_usable
from timetable.models import Availability, Slot
from timetable.operations.boards import number_boards, posters_of
from timetable.operations.settings import edit_settings

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def conference(site) -> Event:
    return Event.objects.get(slug="pcfc")


@pytest.fixture
def speaker(conference):
    """The attendee is somebody who speaks, until the test is over."""
    user = User.objects.get(email=ATTENDEE.email)
    person = EventPerson.objects.filter(event=conference, user=user).first()
    if person is None:
        person = EventPerson.objects.create(event=conference, name=user.name, user=user)
    talk = conference.contributions.filter(session__isnull=True, withdrawn_at__isnull=True).earliest("number")
    credit = Credit.objects.create(contribution=talk, person=person, role=Credit.Role.SPEAKER, position=9)
    yield person
    credit.delete()
    person.availabilities.all().delete()


@pytest.fixture
def session(conference, speaker):
    """They lead a session with at least two talks in a block, and the event lets them work on its talks."""
    blocks = Slot.objects.filter(event=conference, session__isnull=False).order_by("starts_at")
    block = next(block for block in blocks if block.children.filter(contribution__isnull=False).count() > 1)
    session = Session.objects.get(pk=block.session_id)
    link = SessionConvener.objects.create(session=session, person=speaker, position=9)
    edit_settings(conference, by=None, coordinators_edit_talks=True)
    yield session
    edit_settings(conference, by=None, coordinators_edit_talks=False)
    link.delete()


def test_a_speaker_says_by_phone_and_keyboard_when_they_are_there(visit, conference, speaker):
    page = visit(ATTENDEE, width=390).go(f"{CONFERENCE}my/")
    page.get_by_role("link", name="Say when I am there").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("When I am there")
    expect(page.get_by_text(conference.time_zone)).to_be_visible()
    assert_usable(page)

    first = page.get_by_role("group").filter(has=page.get_by_role("checkbox")).first
    box = first.get_by_role("checkbox").nth(1)
    box.focus()
    page.keyboard.press("Space")
    page.get_by_label("Other times").fill("nonsense")
    page.get_by_role("button", name="Save my times").click()
    expect(page.get_by_text("is not a day and two times").first).to_be_visible()
    expect(box).to_be_checked()
    page.get_by_label("Other times").fill("")
    page.get_by_role("button", name="Save my times").click()

    expect(page.get_by_text("Saved when you are there")).to_be_visible()
    expect(box).to_be_checked()
    assert Availability.objects.filter(person=speaker).count() == 1
    table = visit(ORGANISER).go(f"/manage/e/{conference.pk}/timetable/availabilities/?q=Ferrand")
    expect(table.get_by_role("row").filter(has_text=ATTENDEE.name)).to_contain_text("not there")


def test_a_speaker_declines_and_organisers_see_it(visit, conference, speaker):
    page = visit(ATTENDEE, width=390).go(f"{CONFERENCE}my/")
    page.get_by_role("link", name="My talks").click()
    assert_usable(page)
    title = speaker.credits.latest("pk").contribution.title
    talk = page.locator("main section").filter(has_text=title)
    talk.get_by_label("A word to the organisers").fill("I broke a leg.")
    talk.get_by_role("button", name="I can not come").click()

    expect(talk.get_by_text("You declined", exact=True)).to_be_visible()
    seen = visit(ORGANISER).go(f"/manage/e/{conference.pk}/timetable/confirmations/?state=declined")
    row = seen.get_by_role("row").filter(has_text=ATTENDEE.name)
    expect(row).to_contain_text("declined")
    row.get_by_role("button", name="Has not said").click()
    expect(seen.get_by_text("Saved the answer of")).to_be_visible()


def test_a_convener_orders_the_talks_of_their_session_and_nothing_else_opens(visit, conference, session):
    convener = visit(ATTENDEE)
    page = convener.go("/me/events/")
    page.get_by_role("link", name=session.title).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(session.title)
    assert_usable(page)

    talks = page.locator("main section").first.locator(".what")
    before = talks.all_inner_texts()
    page.get_by_role("button", name="Later").first.click()
    expect(talks.first).to_have_text(before[1])
    page.get_by_role("button", name="Undo").click()
    expect(talks.first).to_have_text(before[0])

    assert talks.all_inner_texts() == before
    assert page.get_by_role("link", name="Add a block").count() == 0
    assert convener.answer(f"/manage/e/{conference.pk}/timetable/").status == 404


@pytest.fixture
def posters(conference):
    """Three numbered posters in a session of their own."""
    by = User.objects.get(email=ORGANISER.email)
    kind = SessionType.objects.create(event=conference, name="Wall", is_poster=True)
    session = create_session(conference, title="On the wall", type=kind, by=by)
    made = [
        create_contribution(conference, title=title, session=session, by=by)
        for title in ("Ayu", "Bream", "Cod")
    ]
    number_boards(session, pattern="P{n}", start=1, order="title", by=by)
    yield session
    for talk in made:
        talk.delete()
    session.delete()
    kind.delete()


def test_a_poster_is_dragged_to_another_board_and_back(visit, conference, posters):
    page = visit(ORGANISER).go(f"/manage/e/{conference.pk}/timetable/boards/")
    rows = page.locator("section").filter(has_text="On the wall").locator("li")
    expect(rows).to_have_text([re.compile(title) for title in ("Ayu", "Bream", "Cod")])

    rows.nth(2).locator(".grip").drag_to(rows.nth(0), target_position={"x": 30, "y": 2})

    expect(page.get_by_text("Changed 3 boards")).to_be_visible()
    expect(rows).to_have_text([re.compile(title) for title in ("Cod", "Ayu", "Bream")])
    assert [talk.board_number for talk in posters_of(posters)] == ["P1", "P2", "P3"]
    page.get_by_role("button", name="Undo").click()
    expect(rows).to_have_text([re.compile(title) for title in ("Ayu", "Bream", "Cod")])
