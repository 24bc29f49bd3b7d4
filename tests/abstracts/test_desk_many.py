"""Many abstracts at once: the table, acts on a set with its count first, and releasing."""

import pytest
from allauth.account.models import EmailAddress
from celery import current_app
from django.urls import reverse

from abstracts import similarity
from abstracts.models import Abstract, Field, LetterRule, State
from abstracts.operations import Decision, decide, release
from abstracts.release_job import RELEASE
from abstracts.similarity import likeness, similar_in
from abstracts.tasks import find_similar
from events.models import EventPerson
from jobs.models import Job
from jobs.operations import run_job, start_job
from tests.factories.abstracts import (
    AbstractFactory,
    AuthorFactory,
    CallFactory,
    ReviewFactory,
    TeamMemberFactory,
)
from tests.factories.accounts import UserFactory
from tests.factories.programme import SessionFactory, TrackFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return CallFactory()


@pytest.fixture
def event(call):
    return call.event


@pytest.fixture
def chair(client):
    chair = UserFactory(is_admin=True)
    client.force_login(chair)
    return chair


def bulk(client, event, act, *, query="", **data):
    return client.post(reverse("desk-bulk", args=[event.slug]) + query, {"act": act, **data})


def seen_of(response):
    return response.context["bulk"].seen


def states(call):
    return list(call.abstracts.order_by("number").values_list("state", flat=True))


def decided(call, n, state=State.ACCEPTED):
    abstracts = AbstractFactory.create_batch(n, call=call)
    decide(call.event, {one.pk: None for one in abstracts}, Decision(state), by=None)
    return abstracts


def test_answers_to_fields_are_columns_for_those_who_may_read_them(client, call, event, chair):
    track = TrackFactory(event=event)
    size = Field.objects.create(call=call, title="Size", kind="number")
    fee = Field.objects.create(call=call, title="Fee", kind="yes_no", visibility="managers")
    house = Field.objects.create(call=call, title="House", reviewers_see=False)
    answers = {str(size.pk): 7, str(fee.pk): True, str(house.pk): "CERN"}
    AbstractFactory(call=call, tracks=[track], answers=answers)
    convener = TeamMemberFactory(event=event, track=track, duty="convener").user
    here = (
        reverse("desk-list", args=[event.slug])
        + "?"
        + "&".join(f"cols=field-{field.pk}" for field in (size, fee, house))
    )

    cells = [client.get(here).context["cells"][0][1]]
    client.force_login(convener)
    answer = client.get(here)
    cells.append(answer.context["cells"][0][1])

    assert [[value for _key, value in row] for row in cells] == [["7", "Yes", "CERN"], ["7"]]
    assert not any(word in answer.content.decode() for word in ("Fee", "House", "CERN"))


def test_the_table_shows_the_columns_that_the_address_names(client, call, event, chair):
    AbstractFactory(call=call, topics=["Beams"])

    usual = client.get(reverse("desk-list", args=[event.slug])).content.decode()
    chosen = client.get(
        reverse("desk-list", args=[event.slug]) + "?cols=topics&cols=normalised"
    ).content.decode()

    assert "Beams" not in usual.partition("<tbody>")[2]
    assert "Beams" in chosen.partition("<tbody>")[2]


def test_an_act_on_many_says_count_and_numbers_first_and_leaves_out_what_it_does_not_fit(
    client, call, event, chair
):
    one, two = AbstractFactory.create_batch(2, call=call)
    (done,) = decided(call, 1)

    first = bulk(client, event, "reject", abstract=[one.pk, two.pk, done.pk])

    assert (len(first.context["bulk"].rows), first.context["bulk"].left[0].number) == (2, done.number)
    assert f"#{one.number}, #{two.number}" in first.content.decode()
    assert states(call) == ["submitted", "submitted", "accepted"]


