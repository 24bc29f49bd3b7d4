"""When speakers are there and whether they come, over REST: for organisers and for oneself."""

import pytest

from events.models import EventRoom
from notices.models import Notice
from programme.models import Contribution, Credit
from tests.factories.events import EventPersonFactory
from tests.factories.programme import ContributionFactory, CreditFactory
from tests.timetable.programs import Program, manager_of
from tests.timetable.world import conference

pytestmark = pytest.mark.django_db

HERE = "timetables/conf-2027/"
MORNING = {"start": "2027-03-15T08:00Z", "end": "2027-03-15T12:00Z"}


@pytest.fixture
def event():
    return conference()


@pytest.fixture
def program(event, organiser):
    return manager_of(event, organiser)


@pytest.fixture
def ada(event, stranger):
    """Speaks at the event, and has an account."""
    person = EventPersonFactory(event=event, name="Ada", email=stranger.email, user=stranger)
    CreditFactory(contribution=Contribution.objects.get(title="Closing"), person=person)
    return person


def named(answer, name):
    return next(row for row in answer["results"] if row["name"] == name)


def test_organisers_say_when_somebody_and_a_room_are_there(event, program, ada):
    red = EventRoom.objects.get(name="Red")

    program.put(f"{HERE}availabilities/", {"person": ada.pk, "periods": [MORNING]})
    program.put(f"{HERE}availabilities/", {"room": red.pk, "periods": [MORNING]})

    wanted = [{"start": "2027-03-15T08:00:00Z", "end": "2027-03-15T12:00:00Z"}]
    assert named(program.get(f"{HERE}availabilities/"), "Ada")["periods"] == wanted
    assert named(program.get(f"{HERE}availabilities/", who="rooms"), "Red")["periods"] == wanted
    program.put(f"{HERE}availabilities/", {"person": ada.pk, "periods": []})
    assert named(program.get(f"{HERE}availabilities/"), "Ada")["periods"] == []


def test_what_was_said_shows_as_a_conflict(event, program, ada):
    evening = {"start": "2027-03-15T16:00Z", "end": "2027-03-15T18:00Z"}

    program.put(f"{HERE}availabilities/", {"person": ada.pk, "periods": [evening]})

    kinds = {row["kind"] for row in program.get(f"{HERE}conflicts/")["conflicts"]}
    assert "person-unavailable" in kinds


def test_speakers_say_themselves_when_they_are_there(event, ada, stranger):
    mine = Program(stranger)

    said = mine.put(f"{HERE}my-availability/", {"periods": [MORNING]})
    tag = mine.answer["ETag"]
    again = mine.get(f"{HERE}my-availability/")
    mine.put(f"{HERE}my-availability/", {"periods": [{**MORNING, "end": "2027-03-15T13:00Z"}]}, If_Match=tag)
    both = mine.put(f"{HERE}my-availability/", {"periods": [MORNING]}, status=412, If_Match=tag)

    assert said == again
    assert said["person"] == ada.pk
    assert both["theirs"]["periods"][0]["end"] == "2027-03-15T13:00:00Z"
    assert list(mine.put(f"{HERE}my-availability/", {"periods": []}, status=400)) == ["periods"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"periods": []}, "person"),
        ({"person": 999999, "periods": []}, "person"),
        ({"room": 999999, "periods": []}, "room"),
        ({"person": 1, "periods": [{"start": MORNING["end"], "end": MORNING["start"]}]}, "periods"),
        ({"person": 1}, "periods"),
    ],
)
def test_times_that_make_no_sense_are_refused(event, program, body, field):
    assert list(program.put(f"{HERE}availabilities/", body, status=400)) == [field]


def test_speakers_are_asked_counted_first(event, program, ada):
    counted = program.post(f"{HERE}availabilities/ask/?dry_run=true")
    written = Notice.objects.count()
    program.post(f"{HERE}availabilities/ask/")

    assert (counted["dry_run"], counted["reached"], len(counted["unreached"])) == (True, 1, 3)
    assert written == 0
    assert Notice.objects.count() == 1


