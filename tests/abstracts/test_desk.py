"""The desk of a programme committee: who sees what in which order, and what is decided there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from abstracts.models import Abstract, Field, Quota, Review, SavedView, State
from abstracts.operations import Decision, decide, release
from tests.factories.abstracts import (
    AbstractFactory,
    AuthorFactory,
    CallFactory,
    QuestionFactory,
    ReviewFactory,
    TeamMemberFactory,
)
from tests.factories.accounts import UserFactory
from tests.factories.programme import ContributionTypeFactory, TrackFactory

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


def desk(event, query=""):
    return reverse("desk", args=[event.slug]) + query


def numbers(response):
    return [row.number for row in response.context["queue"].rows]


def choose(client, abstract, act, *, query="", **values):
    data = {"number": abstract.number, "revision": abstract.revision, "act": act, **values}
    return client.post(reverse("desk-act", args=[abstract.event.slug]) + query, data)


def table(event, query=""):
    return reverse("desk-list", args=[event.slug]) + query


def review(abstract, score, **values):
    return ReviewFactory(abstract=abstract, score=score, **values)


def settings_of(call, **values):
    for name, value in values.items():
        setattr(call.reviewing, name, value)
    call.reviewing.save()


def test_strangers_authors_and_reviewers_find_no_desk(client, call, event):
    abstract = AbstractFactory(call=call)
    reviewer = TeamMemberFactory(event=event).user

    for person in (UserFactory(), abstract.submitter, reviewer):
        client.force_login(person)
        assert client.get(desk(event)).status_code == 404
        assert client.get(table(event)).status_code == 404
        assert choose(client, abstract, "accept").status_code == 404


def test_filters_stand_in_the_address_and_narrow_the_queue(client, call, event, chair):
    track = TrackFactory(event=event)
    one = AbstractFactory(call=call, title="Muons", tracks=[track], topics=["Beams"])
    two = AbstractFactory(call=call, title="Pions", text="Not muons.")
    review(one, 4)
    decide(event, {two.pk: None}, Decision(State.REJECTED), by=chair)

    def seen(query):
        return numbers(client.get(desk(event, query)))

    assert seen("") == [one.number]
    assert seen("?state=all") == [one.number, two.number]
    assert seen("?state=rejected&q=muons") == [two.number]
    assert seen(f"?state=all&q=%23{one.number}") == [one.number]
    assert seen(f"?state=all&track={track.pk}") == [one.number]
    assert seen("?state=all&track=none") == [two.number]
    assert seen("?state=all&topic=Beams") == [one.number]
    assert seen("?state=all&low=3.5&high=4") == [one.number]
    assert seen("?state=all&most=0") == [two.number]
    assert seen("?state=all&reviewing=positive") == [one.number]
    assert seen("?state=unreleased") == [two.number]
    assert seen("?state=nonsense&low=x&track=-1&call=zz&order=no") == [one.number]


def test_the_queue_is_ordered_by_score_spread_title_or_date(client, call, event, chair):
    names = ["Beta", "alpha", "Gamma"]
    low, high, none = (AbstractFactory(call=call, title=name) for name in names)
    for abstract, scores in ((low, (1, 2)), (high, (2, 5))):
        for score in scores:
            review(abstract, score)

    def ordered(order):
        return numbers(client.get(desk(event, f"?order={order}")))

    assert ordered("number") == [low.number, high.number, none.number]
    assert ordered("score") == [high.number, low.number, none.number]
    assert ordered("spread") == [high.number, low.number, none.number]
    assert ordered("title") == [high.number, low.number, none.number]


def test_how_much_is_done_counts_all_states_of_what_is_filtered(client, call, event, chair):
    abstracts = AbstractFactory.create_batch(3, call=call)
    decide(event, {abstracts[0].pk: None}, Decision(State.REJECTED), by=chair)

    found = client.get(desk(event)).context["found"]

    assert (found.total, found.done, len(found.rows)) == (3, 1, 2)


def test_after_a_decision_the_next_one_opens_with_the_same_filters(client, call, event, chair):
    one, two = (AbstractFactory(call=call, title=title) for title in ("Alpha", "Beta"))

    response = choose(client, one, "reject", query="?order=title", **{f"comment-{one.number}": "Too short."})

    one.refresh_from_db()
    assert (one.state, one.decision_comment, one.decided_by) == (State.REJECTED, "Too short.", chair)
    assert response.url == desk(event, f"?order=title&abstract={two.number}#sheet")


def test_accepting_takes_type_and_track_and_they_count_for_the_quota(client, call, event, chair):
    track, kind = TrackFactory(event=event), ContributionTypeFactory(event=event, name="Talk")
    abstract, other = AbstractFactory.create_batch(2, call=call, tracks=[track])
    Quota.objects.create(call=call, track=track, type=kind, wanted=4)

    choose(client, abstract, "accept", type=kind.pk, track=track.pk)

    abstract.refresh_from_db()
    assert (abstract.accepted_type, abstract.accepted_track) == (kind, track)
    balance = client.get(desk(event, f"?abstract={other.number}")).context["balance"]
    assert [(each.accepted, each.wanted) for each in balance] == [(1, 4)]


def test_a_revision_has_a_deadline_that_lies_ahead(client, call, event, chair):
    abstract = AbstractFactory(call=call)
    past, later = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=9)

    what = {f"comment-{abstract.number}": "Shorten it.", "until_1": "10:00"}

    refused = choose(client, abstract, "revise", until_0=f"{past:%Y-%m-%d}", **what)
    choose(client, abstract, "revise", until_0=f"{later:%Y-%m-%d}", **what)

    abstract.refresh_from_db()
    assert (refused.status_code, abstract.state) == (422, State.REVISION)
    assert abstract.revision_until.astimezone(event.zone).date() == later.date()


def test_a_revision_that_does_not_say_what_and_until_when_is_not_mailed(client, call, event, chair):
    abstract = AbstractFactory(call=call)

    refused = choose(client, abstract, "revise")

    abstract.refresh_from_db()
    assert (refused.status_code, abstract.state) == (422, State.SUBMITTED)
    assert set(refused.context["form"].errors) == {"until", "comment"}


def test_merging_names_the_other_by_number_and_never_itself(client, call, event, chair):
    one, two = AbstractFactory.create_batch(2, call=call)

    itself = choose(client, one, "merge", other=f"#{one.number}")
    nothing = choose(client, one, "merge", other="")
    choose(client, one, "merge", other=f"#{two.number}", merge_people="on")

    one.refresh_from_db()
    assert (itself.status_code, nothing.status_code) == (409, 422)
    assert (one.state, one.merged_into, one.merge_people) == (State.MERGED, two, True)


def test_moving_needs_a_track_and_keeps_what_authors_chose(client, call, event, chair):
    first, second = TrackFactory(event=event), TrackFactory(event=event)
    abstract = AbstractFactory(call=call, tracks=[first])

    nowhere = choose(client, abstract, "move")
    choose(client, abstract, "move", tracks=[second.pk])

    assert nowhere.status_code == 422
    assert list(abstract.reviewed_for.all()) == [second]
    assert list(abstract.submitted_for.all()) == [first]


def test_who_decides_second_sees_both_states_and_changes_nothing(client, call, event, chair):
    abstract = AbstractFactory(call=call)
    decide(event, {abstract.pk: None}, Decision(State.REJECTED, comment="No."), by=UserFactory(name="Bea"))

    response = choose(client, abstract, "accept", **{f"comment-{abstract.number}": "Yes, of course."})

    assert response.status_code == 409
    page = response.content.decode()
    assert "Rejected" in page
    assert "Bea" in page
    assert "Accept" in page
    assert "Yes, of course." in page
    abstract.refresh_from_db()
    assert abstract.state == State.REJECTED


def test_a_decision_is_undone_before_its_release(client, call, event, chair):
    abstract = AbstractFactory(call=call)
    choose(client, abstract, "accept")

    client.post(reverse("desk-take-back", args=[event.slug, abstract.number]))

    abstract.refresh_from_db()
    assert (abstract.state, abstract.decided_at) == (State.SUBMITTED, None)


def test_conveners_decide_only_where_the_call_lets_them_and_only_in_their_track(client, call, event):
    track, other = TrackFactory(event=event), TrackFactory(event=event)
    mine, theirs = AbstractFactory(call=call, tracks=[track]), AbstractFactory(call=call, tracks=[other])
    client.force_login(TeamMemberFactory(event=event, track=track, duty="convener").user)

    not_yet = choose(client, mine, "accept")
    settings_of(call, conveners_decide=True, conveners_see_other_tracks=True)
    elsewhere = choose(client, theirs, "accept")
    done = choose(client, mine, "accept")

    assert (not_yet.status_code, elsewhere.status_code, done.status_code) == (422, 422, 302)
    assert Abstract.objects.get(pk=theirs.pk).state == State.SUBMITTED
    assert client.get(reverse("desk-release", args=[event.slug])).status_code == 404


def test_of_other_tracks_a_convener_reads_the_text_but_no_review_score_or_verdict(client, call, event):
    track, other = TrackFactory(event=event), TrackFactory(event=event)
    theirs = AbstractFactory(call=call, tracks=[other])
    review(theirs, 4, committee_comment="pangolin")
    decide(event, {theirs.pk: None}, Decision(State.REJECTED, comment="axolotl"), by=None)
    settings_of(call, conveners_see_other_tracks=True, conveners_decide=True)
    client.force_login(TeamMemberFactory(event=event, track=track, duty="convener").user)

    page = client.get(desk(event, f"?state=all&abstract={theirs.number}"))

    text = page.content.decode()
    assert theirs.text in text
    assert "pangolin" not in text
    assert "axolotl" not in text
    assert "Rejected</span>" not in text
    assert numbers(client.get(desk(event, "?state=rejected"))) == []
    assert numbers(client.get(desk(event, "?state=all&low=1"))) == []
    assert client.get(reverse("desk-abstract", args=[event.slug, theirs.number])).status_code == 404


def test_who_has_a_conflict_of_interest_does_not_meet_the_abstract_at_the_desk(client, call, event):
    chair = UserFactory(is_admin=True)
    own = AbstractFactory(call=call, submitter=chair, title="Mine alone")
    client.force_login(chair)

    assert numbers(client.get(desk(event, "?state=all"))) == []
    assert client.get(desk(event, f"?abstract={own.number}")).status_code == 404
    assert choose(client, own, "accept").status_code == 404


def test_double_blind_authors_are_shown_and_searched_only_after_one_asked(client, call, event, chair):
    settings_of(call, blinding="double")
    abstract = AbstractFactory(call=call)
    AuthorFactory(abstract=abstract, name="Nadja Narwhal", email="n@narwhal.example")

    plain = client.get(desk(event)).content.decode()
    asked = client.get(desk(event, "?authors=1")).content.decode()

    assert "Nadja" not in plain
    assert "Nadja" in asked
    assert numbers(client.get(desk(event, "?q=Narwhal"))) == []
    assert numbers(client.get(desk(event, "?q=Narwhal&authors=1"))) == [abstract.number]


@pytest.mark.parametrize(("state", "is_known"), [(State.ACCEPTED, True), (State.REJECTED, False)])
def test_who_was_accepted_is_known_once_that_is_released_and_others_only_after_one_asked(
    client, call, event, chair, state, is_known
):
    settings_of(call, blinding="double")
    abstract = AbstractFactory(call=call)
    AuthorFactory(abstract=abstract, name="Nadja Narwhal")
    decide(event, {abstract.pk: None}, Decision(state), by=chair)
    before = numbers(client.get(desk(event, "?state=all&q=Narwhal")))

    release(event, [abstract.pk], by=chair)
    plain = client.get(desk(event, "?state=all")).content.decode()
    found = numbers(client.get(desk(event, "?state=all&q=Narwhal")))
    asked = client.get(desk(event, "?state=all&authors=1")).content.decode()

    assert before == []
    assert ("Nadja" in plain, found == [abstract.number], "Nadja" in asked) == (is_known, is_known, True)


def test_conveners_of_a_blind_call_never_learn_authors_by_page_or_search(client, call, event):
    settings_of(call, blinding="double", conveners_decide=True)
    track = TrackFactory(event=event)
    abstract = AbstractFactory(call=call, tracks=[track], note="narwhal", code="narwhal-1")
    AuthorFactory(abstract=abstract, name="Nadja Narwhal")
    Field.objects.create(call=call, title="Grant", reviewers_see=False)
    client.force_login(TeamMemberFactory(event=event, track=track, duty="convener").user)

    pages = [
        client.get(desk(event, "?authors=1")),
        client.get(table(event, "?authors=1")),
        client.get(reverse("desk-abstract", args=[event.slug, abstract.number]) + "?authors=1"),
        client.get(reverse("desk-others", args=[event.slug]) + "?q=narwhal"),
    ]

    assert [page.status_code for page in pages] == [200, 200, 200, 200]
    assert [b"arwhal" in page.content for page in pages] == [False] * 4
    assert numbers(client.get(desk(event, "?authors=1&q=narwhal"))) == []


def test_reviews_show_ratings_proposal_and_who_disagrees(client, call, event, chair):
    settings_of(call, scale_from=0, scale_to=5)
    question = QuestionFactory(call=call, title="Rigour")
    abstract = AbstractFactory(call=call)
    for score, action in ((5, Review.Action.ACCEPT), (1, Review.Action.REJECT)):
        one = review(abstract, score, action=action)
        one.ratings.create(question=question, value=score)

    context = client.get(desk(event)).context

    opinions = context["sheet"].opinions
    assert [one.answers[0].words for one in opinions] == ["5 of 5", "1 of 5"]
    assert [sum(one.answers[0].dots) for one in opinions] == [5, 1]
    assert (context["row"].score.mean, context["row"].score.spread, context["row"].disagree) == (3, 2, True)


def test_the_desk_asks_as_often_for_three_abstracts_as_for_one(client, call, event, chair):
    def fill():
        abstract = AbstractFactory(call=call)
        AuthorFactory(abstract=abstract)
        review(abstract, 3)

    fill()
    paths = [desk(event), table(event), reverse("desk-release", args=[event.slug])]
    one = [_count(client, path) for path in paths]
    fill()
    fill()
    cold = _asked(client, paths[0])

    assert [_count(client, path) for path in paths] == one
    assert cold <= 15


def _count(client, path):
    """Once what is kept while no review changes is there."""
    client.get(path)
    return _asked(client, path)


def _asked(client, path):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_views_are_saved_opened_renamed_and_removed_by_their_owner_alone(client, call, event, chair):
    address = reverse("desk-views", args=[event.slug])

    saved = client.post(address, {"act": "save", "name": "Mine", "query": "order=score&abstract=3&page=2"})
    view = SavedView.objects.get()
    client.post(address, {"act": "rename", "name": "Best", "view": view.pk})
    named = SavedView.objects.get().name
    client.force_login(UserFactory(is_admin=True))
    stranger = client.post(address, {"act": "remove", "view": view.pk})
    client.force_login(chair)
    client.post(address, {"act": "remove", "view": view.pk})

    assert saved.url == desk(event, "?order=score")
    assert (view.query, named, stranger.status_code) == ("order=score", "Best", 404)
    assert SavedView.objects.count() == 0


def test_organisers_fill_in_their_own_fields(client, call, event, chair):
    field = Field.objects.create(call=call, kind="yes_no", title="Invited?", visibility="managers")
    abstract = AbstractFactory(call=call)
    page = reverse("desk-abstract", args=[event.slug, abstract.number])

    client.post(page, {f"field-{field.pk}": "1", "revision": abstract.revision})
    stale = client.post(page, {f"field-{field.pk}": "0", "revision": abstract.revision})

    abstract.refresh_from_db()
    assert (abstract.answers, stale.status_code) == ({str(field.pk): True}, 409)


def test_an_edit_after_the_release_is_shown_and_taken_over_when_somebody_says_so(client, call, event, chair):
    abstract = AbstractFactory(call=call)
    decide(event, {abstract.pk: None}, Decision(State.ACCEPTED), by=chair)
    release(event, [abstract.pk], by=chair)
    Abstract.objects.filter(pk=abstract.pk).update(title="A better title")

    page = client.get(desk(event, f"?state=all&abstract={abstract.number}"))
    client.post(reverse("desk-take-over", args=[event.slug, abstract.number]))

    assert page.context["sheet"].differs
    assert event.contributions.get().title == "A better title"


@pytest.fixture
def edited(call, event, chair):
    """Accepted, released and then renamed."""
    abstract = AbstractFactory(call=call)
    decide(event, {abstract.pk: None}, Decision(State.ACCEPTED), by=chair)
    release(event, [abstract.pk], by=chair)
    Abstract.objects.filter(pk=abstract.pk).update(title="A better title")
    abstract.refresh_from_db()
    return abstract


def differs(client, abstract):
    address = desk(abstract.event, f"?state=all&abstract={abstract.number}")
    return client.get(address).context["sheet"].differs


def leave(client, abstract, query="", **data):
    return client.post(reverse("desk-leave", args=[abstract.event.slug, abstract.number]) + query, data)


def test_an_edit_that_was_left_is_not_shown_until_the_next_one(client, edited):
    leave(client, edited, revision=edited.revision)
    left = differs(client, edited)
    Abstract.objects.filter(pk=edited.pk).update(title="The best title")
    anew = differs(client, edited)
    Abstract.objects.filter(pk=edited.pk).update(title="A better title", text="Another text")

    assert (left, anew, differs(client, edited)) == (False, True, True)
    assert edited.event.contributions.get().title != "A better title"


def test_an_edit_that_was_left_is_named_and_shown_again(client, edited):
    page = reverse("desk-abstract", args=[edited.event.slug, edited.number])

    leave(client, edited, revision=edited.revision)
    named = client.get(page).context["left"]
    leave(client, edited, query="?back=1")

    assert named == ["title"]
    assert (client.get(page).context["left"], differs(client, edited)) == ([], True)


def test_an_edit_nobody_saw_is_not_left(client, edited):
    Abstract.objects.filter(pk=edited.pk).update(title="The best title", revision=edited.revision + 1)

    leave(client, edited, revision=edited.revision)

    assert differs(client, edited)


def test_organisers_withdraw_and_bring_back(client, call, event, chair):
    abstract = AbstractFactory(call=call)

    client.post(reverse("desk-withdraw", args=[event.slug, abstract.number]))
    withdrawn = Abstract.objects.get().state
    client.post(reverse("desk-take-back", args=[event.slug, abstract.number]))

    assert (withdrawn, Abstract.objects.get().state) == (State.WITHDRAWN, State.SUBMITTED)
