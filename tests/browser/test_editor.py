"""The timetable editor in a browser: by mouse, finger and keyboard, two people at once, and without a script."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from access.models import Grant
from access.operations import grant
from accounts.models import User
from events.models import Event
from home.demo.people import ATTENDEE, ORGANISER
from tests.browser.usable import assert_usable
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory, CreditFactory
from tests.factories.timetable import BlockFactory, BreakFactory, SlotFactory
from timetable.models import Availability, Slot

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DAY = datetime(2031, 5, 12, tzinfo=UTC)


def at(clock: str, *, day: int = 0) -> datetime:
    hours, minutes = map(int, clock.split(":"))
    return DAY + timedelta(days=day, hours=hours, minutes=minutes)


class Board:
    """An event of two days in UTC, with three rooms, and somebody's page of it."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.rooms = {room.name: room for room in event.rooms.all()}

    @property
    def address(self) -> str:
        return reverse("manage-timetable", args=[self.event.pk])

    def open(self, visitor, query: str = "") -> Page:
        page = visitor.go(f"{self.address}?day=2031-05-12{query}")
        page.locator("hc-timetable.ready").wait_for()
        return page

    def talk(self, title: str, clock: str, room: str = "Alpha", **more) -> Slot:
        talk = ContributionFactory(event=self.event, title=title, minutes=more.get("minutes", 20))
        return SlotFactory(
            event=self.event, contribution=talk, starts_at=at(clock), room=self.rooms[room], **more
        )

    def waiting(self, title: str, minutes: int = 20):
        return ContributionFactory(event=self.event, title=title, minutes=minutes)

    def where(self, page: Page, room: str, clock: str) -> tuple[float, float]:
        """The point of the screen that stands for a time in a room."""
        hours, minutes = map(int, clock.split(":"))
        return tuple(
            page.evaluate(
                """([room, minute]) => {
                  const { board } = document.querySelector("hc-timetable");
                  const box = board.cards.getBoundingClientRect();
                  const column = board.rooms.findIndex(([, name]) => name === room);
                  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
                  const wide = box.width / board.rooms.length;
                  return [box.left + (column + 0.5) * wide, box.top + board.y(minute) * rem];
                }""",
                [room, hours * 60 + minutes],
            )
        )


@pytest.fixture
def board(site) -> Board:
    event = EventFactory(
        title="Drawing board", starts_at=at("09:00"), ends_at=at("18:00", day=1), time_zone="UTC"
    )
    for position, name in enumerate(("Alpha", "Beta", "Gamma")):
        EventRoomFactory(event=event, name=name, position=position, capacity=100)
    for account in (ORGANISER, ATTENDEE):
        grant(event.access, to=User.objects.get(email=account.email), permission=Grant.MANAGE)
    return Board(event)


def card(page: Page, slot: Slot):
    return page.locator(f'#ed-cards [data-entry="{slot.pk}"]')


def drag(page: Page, start, *ends, drop: bool = True) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    for x, y in ends:
        page.mouse.move(x, y, steps=5)
    if drop:
        page.mouse.up()


def top_of(page: Page, locator) -> tuple[float, float]:
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + 3


def placed(slot: Slot) -> tuple[str, str]:
    """Where it is by now: its start, its room."""
    slot = Slot.objects.get(pk=slot.pk)
    return f"{slot.starts_at:%d %H:%M}", str(slot.room or slot.parent)


def saved(page: Page, said: str) -> None:
    expect(page.locator(".toast", has_text=said)).to_be_visible()


def test_a_talk_is_dragged_to_another_room_and_undone_after_a_reload(visit, board):
    slot = board.talk("Levers", "10:00")
    page = board.open(visit(ORGANISER))

    x, y = board.where(page, "Beta", "11:30")
    drag(page, top_of(page, card(page, slot)), (x, y + 3))
    saved(page, "Moved “Levers”")
    moved = placed(slot)
    page.reload()
    page.get_by_role("button", name="Undo: Timetable changed: Levers").click()
    saved(page, "Undone")

    assert moved == ("12 11:30", "Beta")
    assert placed(slot) == ("12 10:00", "Alpha")


def test_the_toast_takes_a_move_back(visit, board):
    slot = board.talk("Levers", "10:00")
    page = board.open(visit(ORGANISER))

    drag(page, top_of(page, card(page, slot)), board.where(page, "Gamma", "12:00"))
    page.locator(".toast").get_by_role("button", name="Undo").click()
    saved(page, "Undone")

    assert placed(slot) == ("12 10:00", "Alpha")