def test_the_second_step_does_it_to_the_set_that_was_shown(client, call, event, chair):
    abstracts = AbstractFactory.create_batch(3, call=call)
    first = bulk(client, event, "reject", every="1", query=f"?q=%23{abstracts[1].number}")

    bulk(client, event, "reject", sure="1", seen=seen_of(first), comment="Out of scope.")

    assert states(call) == ["submitted", "rejected", "submitted"]
    assert Abstract.objects.get(pk=abstracts[1].pk).decision_comment == "Out of scope."


def test_nothing_is_done_to_any_when_one_changed_in_between(client, call, event, chair):
    one, two = AbstractFactory.create_batch(2, call=call)
    first = bulk(client, event, "accept", abstract=[one.pk, two.pk])
    decide(event, {two.pk: None}, Decision(State.REJECTED), by=None)

    second = bulk(client, event, "accept", sure="1", seen=seen_of(first))

    assert second.status_code == 409
    assert states(call) == ["submitted", "rejected"]


def test_accepting_many_leaves_each_in_its_track_and_names_the_one_that_has_two(client, call, event, chair):
    tracks = TrackFactory.create_batch(2, event=event)
    one = AbstractFactory(call=call, tracks=[tracks[0]])
    both = AbstractFactory(call=call, tracks=tracks)
    alone = bulk(client, event, "accept", abstract=[one.pk])

    refused = bulk(
        client, event, "accept", sure="1", seen=f"{one.pk}.{one.revision} {both.pk}.{both.revision}"
    )
    bulk(client, event, "accept", sure="1", seen=seen_of(alone))

    assert f"#{both.number} is reviewed in several tracks" in refused.content.decode()
    assert Abstract.objects.get(pk=one.pk).accepted_track == tracks[0]
    assert states(call) == ["accepted", "submitted"]


def test_accepting_many_puts_them_into_one_session(client, call, event, chair):
    session = SessionFactory(event=event)
    abstracts = AbstractFactory.create_batch(2, call=call)
    first = bulk(client, event, "accept", abstract=[one.pk for one in abstracts])

    bulk(client, event, "accept", sure="1", seen=seen_of(first), session=session.pk)

    assert f'<option value="{session.pk}">' in first.content.decode()
    assert set(call.abstracts.values_list("accepted_session", flat=True)) == {session.pk}


def test_a_forged_set_does_not_reach_what_is_not_the_persons(client, call, event):
    track, other = TrackFactory(event=event), TrackFactory(event=event)
    mine, theirs = AbstractFactory(call=call, tracks=[track]), AbstractFactory(call=call, tracks=[other])
    elsewhere = AbstractFactory()
    call.reviewing.conveners_decide = True
    call.reviewing.save()
    client.force_login(TeamMemberFactory(event=event, track=track, duty="convener").user)

    for stranger in (theirs, elsewhere):
        seen = f"{mine.pk}.{mine.revision} {stranger.pk}.{stranger.revision}"
        assert bulk(client, event, "accept", sure="1", seen=seen).status_code == 403
    assert bulk(client, event, "release", abstract=[mine.pk]).status_code == 403
    assert set(Abstract.objects.values_list("state", flat=True)) == {"submitted"}


def test_the_release_page_counts_what_would_follow_and_refuses_when_the_counts_changed(
    client, call, event, chair
):
    decided(call, 2)
    decided(call, 1, State.REJECTED)
    address = reverse("desk-release", args=[event.slug])

    page = client.get(address).context
    stale = client.post(address, {"state": ["accepted", "rejected"], "count": "2"})
    client.post(address, {"state": ["accepted"], "count": "3"})

    assert ([group.count for group in page["groups"]], page["new"]) == ([2, 1], 2)
    assert stale.status_code == 409
    assert Abstract.objects.filter(released_at__isnull=False).count() == 2
    assert event.contributions.count() == 2


