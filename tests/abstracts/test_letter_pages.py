"""Pages about letters: their rules, tries of them, what a release would send, and what was sent."""

import pytest
from django.urls import reverse
from django.utils import timezone

from abstracts.duties import ABSTRACTS
from abstracts.models import Letter, LetterRule, State
from abstracts.operations import Decision, decide
from abstracts.operations.letters import owe_letters
from access.operations import grant
from notices.models import Notice
from tests.factories.abstracts import AbstractFactory, AuthorFactory, CallFactory, LetterRuleFactory
from tests.factories.accounts import UserFactory
from tests.factories.programme import TrackFactory

pytestmark = pytest.mark.django_db


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


def at(name, call, *args, **query):
    address = reverse(name, args=[call.event.pk, *args])
    return f"{address}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else address


def text_of(response):
    return " ".join(response.content.decode().split())


def decided(call, chair, **values):
    abstract = AbstractFactory(call=call, **values)
    decide(call.event, {abstract.pk: None}, Decision(State.ACCEPTED), by=chair)
    return abstract


def typed(**changes):
    values = {
        "name": "Accepted",
        "states": ["accepted"],
        "track_match": "any",
        "type_match": "any",
        "recipients": ["submitter"],
        "subject": "#{abstract_id}",
        "body": "Dear {recipient_name},",
        "stops": "on",
        "is_active": "on",
    }
    return {**values, **changes}


def test_the_list_says_when_each_rule_fires_and_to_whom_it_writes(client, chair, call):
    track = TrackFactory(event=call.event, name="Hulls")
    LetterRuleFactory(
        event=call.event,
        states=["accepted", "merged"],
        track_match="some",
        tracks=[track],
        type_match="none",
        recipients=["submitter", "speakers"],
        copies_to=["office@x.example"],
    )

    page = text_of(client.get(at("letter-rules", call)))

    assert "Accepted, Merged (in one of these tracks: Hulls; without a type)" in page
    assert "Submitter, Speakers; copies to office@x.example" in page


def test_a_rule_whose_tracks_are_gone_is_marked(client, chair, call):
    LetterRuleFactory(event=call.event, track_match="some")

    page = text_of(client.get(at("letter-rules", call)))

    assert "never fires: its tracks or types are gone" in page


def test_rules_are_moved_switched_removed_and_added_by_their_buttons(client, chair, call):
    one, two = (
        LetterRuleFactory(event=call.event, position=1),
        LetterRuleFactory(event=call.event, position=2),
    )
    here = at("letter-rules", call)

    client.post(here, {"down": one.pk})
    moved = list(call.event.letter_rules.all())
    client.post(here, {"order": [one.pk, two.pk]})
    ordered = list(call.event.letter_rules.all())
    client.post(here, {"off": one.pk})
    one.refresh_from_db()
    off = one.is_active
    client.post(here, {"on": one.pk})
    one.refresh_from_db()
    client.post(here, {"remove": two.pk})
    client.post(here, {"usual": "1"})

    assert (moved, ordered, off, one.is_active) == ([two, one], [one, two], False, True)
    assert call.event.letter_rules.count() == 8
    assert not LetterRule.objects.filter(pk=two.pk).exists()


def test_nobody_touches_a_rule_of_another_event(client, chair, call):
    other = LetterRuleFactory()

    answers = [
        client.post(at("letter-rules", call), {act: other.pk}).status_code
        for act in ("up", "down", "on", "off", "remove")
    ]
    answers.append(client.get(at("letter-rule", call, other.pk)).status_code)
    answers.append(client.post(at("letter-rules", call), {}).status_code)

    assert answers == [404] * 7


