"""Letters over the API: rules, tries of them, what a release would send, and what was sent."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from abstracts.duties import ABSTRACTS
from abstracts.models import Letter, LetterRule, State
from abstracts.operations import Decision, decide
from abstracts.operations.letter_files import add_letter_file
from abstracts.operations.letters import owe_letters
from access.operations import grant
from notices.models import Notice
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory, LetterRuleFactory
from tests.factories.accounts import UserFactory
from tests.factories.programme import TrackFactory

pytestmark = pytest.mark.django_db

RULES = "/api/v1/letter-rules/"
LETTERS = "/api/v1/letters/"


@pytest.fixture
def call():
    return CallFactory()


@pytest.fixture
def chair(call, client):
    """Holds the duty, and does not run the event."""
    user = UserFactory()
    grant(call.event.access, to=user, permission=ABSTRACTS)
    client.force_login(user)
    return user


def send(client, method, address, data=None, **headers):
    return getattr(client, method)(address, data or {}, content_type="application/json", headers=headers)


def given(call, **changes):
    values = {
        "event": call.event.slug,
        "name": "Accepted",
        "states": ["accepted"],
        "recipients": ["submitter"],
        "subject": "#{abstract_id}",
        "body": "Dear {submitter_name},",
    }
    return {**values, **changes}


def decided(call, chair, **values):
    abstract = AbstractFactory(call=call, **values)
    decide(call.event, {abstract.pk: None}, Decision(State.ACCEPTED), by=chair)
    return abstract


def test_a_rule_is_added_read_changed_and_removed(client, chair, call):
    track = TrackFactory(event=call.event)

    made = send(client, "post", RULES, given(call, track_match="some", tracks=[track.pk]))
    address = made.headers["Location"]
    read = client.get(address)
    changed = send(client, "patch", address, {"name": "Taken"}, **{"If-Match": read.headers["ETag"]})
    stale = send(client, "patch", address, {"name": "Late"}, **{"If-Match": read.headers["ETag"]})
    listed = client.get(RULES, {"event": call.event.slug}).json()["results"]
    gone = client.delete(address)

    assert (made.status_code, read.json(), changed.json()["name"]) == (201, made.json(), "Taken")
    assert (made.json()["tracks"], made.json()["stops"], made.json()["is_active"]) == ([track.pk], True, True)
    assert (stale.status_code, stale.json()["theirs"]["name"]) == (412, "Taken")
    assert [rule["name"] for rule in listed] == ["Taken"]
    assert (gone.status_code, LetterRule.objects.count()) == (204, 0)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"recipients": []}, "recipients"),
        ({"states": []}, "states"),
        ({"body": "{abstract.submitter}"}, "body"),
        ({"states": ["draft"]}, "states"),
        ({"tracks": [10**15], "track_match": "some"}, "tracks"),
        ({"reply_to": "x@y.example\nBcc: z@y.example"}, "reply_to"),
        ({"unheard": 1}, "unheard"),
    ],
)
def test_what_is_wrong_stands_under_its_field(client, chair, call, changes, field):
    answer = send(client, "post", RULES, given(call, **changes))

    assert (answer.status_code, list(answer.json())) == (400, [field])


def test_rules_are_ordered_and_the_usual_ones_added(client, chair, call):
    one, two = LetterRuleFactory.create_batch(2, event=call.event)

    ordered = send(client, "post", f"{RULES}order/", {"event": call.event.slug, "rules": [two.pk, one.pk]})
    added = send(client, "post", f"{RULES}usual/", {"event": str(call.event.pk)})

    assert [rule["id"] for rule in ordered.json()] == [two.pk, one.pk]
    assert len(added.json()) == 9


def test_the_tester_tells_why(client, chair, call):
    rule = LetterRuleFactory(event=call.event, name="Yes")
    LetterRuleFactory(event=call.event, name="After")
    abstract = decided(call, chair)

    thought_up = client.get(f"{RULES}tester/", {"event": call.event.slug, "state": "rejected"}).json()
    real = client.get(f"{RULES}tester/", {"event": call.event.slug, "abstract": abstract.number}).json()

    assert [one["outcome"] for one in thought_up["rules"]] == ["state", "state"]
    assert [one["outcome"] for one in real["rules"]] == ["fires", "stopped"]
    assert [(one["rule"], one["recipient"]) for one in real["letters"]] == [
        (rule.pk, abstract.submitter.email)
    ]
    assert not Notice.objects.exists()


def test_the_letters_of_a_release_are_counted(client, chair, call):
    rule = LetterRuleFactory(event=call.event, recipients=["submitter", "authors"])
    AuthorFactory(abstract=decided(call, chair))
    silent = AbstractFactory(call=call)
    decide(call.event, {silent.pk: None}, Decision(State.REJECTED), by=chair)

    told = client.get(f"{LETTERS}preview/", {"event": call.event.slug}).json()

    assert told == {
        "abstracts": 2,
        "letters": 2,
        "addresses": 2,
        "by_rule": [{"rule": rule.pk, "name": rule.name, "letters": 2}],
        "by_state": [
            {"state": "accepted", "abstracts": 1, "letters": 2},
            {"state": "rejected", "abstracts": 1, "letters": 0},
        ],
        "without_letter": [silent.number],
    }


def test_sent_letters_are_listed_and_sent_again(client, chair, call):
    LetterRuleFactory(event=call.event, states=["submitted"])
    abstract = AbstractFactory(call=call)
    owe_letters([abstract], by=None)
    query = {"event": call.event.slug, "mail": "waiting", "abstract": abstract.number}

    listed = client.get(LETTERS, query).json()["results"]
    again = send(client, "post", f"{LETTERS}{listed[0]['id']}/again/")
    anew = send(client, "post", f"{LETTERS}anew/", {"event": call.event.slug, "abstract": abstract.number})
    sent = client.get(LETTERS, {**query, "mail": "sent"}).json()["results"]

    assert [(one["abstract"], one["mail"], one["recipient"]) for one in listed] == [
        (abstract.number, "waiting", abstract.submitter.email)
    ]
    assert (again.status_code, again.json()["body"]) == (200, listed[0]["body"])
    assert (anew.json(), sent, Letter.objects.count()) == ({"count": 1}, [], 3)


@pytest.mark.case("S21")
def test_letters_about_what_an_organiser_wrote_are_kept_from_them(client, chair, call):
    LetterRuleFactory(event=call.event, states=["submitted"])
    mine = AbstractFactory(call=call, submitter=chair)
    owe_letters([mine], by=None)
    letter = Letter.objects.get()
    event = {"event": call.event.slug}

    assert client.get(LETTERS, event).json()["results"] == []
    assert client.get(f"{LETTERS}{letter.pk}/").status_code == 404
    assert send(client, "post", f"{LETTERS}{letter.pk}/again/").status_code == 404
    assert send(client, "post", f"{LETTERS}anew/", {**event, "abstract": mine.number}).status_code == 404
    assert client.get(f"{RULES}tester/", {**event, "abstract": mine.number}).status_code == 400


def test_who_does_not_run_the_abstracts_reads_and_writes_nothing(client, call):
    rule = LetterRuleFactory(event=call.event, states=["submitted"])
    owe_letters([AbstractFactory(call=call)], by=None)
    client.force_login(UserFactory())
    event = {"event": call.event.slug}

    answers = [
        client.get(RULES, event).status_code,
        client.get(f"{RULES}{rule.pk}/").status_code,
        send(client, "post", RULES, given(call)).status_code,
        client.get(LETTERS, event).status_code,
        client.get(f"{LETTERS}{Letter.objects.get().pk}/").status_code,
        client.get(f"{LETTERS}preview/", event).status_code,
        client.get(f"{RULES}tester/", event).status_code,
    ]

    assert answers == [403, 404, 403, 403, 404, 403, 403]
    assert client.get(RULES).status_code == 400


class TestFilesOfARule:
    def upload(self, client, rule, name="programme.txt", content=b"Monday"):
        file = SimpleUploadedFile(name, content)
        return client.post(f"{RULES}{rule.pk}/files/", {"file": file})

    def test_a_file_is_added_fetched_and_removed(self, client, chair, call):
        rule = LetterRuleFactory(event=call.event)

        made = self.upload(client, rule)
        address = f"/api/v1/letter-files/{made.json()['id']}/"
        shown = client.get(f"{RULES}{rule.pk}/").json()["files"]
        fetched = client.get(address)
        removed = client.delete(address)

        assert made.status_code == 201
        assert shown == [made.json()] == [{"id": made.json()["id"], "name": "programme.txt", "size": 6}]
        assert (b"".join(fetched.streaming_content), removed.status_code) == (b"Monday", 204)
        assert "attachment" in fetched["Content-Disposition"]
        assert not rule.files.exists()
        assert client.get(address).status_code == 404

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [("virus.exe", b"MZ", "virus.exe"), ("long.txt", b"x" * (5 * 1024 * 1024 + 1), "at most 5 MB")],
    )
    def test_what_the_page_refuses_is_refused(self, client, chair, call, name, content, said):
        rule = LetterRuleFactory(event=call.event)

        answer = self.upload(client, rule, name, content)

        assert answer.status_code == 409
        assert said in answer.json()["detail"]
        assert not rule.files.exists()

    def test_a_sixth_file_is_too_many(self, client, chair, call):
        rule = LetterRuleFactory(event=call.event)

        answers = [self.upload(client, rule, f"{n}.txt").status_code for n in range(6)]

        assert answers == [201] * 5 + [409]

    def test_without_a_file_the_answer_names_the_field(self, client, chair, call):
        rule = LetterRuleFactory(event=call.event)

        answer = client.post(f"{RULES}{rule.pk}/files/", {})

        assert (answer.status_code, list(answer.json())) == (400, ["file"])

    def test_rules_and_files_of_other_events_are_not_found(self, client, chair, call):
        rule = LetterRuleFactory()
        file = add_letter_file(rule, name="secret.txt", content=b"Secret", by=None)
        address = f"/api/v1/letter-files/{file.pk}/"

        answers = [self.upload(client, rule), client.get(address), client.delete(address)]

        assert [answer.status_code for answer in answers] == [404, 404, 404]
        assert rule.files.count() == 1