def test_many_are_released_by_a_worker_once(call, event, chair):
    abstracts = decided(call, 3)
    arguments = {"event": event.pk, "abstracts": [one.pk for one in abstracts]}

    for _time in range(2):
        run_job(start_job(RELEASE, by=chair, arguments=arguments).key)

    assert [job.state for job in Job.objects.order_by("pk")] == ["done", "done"]
    assert [job.result["released"] for job in Job.objects.order_by("pk")] == [3, 0]
    assert event.contributions.count() == 3


def test_who_lost_the_right_in_between_releases_nothing(call, event):
    former = UserFactory(is_admin=True)
    (one,) = decided(call, 1)
    job = start_job(RELEASE, by=former, arguments={"event": event.pk, "abstracts": [one.pk]})
    type(former).objects.update(is_admin=False)

    run_job(job.key)

    assert Abstract.objects.get().released_at is None


def test_the_release_page_starts_a_job_for_more_than_fifty(client, call, event, chair):
    decided(call, 51)

    client.post(reverse("desk-release", args=[event.slug]), {"state": ["accepted"], "count": "51"})

    assert Job.objects.get().kind == RELEASE


def test_people_of_many_contributions_are_those_that_one_by_one_would_have_found(call, event, chair):
    known = EventPerson.objects.create(event=event, name="Ada", email="ADA@engine.example")
    proven = UserFactory(email="bob@lab.example")
    EmailAddress.objects.get_or_create(user=proven, email=proven.email, defaults={"verified": True})
    for number in range(3):
        abstract = AbstractFactory(call=call, title=f"Talk {number}")
        AuthorFactory(abstract=abstract, name="Ada L.", email="ada@engine.example", position=1, speaks=True)
        AuthorFactory(abstract=abstract, name="Bob", email="bob@lab.example", position=2)
        AuthorFactory(abstract=abstract, name="Eve", email="", position=3)
    keys = list(call.abstracts.values_list("pk", flat=True))
    decide(event, dict.fromkeys(keys), Decision(State.ACCEPTED), by=chair)

    release(event, keys, by=chair)

    people = event.people.order_by("pk")
    assert list(people.values_list("name", "user")) == [("Ada", None), ("Bob", proven.pk), ("Eve", None)]
    assert list(event.contributions.values_list("number", "title")) == [
        (1, "Talk 0"),
        (2, "Talk 1"),
        (3, "Talk 2"),
    ]
    first = event.contributions.first()
    assert [(credit.person.name, credit.role) for credit in first.credits.all()] == [
        ("Ada", "author"),
        ("Bob", "author"),
        ("Eve", "author"),
        ("Ada", "speaker"),
    ]
    assert known in first.speakers
    event.refresh_from_db()
    assert event.next_talk == 4


def test_abstracts_that_share_rare_words_are_alike_and_common_words_say_nothing():
    common = "the method of the experiment shows results"
    texts = {
        number: f"{common} word{'abcdefghij'[number]} other{'abcdefghij'[number]}" for number in range(10)
    }
    texts[10] = texts[3] + " indeed"

    found = likeness(texts.items())

    assert set(found) == {3, 10}
    assert (found[3][0][0], found[10][0][0]) == (10, 3)


def test_similar_abstracts_are_found_anew_after_a_change_and_only_readable_ones_are_shown(
    client, call, event
):
    track, other = TrackFactory(event=event), TrackFactory(event=event)
    mine = AbstractFactory(call=call, tracks=[track], title="Rare shower", text="Calorimeter pions kaons.")
    AbstractFactory(call=call, tracks=[track], title="Elsewhere", text="Entirely different matters here.")
    theirs = AbstractFactory(call=call, tracks=[other], title="Rare shower", text="Calorimeter pions kaons.")
    client.force_login(TeamMemberFactory(event=event, track=track, duty="convener").user)

    page = client.get(reverse("desk-similar", args=[event.slug, mine.number]))
    near = similar_in(call.pk)
    theirs.title, theirs.text = "Other", "Nothing of the kind."
    theirs.updated_at = theirs.submitted_at
    theirs.save()

    assert [key for key, _value in near[mine.pk]] == [theirs.pk]
    assert "No other abstract" in page.content.decode()
    assert mine.pk not in similar_in(call.pk)