def test_a_talk_is_dragged_from_the_tray_into_a_session_and_out_again(visit, board):
    block = BlockFactory(event=board.event, starts_at=at("10:00"), minutes=90, room=board.rooms["Beta"])
    talk = board.waiting("Pulleys")
    page = board.open(visit(ORGANISER))

    drag(
        page,
        top_of(page, page.locator(".ed-waiting li", has_text="Pulleys")),
        board.where(page, "Beta", "10:30"),
    )
    saved(page, "Scheduled “Pulleys”")
    slot = talk.slots.get()
    inside = (slot.parent_id, f"{slot.starts_at:%H:%M}")
    drag(page, top_of(page, card(page, slot)), top_of(page, page.locator("[data-tray] h2")))
    saved(page, "Took 1 entry out of the timetable")
    expect(page.locator(".ed-waiting li", has_text="Pulleys")).to_be_visible()

    assert inside == (block.pk, "10:30")
    assert not talk.slots.exists()


def test_a_session_is_dragged_with_what_it_holds(visit, board):
    block = BlockFactory(event=board.event, starts_at=at("10:00"), minutes=60, room=board.rooms["Alpha"])
    talk = board.talk("Wheels", "10:20", parent=block, room="Alpha")
    page = board.open(visit(ORGANISER))

    strip = card(page, block).locator("> a").bounding_box()
    grip = (strip["x"] + 8, strip["y"] + 4)
    x, y = board.where(page, "Gamma", "11:30")
    drag(page, grip, (x, y + 4))
    saved(page, "Moved")

    assert placed(block) == ("12 11:30", "Gamma")
    assert placed(talk) == ("12 11:50", "Gamma")


def test_the_lower_edge_makes_a_talk_longer(visit, board):
    slot = board.talk("Levers", "10:00", minutes=30)
    page = board.open(visit(ORGANISER))

    box = card(page, slot).bounding_box()
    x, y = board.where(page, "Alpha", "11:00")
    drag(page, (box["x"] + 40, box["y"] + box["height"] - 3), (x, y))
    saved(page, "“Levers” lasts 60 minutes now")

    assert Slot.objects.get(pk=slot.pk).minutes == 60


def test_dropping_on_the_tab_of_a_day_keeps_the_time_and_lingering_opens_the_day(visit, board):
    dropped, carried = board.talk("Levers", "10:00"), board.talk("Pulleys", "12:00")
    page = board.open(visit(ORGANISER))
    tab = page.locator(".ed-days a", has_text="13")

    drag(page, top_of(page, card(page, dropped)), top_of(page, tab))
    saved(page, "Moved “Levers”")
    drag(page, top_of(page, card(page, carried)), top_of(page, tab), drop=False)
    expect(tab).to_have_attribute("aria-current", "date")
    page.mouse.move(*board.where(page, "Beta", "11:00"), steps=5)
    page.mouse.up()
    saved(page, "Moved “Pulleys”")

    assert placed(dropped) == ("13 10:00", "Alpha")
    assert placed(carried) == ("13 11:00", "Beta")


def test_dragging_over_free_time_adds_something_new(visit, board):
    page = board.open(visit(ORGANISER))

    drag(page, board.where(page, "Beta", "11:00"), board.where(page, "Beta", "11:58"))
    sheet = page.get_by_role("dialog", name="Entry")
    sheet.get_by_label("Title").fill("Long lunch")
    sheet.get_by_role("button", name="Add").click()
    saved(page, "Added “Long lunch”")

    slot = Slot.objects.get(event=board.event)
    assert (f"{slot.starts_at:%H:%M}", slot.minutes, str(slot.room)) == ("11:00", 60, "Beta")


def test_several_talks_move_together(visit, board):
    slots = [board.talk("Levers", "10:00"), board.talk("Pulleys", "10:30")]
    page = board.open(visit(ORGANISER))

    for slot in slots:
        card(page, slot).locator("a").click(modifiers=["Control"])
    drag(page, top_of(page, card(page, slots[0])), board.where(page, "Beta", "11:30"))
    saved(page, "Moved 2 entries")

    assert [placed(slot) for slot in slots] == [("12 11:30", "Beta"), ("12 12:00", "Beta")]


def test_escape_puts_back_what_is_dragged(visit, board):
    slot = board.talk("Levers", "10:00")
    page = board.open(visit(ORGANISER))

    drag(page, top_of(page, card(page, slot)), board.where(page, "Beta", "11:30"), drop=False)
    page.keyboard.press("Escape")
    page.mouse.up()

    assert page.locator(".ed-drop, .ed-ghost, .lifted").count() == 0
    assert placed(slot) == ("12 10:00", "Alpha")