def test_a_rule_is_written_and_changed_in_its_form(client, chair, call):
    client.post(at("letter-rule-new", call), typed(copies_to="a@x.example\n\nb@x.example"))
    rule = LetterRule.objects.get()
    client.post(at("letter-rule", call, rule.pk), typed(name="Taken", stops=""))

    rule.refresh_from_db()
    assert (rule.name, rule.stops, rule.copies_to, rule.event) == ("Taken", False, [], call.event)


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(client, chair, call):
    answer = client.post(at("letter-rule-new", call), typed(body="{reviewer}", recipients=[]))

    page = text_of(answer)
    assert answer.status_code == 200
    assert "There is no placeholder {reviewer}." in page
    assert "The rule writes to nobody." in page
    assert ">{reviewer}</textarea>" in page.replace(" </textarea>", "</textarea>").replace("> {", ">{")
    assert not LetterRule.objects.exists()


def test_the_letter_is_shown_for_a_real_abstract_before_it_is_saved(client, chair, call):
    AbstractFactory(call=call, submitter=UserFactory(name="Grace"))
    one = AbstractFactory(call=call, submitter=UserFactory(name="Ada"))
    AbstractFactory(call=call, submitter=UserFactory(name="Hedy"))

    answer = client.post(
        at("letter-rule-new", call), typed(act="preview", abstract=one.number, body="Dear {recipient_name}!")
    )

    page = text_of(answer)
    assert "Dear Ada!" in page
    assert "Dear Grace!" not in page
    assert not LetterRule.objects.exists()


def test_a_file_is_added_and_removed(client, chair, call, tmp_path):
    rule = LetterRuleFactory(event=call.event)
    path = tmp_path / "template.txt"
    path.write_text("Dear all")
    here = at("letter-rule-files", call, rule.pk)

    with path.open("rb") as file:
        client.post(here, {"file": file})
    names = [file.name for file in rule.files.all()]
    client.post(here, {"remove": rule.files.get().pk})

    assert (names, rule.files.count()) == (["template.txt"], 0)


def test_the_tester_says_which_rule_fires_and_why_the_others_do_not(client, chair, call):
    track = TrackFactory(event=call.event)
    LetterRuleFactory(event=call.event, states=["rejected"], name="No")
    LetterRuleFactory(event=call.event, track_match="none", name="Trackless")
    LetterRuleFactory(event=call.event, name="Yes")
    LetterRuleFactory(event=call.event, name="After")

    thought_up = client.get(at("letter-tester", call, state="accepted", track=track.pk))

    outcomes = [(line.rule.name, str(line.outcome.label)) for line in thought_up.context["lines"]]
    assert outcomes == [
        ("No", "It is for other states"),
        ("Trackless", "The track does not fit"),
        ("Yes", "Sends its letter"),
        ("After", "A rule before it ends the search"),
    ]


def test_the_tester_shows_the_letters_about_a_real_abstract_and_who_has_no_address(client, chair, call):
    LetterRuleFactory(
        event=call.event, states=["accepted"], recipients=["submitter", "authors"], body="About it."
    )
    abstract = decided(call, chair)
    AuthorFactory(abstract=abstract, name="Nobody Known", email="")

    page = text_of(client.get(at("letter-tester", call, abstract=abstract.number)))

    assert "1 letter" in page
    assert abstract.submitter.email in page
    assert "without a letter: Nobody Known" in page
    assert not Notice.objects.exists()


def test_an_abstract_that_is_not_there_or_a_draft_is_not_tried(client, chair, call):
    draft = AbstractFactory(call=call, state=State.DRAFT, submitted_at=None)

    page = text_of(client.get(at("letter-tester", call, abstract=draft.number)))

    assert f"There is no abstract #{draft.number}, or it is a draft." in page


def test_before_a_release_all_its_letters_are_counted_and_read(client, chair, call):
    LetterRuleFactory(
        event=call.event, states=["accepted"], recipients=["submitter", "authors"], subject="Yes"
    )
    abstracts = [decided(call, chair) for _number in range(3)]
    for abstract in abstracts:
        AuthorFactory(abstract=abstract)
    silent = AbstractFactory(call=call, title="Silent")
    decide(call.event, {silent.pk: None}, Decision(State.REJECTED), by=chair)

    answer = client.get(at("letter-preview", call))
    one = client.get(at("letter-preview", call, q=abstracts[0].submitter.email))

    page = text_of(answer)
    assert "6 letters would be sent." in page
    assert "They go to 6 addresses." in page
    assert "1 abstract gets no letter" in page
    assert [draft.reader.email for draft in one.context["drafts"]] == [abstracts[0].submitter.email]
    assert not Notice.objects.exists()