def test_scores_of_the_table_leave_out_reviews_of_what_is_barred(client, call, event):
    chair = UserFactory(is_admin=True)
    own = AbstractFactory(call=call, submitter=chair)
    other = AbstractFactory(call=call)
    ReviewFactory(abstract=own, score=5)
    ReviewFactory(abstract=other, score=1)
    client.force_login(chair)

    rows = client.get(reverse("desk-list", args=[event.slug])).context["found"].rows

    assert [(row.number, row.score.mean, row.score.normalised) for row in rows] == [(other.number, 1, 1)]


def test_a_large_call_is_compared_by_a_worker_while_the_page_says_so(
    client, call, event, chair, monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    monkeypatch.setattr(current_app, "send_task", lambda path, kwargs: asked.append((path, kwargs)))
    monkeypatch.setattr(similarity, "MOST_AT_ONCE", 1)
    one, two = (AbstractFactory(call=call, title="Rare shower", text="Pions.") for _time in range(2))
    AbstractFactory(call=call, title="Elsewhere", text="Other matters.")
    address = reverse("desk-similar", args=[event.slug, one.number])

    with django_capture_on_commit_callbacks(execute=True):
        waiting = client.get(address, headers={"HX-Request": "true"}).content.decode()
        client.get(address)
    find_similar(call=call.pk)
    ready = client.get(address, headers={"HX-Request": "true"}).content.decode()

    assert asked == [("abstracts.tasks.find_similar", {"call": call.pk})]
    assert "?try=1" in waiting
    assert f"#{two.number} " in ready
    assert "?try=" not in ready


def test_letters_are_read_before_the_decision_and_not_sent_by_reading(client, call, event, chair):
    abstract = AbstractFactory(call=call)
    LetterRule.objects.create(
        event=event,
        name="Good news",
        states=["accepted"],
        recipients=["submitter"],
        subject="Yes",
        body="Come.",
    )

    page = client.post(
        reverse("desk-act", args=[event.slug]),
        {"number": abstract.number, "revision": abstract.revision, "act": "accept", "do": "letters"},
    )

    assert [(draft.rule.name, draft.reader.email) for draft in page.context["letters"]] == [
        ("Good news", abstract.submitter_email)
    ]
    assert states(call) == ["submitted"]
    assert abstract.letters.count() == 0


def test_a_convener_who_may_not_decide_finds_what_they_read_and_takes_home_what_was_filtered(
    client, call, event
):
    track = TrackFactory(event=event)
    AbstractFactory(call=call, tracks=[track], title="Cold electronics")
    client.force_login(TeamMemberFactory(event=event, track=track, duty="convener").user)

    home = client.get(reverse("reviewing", args=[event.slug]))
    listed = client.get(reverse("desk-list", args=[event.slug]) + "?q=cold&cols=type").content.decode()
    export = client.get(reverse("abstract-export", args=[event.pk]))

    links = [link.url for group in home.context["side"] for link in group.links]
    assert {reverse("desk", args=[event.slug]), reverse("desk-list", args=[event.slug])} <= set(links)
    assert [link.url for group in export.context["side"] for link in group.links] == links
    assert f'href="{reverse("abstract-export", args=[event.pk])}?q=cold&amp;cols=type"' in listed


def test_the_side_of_a_reviewer_leads_to_pages_they_may_open(client, call, event):
    track = TrackFactory(event=event)
    AbstractFactory(call=call, tracks=[track])
    client.force_login(TeamMemberFactory(event=event, track=track, duty="reviewer").user)

    export = client.get(reverse("abstract-export", args=[event.pk]))

    links = [link.url for group in export.context["side"] for link in group.links]
    assert {client.get(url).status_code for url in links} == {200}