def test_a_talk_is_picked_up_moved_and_dropped_by_keyboard(visit, board):
    slot = board.talk("Levers", "10:00")
    page = board.open(visit(ORGANISER))
    heard = page.locator("hc-timetable > p[role=status]")

    card(page, slot).locator("a").focus()
    page.keyboard.press("Space")
    expect(heard).to_contain_text("Picked up Levers")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    expect(heard).to_have_text("10:10 to 10:30, Beta")
    expect(heard).to_have_text("No new conflict.")
    page.keyboard.press("Enter")
    saved(page, "Moved “Levers”")

    assert placed(slot) == ("12 10:10", "Beta")
    assert page.evaluate("document.activeElement.closest('[data-entry]').dataset.entry") == str(slot.pk)


def test_escape_delete_length_and_days_work_by_keyboard(visit, board):
    slot = board.talk("Levers", "10:00")
    page = board.open(visit(ORGANISER))
    heard = page.locator("hc-timetable > p[role=status]")

    card(page, slot).locator("a").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(heard).to_have_text("Put back.")
    unmoved = placed(slot)
    page.keyboard.press("+")
    expect(heard).to_have_text("25 minutes, until 10:25")
    page.keyboard.press("Enter")
    saved(page, "“Levers” lasts 25 minutes now")
    page.keyboard.press("Space")
    page.keyboard.press("PageDown")
    expect(heard).to_have_text(re.compile("Tue 13, 10:00 to 10:25, Alpha|No new conflict"))  # said after it
    page.keyboard.press("Enter")
    saved(page, "Moved “Levers”")
    next_day = placed(slot)
    page.keyboard.press("Delete")
    saved(page, "Took 1 entry out of the timetable")

    assert unmoved == ("12 10:00", "Alpha")
    assert next_day == ("13 10:00", "Alpha")
    assert not Slot.objects.filter(event=board.event).exists()


def test_a_talk_of_the_tray_is_scheduled_by_keyboard(visit, board):
    board.talk("Levers", "10:00")
    talk = board.waiting("Pulleys")
    page = board.open(visit(ORGANISER))

    page.locator(".ed-waiting a", has_text="Pulleys").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    saved(page, "Scheduled “Pulleys”")

    assert placed(talk.slots.get()) == ("12 10:20", "Alpha")


