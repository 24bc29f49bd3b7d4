"""Rules of letters are refused while they could never be right, and kept in order."""

import pytest

from abstracts.letters.checking import RuleWritten
from abstracts.models import LetterFile, LetterRule
from abstracts.operations.letter_files import MOST_BYTES, add_letter_file, remove_letter_file
from abstracts.operations.letter_rules import (
    BadRuleFields,
    add_rule,
    edit_rule,
    order_rules,
    remove_rule,
    switch_rule,
    written_of_rule,
)
from abstracts.operations.letters import owe_letters
from abstracts.refusals import BadFile
from journal.models import Entry
from notices.models import Notice
from tests.factories.abstracts import AbstractFactory, CallFactory, LetterRuleFactory
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.programme import ContributionTypeFactory, TrackFactory

pytestmark = pytest.mark.django_db


def written(**changes):
    values = {
        "name": "Accepted talks",
        "states": ["accepted"],
        "recipients": ["submitter"],
        "subject": "#{abstract_id}",
        "body": "Dear {submitter_name},",
    }
    return RuleWritten(**{**values, **changes})


def problems(event, **changes):
    """Fields that the rule is refused for."""
    with pytest.raises(BadRuleFields) as refused:
        add_rule(event, written(**changes), by=None)
    return [field for field, _sentence in refused.value.problems]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"states": []}, ["states"]),
        ({"states": ["draft"]}, ["states"]),
        ({"states": ["unheard-of"]}, ["states"]),
        ({"recipients": []}, ["recipients"]),
        ({"recipients": ["reviewers"]}, ["recipients"]),
        ({"copies_to": ["a@x.example, b@x.example"]}, ["copies_to"]),
        ({"copies_to": [f"a{number}@x.example" for number in range(21)]}, ["copies_to"]),
        ({"reply_to": "x@y.example\r\nBcc: z@y.example"}, ["reply_to"]),
        ({"track_match": "some"}, ["tracks"]),
        ({"type_match": "some"}, ["types"]),
        ({"track_match": "all"}, ["track_match"]),
        ({"states": ["accepted", "rejected"], "track_match": "none"}, ["states"]),
        ({"states": ["submitted"], "type_match": "none"}, ["states"]),
        ({"name": " "}, ["name"]),
        ({"subject": ""}, ["subject"]),
        ({"body": " \n"}, ["body"]),
        ({"body": "x" * 20_001}, ["body"]),
        ({"body": "x\x00"}, ["body"]),
        ({"subject": "{abstract.title}"}, ["subject"]),
        ({"body": "{reviewer_name} {score}"}, ["body"]),
        ({"body": "{invitation_url}"}, ["body"]),
        ({"states": [], "recipients": [], "body": ""}, ["states", "recipients", "body"]),
    ],
)
def test_a_rule_that_could_never_be_right_is_refused_for_every_reason_at_once(changes, fields):
    event = EventFactory()

    assert problems(event, **changes) == fields
    assert not LetterRule.objects.exists()


def test_an_unknown_placeholder_is_named_and_so_are_those_there_are():
    with pytest.raises(BadRuleFields, match=r"no placeholders \{x\}, \{y\}. There are: .*\{abstract_title\}"):
        add_rule(EventFactory(), written(body="{x} {y}"), by=None)


def test_tracks_and_types_are_those_of_the_event():
    event, other = EventFactory(), EventFactory()
    track, kind = TrackFactory(event=other), ContributionTypeFactory(event=other)

    assert problems(event, track_match="some", tracks=[track], type_match="some", types=[kind]) == [
        "tracks",
        "types",
    ]


def test_tracks_that_are_not_asked_for_are_not_kept():
    event = EventFactory()
    track = TrackFactory(event=event)

    rule = add_rule(event, written(track_match="any", tracks=[track]), by=None)

    assert list(rule.tracks.all()) == []


def test_a_change_is_whole_and_stands_in_the_log_without_the_text():
    event, chair = EventFactory(), UserFactory()
    track = TrackFactory(event=event, name="Hulls")
    rule = add_rule(event, written(), by=chair)

    changed = written(
        name="Hulls", body="Secret", track_match="some", tracks=[track], types=[], copies_to=["A@x.example"]
    )
    edit_rule(rule, changed, by=chair)
    edit_rule(rule, changed, by=chair)

    rule.refresh_from_db()
    assert written_of_rule(rule) == changed
    entries = list(Entry.objects.filter(logbook=event.logbook, verb__startswith="letter").order_by("pk"))
    assert [entry.verb for entry in entries] == ["letter-rule.added", "letter-rule.edited"]
    assert entries[1].changes == {
        "name": ["Accepted talks", "Hulls"],
        "copies_to": ["", "A@x.example"],
        "track_match": ["any", "some"],
        "tracks": ["", "Hulls"],
        "body": ["", ""],
    }


def test_rules_are_put_in_another_order_and_those_not_named_come_after():
    event = EventFactory()
    one, two, three = LetterRuleFactory.create_batch(3, event=event)

    order_rules(event, [three.pk, 10**17, one.pk], by=None)

    assert list(event.letter_rules.all()) == [three, one, two]


def test_a_rule_that_is_switched_off_sends_nothing():
    rule = LetterRuleFactory(states=["submitted"])
    abstract = AbstractFactory(call=CallFactory(event=rule.event))

    switch_rule(rule, is_active=False, by=None)
    off = owe_letters([abstract], by=None)
    switch_rule(rule, is_active=True, by=None)

    assert (off, owe_letters([abstract], by=None)) == (0, 1)


def test_what_a_removed_rule_sent_stays(tmp_path):
    rule = LetterRuleFactory(states=["submitted"])
    abstract = AbstractFactory(call=CallFactory(event=rule.event))
    owe_letters([abstract], by=None)

    remove_rule(rule, by=None)

    assert [(letter.rule, letter.recipient) for letter in abstract.letters.all()] == [
        (None, abstract.submitter.email)
    ]


def test_files_of_a_rule_are_few_and_small_and_what_they_say():
    rule = LetterRuleFactory()

    for name, content in (("a.pdf", b"MZ\x90 no pdf"), ("a.txt", b"x" * (MOST_BYTES + 1)), ("a.exe", b"MZ")):
        with pytest.raises(BadFile):
            add_letter_file(rule, name=name, content=content, by=None)
    for number in range(5):
        add_letter_file(rule, name=f"{number}.txt", content=b"x", by=None)
    with pytest.raises(BadFile, match="at most 5"):
        add_letter_file(rule, name="6.txt", content=b"x", by=None)

    assert rule.files.count() == 5


def test_a_file_that_is_taken_away_still_goes_with_the_letters_that_are_on_their_way(
    django_capture_on_commit_callbacks,
):
    rule = LetterRuleFactory(states=["submitted"])
    file = add_letter_file(rule, name="template.txt", content=b"x", by=None)
    storage, place = file.content.storage, file.content.name
    owe_letters([AbstractFactory(call=CallFactory(event=rule.event))], by=None)

    with django_capture_on_commit_callbacks(execute=True):
        remove_letter_file(file, by=None)

    assert (LetterFile.objects.exists(), storage.exists(place)) == (False, False)
    assert bytes(Notice.objects.get().files.get().content) == b"x"
