"""Letters are owed with what they tell of, to whom the rules name, once for each address."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from abstracts.letters.placeholders import PLACEHOLDERS
from abstracts.letters.usual import usual_rules
from abstracts.models import Letter, LetterRule, State
from abstracts.operations import (
    Decision,
    ask_for_revision,
    decide,
    release,
    start_draft,
    submit,
    take_back,
    withdraw,
)
from abstracts.operations.letter_files import add_letter_file
from abstracts.operations.letter_rules import add_usual_rules
from abstracts.operations.letters import letters_for, owe_letters, send_again, write_anew
from abstracts.refusals import BadRule
from abstracts.written import Writer, Written
from notices.models import Notice
from tests.factories.abstracts import (
    AbstractFactory,
    AuthorFactory,
    CallFactory,
    LetterRuleFactory,
    ReviewFactory,
)
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.programme import ContributionTypeFactory, TrackFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair():
    return UserFactory(is_admin=True)


@pytest.fixture
def call():
    return CallFactory(event=EventFactory(title="Sailing 2027", slug="sailing"))


def sent():
    return [(notice.recipient, notice.subject) for notice in Notice.objects.order_by("pk")]


def accept(abstract, by, **values):
    decide(abstract.event, {abstract.pk: None}, Decision(State.ACCEPTED, **values), by=by)


def test_a_decision_is_written_of_when_it_is_released_and_not_before(call, chair):
    LetterRuleFactory(event=call.event, states=["accepted"], subject="#{abstract_id} accepted")
    abstract = AbstractFactory(call=call)

    accept(abstract, chair)
    decided = sent()
    release(call.event, [abstract.pk], by=chair)
    release(call.event, [abstract.pk], by=chair)

    assert decided == []
    assert sent() == [(abstract.submitter.email, f"#{abstract.number} accepted")]
    letter = Letter.objects.get()
    assert (letter.abstract, letter.state, letter.by, letter.recipient) == (
        abstract,
        "accepted",
        chair,
        abstract.submitter.email,
    )
    assert letter.body == letter.notice.body


def test_whoever_calls_a_decision_that_is_not_released_is_told_to_nobody(call, chair):
    LetterRuleFactory(event=call.event, states=["accepted"])
    abstract = AbstractFactory(call=call)
    accept(abstract, chair)
    abstract.refresh_from_db()

    count = owe_letters([abstract], by=chair)

    assert (count, sent()) == (0, [])
    with pytest.raises(BadRule, match="not released"):
        write_anew(abstract, by=chair)


@pytest.mark.case("S24")
def test_a_release_that_fails_writes_to_nobody(call, chair):
    LetterRuleFactory(event=call.event, states=["accepted"])
    abstract = AbstractFactory(call=call)
    accept(abstract, chair)

    @transaction.atomic
    def act():
        released = release(call.event, [abstract.pk], by=chair)
        assert (released, len(sent())) == ([abstract], 1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()

    assert (sent(), Letter.objects.count()) == ([], 0)
    abstract.refresh_from_db()
    assert abstract.released_at is None


def test_each_state_has_its_usual_letter(call, chair):
    add_usual_rules(call.event, by=chair)
    other = AbstractFactory(call=call, title="Other")
    author = UserFactory()
    draft = start_draft(
        call,
        by=author,
        written=Written(title="Masts", text="Tall.", people=(Writer("Ada", "ada@a.example"),)),
    )

    def told():
        new = [(notice.recipient, notice.subject) for notice in Notice.objects.order_by("pk")]
        Notice.objects.all().delete()
        return new

    abstract = submit(draft, by=author, consents=True)
    seen = [told()]
    ask_for_revision(call.event, {abstract.pk: None}, comment="Shorter.", until=None, by=chair)
    seen.append(told())
    for decision in (
        Decision(State.ACCEPTED),
        Decision(State.REJECTED),
        Decision(State.MERGED, other=other),
        Decision(State.DUPLICATE, other=other),
    ):
        decide(call.event, {abstract.pk: None}, decision, by=chair)
        release(call.event, [abstract.pk], by=chair)
        seen.append(told())
        take_back(call.event, {abstract.pk: None}, by=chair)
    withdraw(abstract, by=author)
    seen.append(told())

    name = f"#{abstract.number} “Masts”"
    assert seen == [
        [(author.email, f"{name} is submitted")],
        [(author.email, f"{name}: a revision is asked for")],
        [(author.email, f"{name} is accepted"), ("ada@a.example", f"{name} is accepted")],
        [(author.email, f"{name} is not accepted")],
        [(author.email, f"{name} is merged with another abstract")],
        [(author.email, f"{name} is a duplicate")],
        [(author.email, f"{name} is withdrawn")],
    ]


def test_the_usual_rules_name_each_state_once_and_leave_what_is_there(call, chair):
    LetterRuleFactory(event=call.event, states=["accepted", "rejected"], name="Ours")

    added = add_usual_rules(call.event, by=chair)
    again = add_usual_rules(call.event, by=chair)

    assert [rule.states for rule in added] == [
        ["invited"],
        ["submitted"],
        ["revision"],
        ["merged"],
        ["duplicate"],
        ["withdrawn"],
    ]
    assert again == []
    assert len(list(usual_rules())) == 8


def test_everybody_gets_the_letter_once_and_who_declined_none(call):
    submitter = UserFactory(email="ada@engine.example")
    abstract = AbstractFactory(call=call, submitter=submitter)
    AuthorFactory(abstract=abstract, name="Ada", email="Ada@Engine.example", speaks=True)
    AuthorFactory(abstract=abstract, name="Ada too", email="ada@home.example", user=submitter)
    AuthorFactory(abstract=abstract, name="Bob", email="bob@engine.example", role="co-author")
    AuthorFactory(abstract=abstract, name="Cy", email="", role="co-author")
    AuthorFactory(
        abstract=abstract,
        name="Dee",
        email="dee@x.example",
        answer="declined",
        answered_at=abstract.submitted_at,
    )
    AuthorFactory(abstract=abstract, name="Eve", email="eve@x.example", role="none", speaks=True)
    LetterRuleFactory(
        event=call.event,
        states=["submitted"],
        recipients=["submitter", "authors", "co_authors", "speakers"],
        copies_to=["BOB@engine.example", "office@meeting.example"],
        subject="Hello {recipient_name}",
    )

    owe_letters([abstract], by=None)

    assert sent() == [
        ("ada@engine.example", f"Hello {submitter}"),
        ("bob@engine.example", "Hello Bob"),
        ("eve@x.example", "Hello Eve"),
        ("office@meeting.example", f"Hello {submitter}"),
    ]


def test_one_bad_address_keeps_nobody_elses_letter_back(call):
    abstract = AbstractFactory(call=call)
    AuthorFactory(abstract=abstract, email="ada at engine")
    LetterRuleFactory(event=call.event, states=["submitted"], recipients=["submitter", "authors"])

    count = owe_letters([abstract], by=None)

    assert (count, [to for to, _subject in sent()]) == (1, [abstract.submitter.email])


def test_placeholders_stand_for_what_is_meant(call, chair, settings):
    settings.BASE_URL = "https://host.example"
    track, kind = (
        TrackFactory(event=call.event, name="Hulls"),
        ContributionTypeFactory(event=call.event, name="Talk"),
    )
    submitter = UserFactory(name="Ada King Lovelace")
    abstract = AbstractFactory(call=call, title="Keels", submitter=submitter, tracks=[track], type=kind)
    AuthorFactory(abstract=abstract, name="Ada", position=1)
    AuthorFactory(abstract=abstract, name="Bob", role="co-author", position=2)
    names = [
        *("event_title", "event_url", "abstract_id", "abstract_title", "abstract_track", "contribution_type"),
        *("primary_authors", "co_authors", "submitter_name", "submitter_first_name", "submitter_last_name"),
        *("submitter_title", "judgment_comment", "target_abstract_id", "abstract_session", "abstract_url"),
        "contribution_url",
    ]
    LetterRuleFactory(event=call.event, states=["accepted"], body="|".join(f"{{{name}}}" for name in names))

    accept(abstract, chair, comment="Well {abstract_id} done.")
    release(call.event, [abstract.pk], by=chair)

    contribution = call.event.contributions.get()
    assert Notice.objects.get().body.split("\n")[0].split("|") == [
        "Sailing 2027",
        "https://host.example/e/sailing/",
        str(abstract.number),
        "Keels",
        "Hulls",
        "Talk",
        "Ada",
        "Bob",
        "Ada King Lovelace",
        "Ada King",
        "Lovelace",
        "",
        "Well {abstract_id} done.",
        "",
        "",
        f"https://host.example/e/sailing/abstracts/{abstract.number}/",
        f"https://host.example{contribution.get_absolute_url()}",
    ]


def test_the_track_is_the_accepted_one_for_accepted_ones_and_the_chosen_ones_for_others(call, chair):
    chosen, taken = (
        TrackFactory(event=call.event, name="Chosen"),
        TrackFactory(event=call.event, name="Taken"),
    )
    for name, tracks in (("chosen", [chosen]), ("taken", [taken])):
        LetterRuleFactory(
            event=call.event,
            states=["accepted", "duplicate"],
            track_match="some",
            tracks=tracks,
            subject=f"{name} {{abstract_track}}",
        )
    one, two = AbstractFactory.create_batch(2, call=call, tracks=[chosen])

    accept(one, chair, track=taken)
    decide(call.event, {two.pk: None}, Decision(State.DUPLICATE, other=one), by=chair)
    release(call.event, [one.pk, two.pk], by=chair)

    assert [subject for _to, subject in sent()] == ["taken Taken", "chosen Chosen"]


def test_the_other_abstract_is_named_and_nothing_of_its_decision(call, chair):
    submitter = UserFactory(name="Grace Hopper")
    one, two = AbstractFactory(call=call), AbstractFactory(call=call, title="Bugs", submitter=submitter)
    LetterRuleFactory(
        event=call.event,
        states=["merged"],
        subject="{target_abstract_id} {target_abstract_title} {target_submitter_name} {target_submitter_last_name}",
    )
    decide(call.event, {one.pk: None}, Decision(State.MERGED, other=two), by=chair)
    decide(call.event, {two.pk: None}, Decision(State.REJECTED, comment="No."), by=chair)

    release(call.event, [one.pk], by=chair)

    assert sent() == [(one.submitter.email, f"{two.number} Bugs Grace Hopper Hopper")]


def test_a_deadline_is_told_in_the_zone_of_the_event_and_the_language_of_the_reader(chair):
    call = CallFactory(event=EventFactory(time_zone="America/New_York"))
    abstract = AbstractFactory(call=call, submitter=UserFactory(language="fr"))
    LetterRuleFactory(
        event=call.event, states=["revision"], subject="{revision_deadline}", body="{revision_comment}"
    )

    until = datetime(2099, 3, 4, 22, 30, tzinfo=UTC)
    ask_for_revision(call.event, {abstract.pk: None}, comment="Plus court.", until=until, by=chair)

    notice = Notice.objects.get()
    assert notice.language == "fr"
    assert notice.subject == "mer. 4 mars 2099, 17:30 EST"


def test_the_secret_address_is_for_the_invited_alone(call):
    guest = AbstractFactory(
        call=call,
        state=State.INVITED,
        submitted_at=None,
        submitter=None,
        submitter_name="Guest",
        submitter_email="guest@x.example",
    )
    LetterRuleFactory(
        event=call.event,
        states=["invited"],
        copies_to=["office@x.example"],
        body="{invitation_url}\n{abstract_url}",
    )

    owe_letters([guest], by=None)

    to_guest, copy = Notice.objects.order_by("pk")
    public = f"/e/sailing/abstracts/{guest.number}/"
    assert [line.partition(public)[2] != "" for line in to_guest.body.split("\n")[:2]] == [True, True]
    assert [line.partition(public)[2] for line in copy.body.split("\n")[:2]] == ["", ""]


def test_answers_go_where_the_rule_says_and_files_go_along(call, chair, tmp_path):
    rule = LetterRuleFactory(event=call.event, states=["submitted"], reply_to="chair@meeting.example")
    add_letter_file(rule, name="template.txt", content=b"Dear all", by=chair)
    abstracts = AbstractFactory.create_batch(3, call=call)

    owe_letters(abstracts, by=None)

    notices = list(Notice.objects.all())
    assert [notice.reply_to for notice in notices] == ["chair@meeting.example"] * 3
    assert len({notice.files.get().pk for notice in notices}) == 1
    assert bytes(notices[0].files.get().content) == b"Dear all"


def test_a_letter_is_sent_again_as_it_was(call, chair):
    rule = LetterRuleFactory(event=call.event, states=["submitted"], reply_to="chair@meeting.example")
    abstract = AbstractFactory(call=call, submitter=UserFactory(language="fr"))
    owe_letters([abstract], by=None)
    LetterRule.objects.filter(pk=rule.pk).update(subject="Changed")

    again = send_again(Letter.objects.get(), by=chair)

    first, second = Notice.objects.order_by("pk")
    same = ["recipient", "subject", "body", "reply_to", "language"]
    assert [getattr(first, name) for name in same] == [getattr(second, name) for name in same]
    assert first.key != second.key
    assert (again.by, again.notice, Letter.objects.count()) == (chair, second, 2)


def test_letters_are_written_anew_after_something_was_mended(call, chair):
    rule = LetterRuleFactory(event=call.event, states=["submitted"], recipients=["authors"])
    abstract = AbstractFactory(call=call)
    author = AuthorFactory(abstract=abstract, email="")

    with pytest.raises(BadRule, match="tester"):
        write_anew(abstract, by=chair)
    author.email = "ada@engine.example"
    author.save()
    count = write_anew(abstract, by=chair)

    assert (count, [to for to, _subject in sent()]) == (1, ["ada@engine.example"])
    assert Letter.objects.get().rule == rule


def test_letters_are_read_before_anybody_decides_and_nothing_is_written(call, chair):
    track, kind = (
        TrackFactory(event=call.event, name="Hulls"),
        ContributionTypeFactory(event=call.event, name="Talk"),
    )
    LetterRuleFactory(
        event=call.event,
        states=["accepted"],
        subject="{abstract_track} {contribution_type}",
        body="{judgment_comment}",
    )
    abstract = AbstractFactory(call=call, tracks=[track])

    drafts = letters_for(abstract, Decision(State.ACCEPTED, type=kind, comment="Fine."))
    as_it_stands = letters_for(abstract)

    assert [(draft.reader.email, draft.subject) for draft in drafts] == [
        (abstract.submitter.email, "Hulls Talk")
    ]
    assert drafts[0].body.startswith("Fine.\n")
    assert (as_it_stands, sent()) == ([], [])
    abstract.refresh_from_db()
    assert abstract.state == State.SUBMITTED


def test_a_letter_says_why_it_came(call):
    abstract = AbstractFactory(call=call, title="Keels")
    AuthorFactory(abstract=abstract)
    LetterRuleFactory(
        event=call.event,
        states=["submitted"],
        recipients=["submitter", "authors"],
        copies_to=["office@x.example"],
    )

    owe_letters([abstract], by=None)

    assert [notice.body.strip().rpartition("-- \n")[2] for notice in Notice.objects.order_by("pk")] == [
        "You get this letter because you submitted “Keels” to Sailing 2027.",
        "You get this letter because you are named as an author of “Keels”, submitted to Sailing 2027. Who submitted it"
        " can change that.",
        "You get this copy because the organisers of Sailing 2027 asked for it.",
    ]


def test_two_thousand_letters_take_as_many_queries_as_two(call, django_assert_max_num_queries):
    LetterRuleFactory(
        event=call.event,
        states=["submitted"],
        recipients=["submitter", "authors"],
        body="{recipient_name} {primary_authors} {abstract_track} {abstract_url} {target_abstract_title}",
    )
    track = TrackFactory(event=call.event)
    abstracts = AbstractFactory.create_batch(20, call=call, tracks=[track])
    for abstract in abstracts:
        AuthorFactory(abstract=abstract)

    with django_assert_max_num_queries(12):
        count = owe_letters(abstracts, by=None)

    assert count == 40


@pytest.mark.case("S20")
def test_no_placeholder_tells_who_reviewed_or_what_they_said_but_to_authors_after_the_release(call, chair):
    abstract, other = AbstractFactory(call=call, note="pangolin note"), AbstractFactory(call=call)
    reviewer = UserFactory(name="Pangolin Reviewer", email="reviewer@pangolin.example")
    for one in (abstract, other):
        ReviewFactory(
            abstract=one,
            reviewer=reviewer,
            score="4.125",
            committee_comment="pangolin to the committee",
            author_comment="wombat to the authors",
        )
    decide(
        call.event, {other.pk: None}, Decision(State.REJECTED, comment="pangolin, not released"), by=reviewer
    )
    every = " ".join(f"{{{name}}}" for name in PLACEHOLDERS if name != "invitation_url")
    LetterRuleFactory(
        event=call.event,
        states=["merged", "submitted"],
        recipients=["submitter"],
        copies_to=["office@x.example"],
        subject="{judgment_comment} {revision_comment} {target_abstract_title}",
        body=every,
    )
    owe_letters([abstract, other], by=None)

    decide(call.event, {abstract.pk: None}, Decision(State.MERGED, other=other), by=reviewer)
    release(call.event, [abstract.pk], by=reviewer)

    told = [f"{notice.subject} {notice.body}".lower() for notice in Notice.objects.order_by("pk")]
    assert len(told) == 4
    assert [words for words in told if "pangolin" in words or "4.1" in words] == []
    assert ["wombat" in words for words in told] == [False, False, True, True]