def test_keys_walk_the_board_search_the_tray_and_list_themselves(visit, board):
    slots = [
        board.talk("Levers", "10:00"),
        board.talk("Pulleys", "11:00"),
        board.talk("Wheels", "11:00", "Beta"),
    ]
    page = board.open(visit(ORGANISER))
    focused = "document.activeElement.textContent"

    card(page, slots[0]).locator("a").focus()
    walked = []
    for key in ("ArrowDown", "ArrowRight", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        walked.append(page.evaluate(focused))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    card(page, slots[0]).locator("a").focus()
    page.keyboard.press("/")

    assert walked == ["Pulleys", "Wheels", "Pulleys", "Levers"]
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.type("?/")
    assert page.evaluate("document.activeElement.value") == "?/"


def test_a_finger_that_rests_drags_and_one_that_swipes_scrolls(visit, board):
    slot = board.talk("Levers", "10:00", minutes=30)
    visitor = visit(ORGANISER, width=1280, has_touch=True)
    page = board.open(visitor)
    touch = visitor.context.new_cdp_session(page)
    x, y = top_of(page, card(page, slot))

    def send(kind, point=None):
        points = [] if point is None else [{"x": point[0], "y": point[1]}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", (x, y))
    send("touchMove", (x, y - 150))
    send("touchEnd")
    page.wait_for_timeout(400)
    swiped = placed(slot)
    page.evaluate("scrollTo(0, 0)")
    send("touchStart", (x, y))
    page.locator(".lifted").wait_for()
    target = board.where(page, "Gamma", "11:00")
    send("touchMove", ((x + target[0]) / 2, target[1]))
    send("touchMove", (target[0], target[1] + 3))
    send("touchEnd")
    saved(page, "Moved “Levers”")

    assert swiped == ("12 10:00", "Alpha")
    assert placed(slot) == ("12 11:00", "Gamma")


def test_what_somebody_else_does_appears_with_their_name(visit, board):
    slot = board.talk("Levers", "10:00")
    mine, theirs = board.open(visit(ORGANISER)), board.open(visit(ATTENDEE))

    drag(theirs, top_of(theirs, card(theirs, slot)), board.where(theirs, "Beta", "11:00"))
    saved(theirs, "Moved “Levers”")

    expect(mine.locator(".toast", has_text="Lucía Ferrand-Okoye")).to_be_visible()
    expect(card(mine, slot).get_by_role("link")).to_have_attribute(
        "aria-label", "Levers, 11:00 to 11:20, Beta"
    )


def test_two_who_move_the_same_talk_choose_and_lose_nothing(visit, board):
    slot = board.talk("Levers", "10:00")
    mine, theirs = board.open(visit(ORGANISER)), board.open(visit(ATTENDEE))

    drag(mine, top_of(mine, card(mine, slot)), board.where(mine, "Gamma", "11:30"), drop=False)
    drag(theirs, top_of(theirs, card(theirs, slot)), board.where(theirs, "Beta", "11:00"))
    saved(theirs, "Moved “Levers”")
    mine.wait_for_timeout(3500)
    mine.mouse.up()
    clash = mine.get_by_role("dialog", name="Changed by somebody else")
    expect(clash).to_contain_text("Mon 12 May 2031, 11:00, Beta, until 11:20 (Lucía Ferrand-Okoye)")
    expect(clash).to_contain_text("Mon 12 May 2031, 11:30, Gamma")
    between = placed(slot)
    clash.get_by_role("button", name="Apply mine").click()
    saved(mine, "Moved “Levers”")

    assert between == ("12 11:00", "Beta")
    assert placed(slot) == ("12 11:30", "Gamma")


def test_a_drop_that_would_clash_says_so_before(visit, board):
    board.talk("Levers", "10:00")
    slot = board.talk("Pulleys", "11:00", "Beta")
    page = board.open(visit(ORGANISER))

    drag(page, top_of(page, card(page, slot)), board.where(page, "Alpha", "10:05"), drop=False)
    expect(page.locator(".ed-drop.bad")).to_contain_text("Room taken twice")
    page.mouse.up()
    saved(page, "Moved “Pulleys”")

    expect(page.locator("#ed-conflicts")).to_contain_text("Room taken twice")
    expect(card(page, slot).locator(".why")).to_have_text("Room taken twice")


def test_when_speakers_are_not_there_is_shaded_while_one_drags(visit, board):
    slot = board.talk("Levers", "10:00")
    person = CreditFactory(contribution=slot.contribution, person__event=board.event).person
    Availability.objects.create(event=board.event, person=person, starts_at=at("09:30"), ends_at=at("12:00"))
    page = board.open(visit(ORGANISER))

    drag(page, top_of(page, card(page, slot)), board.where(page, "Beta", "10:30"), drop=False)

    expect(page.locator(".ed-pale").last).to_have_text(f"{person.name} is not there")
    page.keyboard.press("Escape")
    page.mouse.up()
    assert page.locator(".ed-pale").count() == 0


def test_the_form_beside_the_board_moves_what_is_chosen(visit, board):
    slot = board.talk("Levers", "10:00")
    page = board.open(visit(ORGANISER))

    card(page, slot).locator("a").click()
    page.locator("#ed-chosen").get_by_label("Starts").fill("12:15")
    page.locator("#ed-chosen").get_by_label("Room").select_option(label="Gamma, free")
    page.locator("#ed-chosen").get_by_role("button", name="Move").click()
    saved(page, "Moved “Levers”")

    assert placed(slot) == ("12 12:15", "Gamma")


def test_without_a_script_forms_do_everything(visit, board):
    slot, talk = board.talk("Levers", "10:00"), board.waiting("Pulleys")
    page = visit(ORGANISER, java_script_enabled=False).go(f"{board.address}?day=2031-05-12")

    page.get_by_role("link", name="Levers").first.click()
    page.get_by_label("Starts").fill("12:15")
    page.get_by_role("button", name="Move").click()
    moved = placed(slot)
    page.locator("#ed-head").get_by_role("button", name="Undo").click()
    page.get_by_role("link", name="Pulleys").click()
    page.get_by_label("Starts").fill("11:00")
    page.get_by_role("button", name="Schedule").click()

    assert moved == ("12 12:15", "Alpha")
    assert placed(slot) == ("12 10:00", "Alpha")
    assert placed(talk.slots.get()) == ("12 11:00", "None")


def test_on_a_phone_the_day_is_a_list_with_a_form_from_below(visit, board):
    slot = board.talk("Levers", "10:00")
    page = board.open(visit(ORGANISER, width=390))

    card(page, slot).locator("a").click()
    sheet = page.get_by_role("dialog", name="Entry")
    sheet.get_by_label("Starts").fill("12:15")
    sheet.get_by_role("button", name="Move").click()
    saved(page, "Moved “Levers”")

    expect(sheet).to_be_hidden()
    assert placed(slot) == ("12 12:15", "Alpha")


def test_the_page_is_usable_in_all_widths_and_themes(visit, board):
    block = BlockFactory(event=board.event, starts_at=at("10:00"), minutes=60, room=board.rooms["Alpha"])
    slot = board.talk("Levers", "10:00", parent=block)
    board.talk("Wheels", "10:10", "Alpha")
    BreakFactory(event=board.event, starts_at=at("12:00"), minutes=60)
    board.waiting("Pulleys")
    visitor = visit(ORGANISER)

    assert_usable(board.open(visitor, f"&entry={slot.pk}"))
    assert_usable(visitor.go(f"{board.address}history/"))