@pytest.mark.case("S21")
def test_an_organiser_reads_no_letter_about_what_they_wrote(client, chair, call):
    LetterRuleFactory(event=call.event, states=["accepted", "submitted"])
    mine = AbstractFactory(call=call, submitter=chair, title="My own axolotl")
    owe_letters([mine], by=None)
    decide(call.event, {mine.pk: None}, Decision(State.ACCEPTED), by=UserFactory())
    letter = Letter.objects.get()

    pages = [
        text_of(client.get(address))
        for address in (
            at("letter-rules", call),
            at("letter-preview", call),
            at("letters-sent", call),
            at("letters-sent", call, abstract=mine.number),
            at("letters-sent", call, q="axolotl"),
            at("letter-tester", call, abstract=mine.number),
            at("letter-rule", call, call.event.letter_rules.get().pk) + f"?abstract={mine.number}",
        )
    ]
    again = client.post(at("letters-sent", call), {"again": letter.pk})
    anew = client.post(at("letters-sent", call), {"anew": mine.number})

    assert [page for page in pages if "My own axolotl" in page or "1 decision waits" in page] == []
    assert (again.status_code, anew.status_code) == (404, 404)
    assert Letter.objects.count() == 1


def test_sent_letters_are_found_by_what_became_of_their_mail(client, chair, call):
    LetterRuleFactory(event=call.event, states=["submitted"])
    abstracts = AbstractFactory.create_batch(3, call=call)
    owe_letters(abstracts, by=None)
    sent, waiting, failed = (letter.notice for letter in Letter.objects.order_by("abstract__number"))
    Notice.objects.filter(pk=sent.pk).update(sent_at=timezone.now())
    Notice.objects.filter(pk=failed.pk).update(given_up_at=timezone.now(), last_error="550 no such mailbox")

    def listed(**query):
        page = client.get(at("letters-sent", call, **query)).context["page"]
        return [letter.notice for letter in page]

    assert listed(mail="sent") == [sent]
    assert listed(mail="waiting") == [waiting]
    assert listed(mail="failed") == [failed]
    assert listed(abstract=abstracts[0].number) == [sent]
    assert listed(q=f"%23{abstracts[1].number}") == [waiting]
    assert listed(q=failed.recipient) == [failed]
    assert len(listed()) == 3
    assert "550 no such mailbox" in text_of(client.get(at("letters-sent", call, mail="failed")))


def test_a_letter_is_sent_again_and_all_are_written_anew_by_their_buttons(client, chair, call):
    LetterRuleFactory(event=call.event, states=["submitted"])
    abstract = AbstractFactory(call=call)
    owe_letters([abstract], by=None)

    client.post(at("letters-sent", call), {"again": Letter.objects.get().pk})
    client.post(at("letters-sent", call, abstract=abstract.number), {"anew": abstract.number})

    assert [letter.by for letter in Letter.objects.order_by("pk")] == [None, chair, chair]
    assert Notice.objects.count() == 3


@pytest.mark.parametrize("name", ["letters-sent", "letter-preview", "letter-rules"])
def test_lists_ask_as_much_for_one_row_as_for_three(client, chair, call, name, django_assert_max_num_queries):
    LetterRuleFactory(event=call.event, states=["submitted", "accepted"], recipients=["submitter", "authors"])

    def fill():
        abstract = decided(call, chair)
        AuthorFactory(abstract=abstract)
        other = AbstractFactory(call=call)
        owe_letters([other], by=chair)
        LetterRuleFactory(event=call.event, states=["rejected"])

    fill()
    client.get(at(name, call))
    with django_assert_max_num_queries(60) as one:
        client.get(at(name, call))
    fill()
    fill()
    with django_assert_max_num_queries(len(one)):
        client.get(at(name, call))