@pytest.mark.case("S78")
@pytest.mark.parametrize("act", ["availabilities", "confirmations"])
def test_asking_twice_within_an_hour_writes_once(event, program, ada, act):
    program.post(f"{HERE}{act}/ask/")

    counted = program.post(f"{HERE}{act}/ask/?dry_run=true")
    refused = program.post(f"{HERE}{act}/ask/", status=429)

    assert (counted["reached"], counted["lately"]) == (0, ["Ada"])
    assert refused["detail"].startswith("All of them were asked within the last hour.")
    assert Notice.objects.count() == 1


def test_speakers_are_asked_and_answer(event, program, ada, stranger):
    credit = Credit.objects.get(person=ada)

    asked = program.post(f"{HERE}confirmations/ask/", {"credits": [credit.pk]})
    [before] = Program(stranger).get(f"{HERE}my-talks/")
    said = Program(stranger).put(
        f"{HERE}my-talks/", {"credit": credit.pk, "answer": "declined", "word": "Ill"}
    )
    [declined] = program.get(f"{HERE}confirmations/", answer="declined")["results"]
    program.put(f"{HERE}confirmations/", {"credit": credit.pk, "answer": ""})

    assert (asked["reached"], before["answer"], said["answer"]) == (1, "", "declined")
    assert before["asked_at"] is not None
    assert declined["name"] == "Ada"
    assert program.get(f"{HERE}confirmations/", answer="declined")["results"] == []
    talk = program.get(f"contributions/{credit.contribution_id}/")
    assert talk["people"][0]["answer"] == ""


def test_an_answer_given_in_between_is_not_written_over(event, program, ada, stranger):
    [seen] = Program(stranger).get(f"{HERE}my-talks/")
    own = {"credit": seen["credit"], "answer": "declined"}
    confirmed = {**own, "answer": "confirmed"}

    row = next(
        row for row in program.get(f"{HERE}confirmations/")["results"] if row["credit"] == seen["credit"]
    )
    said = Program(stranger).put(f"{HERE}my-talks/", own, If_Match=seen["etag"])
    both = program.put(f"{HERE}confirmations/", confirmed, status=412, If_Match=row["etag"])
    Program(stranger).put(f"{HERE}my-talks/", confirmed, status=412, If_Match=row["etag"])

    assert row == seen
    assert (both["theirs"], both["yours"]) == (said, confirmed)
    assert Credit.objects.get(pk=seen["credit"]).answer == "declined"
    changed = program.put(f"{HERE}confirmations/", confirmed, If_Match=said["etag"])
    assert (changed["answer"], program.answer["ETag"]) == ("confirmed", changed["etag"])


def test_each_availability_in_a_list_carries_its_tag(event, program, ada):
    row = named(program.get(f"{HERE}availabilities/"), "Ada")
    body = {"person": ada.pk, "periods": [MORNING]}

    said = program.put(f"{HERE}availabilities/", body, If_Match=row["etag"])
    both = program.put(f"{HERE}availabilities/", {**body, "periods": []}, status=412, If_Match=row["etag"])

    assert both["theirs"] == said == named(program.get(f"{HERE}availabilities/"), "Ada")


def test_nobody_answers_for_others(event, ada, stranger):
    other = Credit.objects.exclude(person=ada).first()

    mine = Program(stranger)
    assert list(mine.put(f"{HERE}my-talks/", {"credit": other.pk, "answer": "declined"}, status=400)) == [
        "credit"
    ]
    mine.put(f"{HERE}confirmations/", {"credit": other.pk, "answer": "declined"}, status=403)
    mine.put(f"{HERE}availabilities/", {"person": ada.pk, "periods": []}, status=403)
    other.refresh_from_db()
    assert other.answer == ""


def test_who_takes_no_part_has_no_pages_of_their_own(event, stranger, program):
    for somebody in (Program(stranger), program):
        somebody.get(f"{HERE}my-availability/", status=404)
        somebody.get(f"{HERE}my-talks/", status=404)
    Program().get(f"{HERE}my-talks/", status=401)


def test_lists_of_people_take_the_same_queries_for_many(event, program, ada, django_assert_num_queries):
    program.get(f"{HERE}availabilities/")
    for address, number in (("availabilities/", 5), ("confirmations/", 4)):
        with django_assert_num_queries(number):
            program.get(HERE + address)
    for _number in range(3):
        CreditFactory(contribution=ContributionFactory(event=event), person=EventPersonFactory(event=event))
    for address, number in (("availabilities/", 5), ("confirmations/", 4)):
        with django_assert_num_queries(number):
            program.get(HERE + address)
