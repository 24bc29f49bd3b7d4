"""A word that stands in every secret text, looked for in everything that anybody can fetch."""

import pytest
from django.core import mail

from notices import operations
from tests.outbox import outbox
from tests.security.test_matrix import TOUR
from tests.security.versions_world import DRAFT
from tests.security.world import ACTORS, ADDRESS, SECRET, WITHOUT_RIGHTS

RUN_THE_EVENT = ("manager", "category_manager", "admin")

pytestmark = TOUR


def found(answers, word, actors):
    """Who reads the word where, in body or headers; what somebody typed may come back to them."""
    places = []
    for answer in answers:
        if answer.actor not in actors or answer.method != "get":
            continue
        text = f"{answer.text}{answer.headers}".lower()
        for echo in (
            answer.stop.path.lower(),
            f'value="{word}"',
            f"“{word}”",
            f"q={word}",
            f"q%3d{word}",
            f"text={word}",
        ):
            text = text.replace(echo, "")
        if word in text:
            at = text.index(word)
            place = f"{answer.stop.route} {answer.stop.thing}{answer.query}"
            places.append((answer.actor, place, text[max(0, at - 60) : at + 40]))
    return places


@pytest.mark.case("S5", "S7", "S13", "S17")
def test_nobody_without_rights_reads_a_secret_word_anywhere(answers):
    assert found(answers, SECRET, WITHOUT_RIGHTS) == []


@pytest.mark.case("S5")
def test_speaking_in_public_opens_no_other_door(answers):
    assert found(answers, SECRET, ("speaker",)) == []


@pytest.mark.case("S5")
def test_addresses_of_the_people_of_an_event_are_for_those_who_run_it(answers):
    assert (
        found(answers, ADDRESS, tuple(actor for actor in ACTORS if actor not in (*RUN_THE_EVENT, "token")))
        == []
    )


@pytest.mark.case("S5")
def test_the_invited_do_find_what_they_were_invited_to(answers):
    """The control: the reading finds what is there."""
    places = {place for _actor, place, _text in found(answers, SECRET, ("viewer",))}

    assert places >= {
        "home -",
        "event closed",
        "event-ics closed",
        "timetable main",
        "timetable-ics main",
        "schedule-xml main",
        "contribution hidden",
        "category vault",
        "api-event-list -",
        "api-contribution-list -",
    }


@pytest.mark.case("S5")
def test_the_draft_of_a_timetable_is_for_those_who_run_the_event(answers):
    """Not even for those who are invited to all that is hidden in it."""
    others = tuple(actor for actor in ACTORS if actor not in (*RUN_THE_EVENT, "token"))

    assert found(answers, DRAFT, others) == []


@pytest.mark.case("S5")
def test_who_runs_the_event_finds_its_draft_and_only_where_they_ask_for_it(answers):
    places = {place for _actor, place, _text in found(answers, DRAFT, ("manager",))}

    assert places >= {"timetable main?version=draft", "timetable-publish main", "manage-timetable main"}
    assert places & {"timetable main", "timetable-ics main", "event main", "schedule-json main"} == set()


@pytest.mark.case("S5")
def test_who_runs_the_event_finds_its_addresses(answers):
    places = {place for _actor, place, _text in found(answers, ADDRESS, ("manager",))}

    assert "event-people main" in places


@pytest.mark.case("S5")
def test_mails_to_people_without_rights_hold_no_secret_word(world):
    for notice in outbox():
        operations.deliver(notice.pk)

    told = [message.to for message in mail.outbox if SECRET in f"{message.subject}{message.body}"]
    assert [to for to in told if to != ["category_manager@example.org"]] == []  # who runs and booked it all
