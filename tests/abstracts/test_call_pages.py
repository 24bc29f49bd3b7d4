"""Organisers' pages of calls and of the committee."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from abstracts.duties import ABSTRACTS
from abstracts.models import Call, Field
from access.models import Grant
from access.operations import grant
from events.models import Event
from events.words import ACTS, FIELDS
from tests.factories.abstracts import AbstractFactory, CallFactory, QuestionFactory
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory
from tests.factories.programme import ContributionTypeFactory, TrackFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(time_zone="Europe/Zurich", title="Harbour days")


@pytest.fixture
def chair(event):
    """Runs the abstracts of the event, and nothing else."""
    user = UserFactory()
    grant(event.access, to=user, permission=ABSTRACTS)
    return user


@pytest.fixture
def as_chair(client, chair):
    client.force_login(chair)
    return client


@pytest.fixture
def as_manager(client, event):
    user = UserFactory()
    grant(event.access, to=user, permission=Grant.MANAGE)
    client.force_login(user)
    return client


def page(call, name="manage-call"):
    return reverse(name, args=[call.event_id, call.pk])


def test_an_event_without_a_call_offers_to_open_one(as_manager, event):
    page = as_manager.get(reverse("manage-calls", args=[event.pk])).content.decode()

    assert "Open a call for abstracts" in page


def test_a_chair_sets_up_a_call_in_the_time_of_the_event(as_chair, event):
    here = reverse("manage-calls", args=[event.pk])

    answer = as_chair.post(
        here,
        {
            "act": "add",
            "name": "Talks",
            "opens_at_0": "2027-07-01",
            "opens_at_1": "09:00",
            "closes_at_0": "2027-08-01",
            "closes_at_1": "23:59",
        },
    )

    call = Call.objects.get()
    assert answer.url == page(call)
    assert call.opens_at.isoformat() == "2027-07-01T07:00:00+00:00"
    assert call.questions.count() == 2


def test_a_call_that_closes_before_it_opens_says_so_beside_the_closing(as_chair, event):
    here = reverse("manage-calls", args=[event.pk])
    times = {
        "opens_at_0": "2027-08-01",
        "opens_at_1": "09:00",
        "closes_at_0": "2027-07-01",
        "closes_at_1": "09:00",
    }

    answer = as_chair.post(here, {"act": "add", "name": "Talks", **times})

    assert list(answer.context["form"].errors) == ["closes_at"]
    assert not Call.objects.exists()


@pytest.mark.parametrize("is_draft", [True, False])
def test_an_open_call_of_a_draft_says_that_nobody_sees_it(as_chair, event, is_draft):
    call = CallFactory(event=event)
    Event.objects.filter(pk=event.pk).update(is_draft=is_draft)

    answer = as_chair.get(page(call))

    assert ("Nobody but organisers sees it: the event is a draft." in answer.content.decode()) == is_draft


def test_a_chair_sees_the_pages_of_abstracts_and_no_others(as_chair, event):
    answer = as_chair.get(reverse("manage-calls", args=[event.pk]))

    assert [group.title for group in answer.context["side"]] == ["Abstracts"]
    assert as_chair.get(reverse("event-settings", args=[event.pk])).status_code == 404


def test_the_list_asks_as_often_for_three_calls_as_for_one(as_chair, event, django_assert_max_num_queries):
    here = reverse("manage-calls", args=[event.pk])
    call = CallFactory(event=event)
    AbstractFactory(call=call)
    as_chair.get(here)
    with django_assert_max_num_queries(40) as one:
        as_chair.get(here)
    for more in CallFactory.create_batch(2, event=event):
        AbstractFactory.create_batch(2, call=more)

    with django_assert_max_num_queries(40) as three:
        as_chair.get(here)

    assert len(three) == len(one)


SECTIONS = {
    "times": {"name": "Posters", "grace": "60"},
    "texts": {"announcement": "Tell us.", "instructions": "Be *short*.", "contact_email": "a@b.example"},
    "asked": {
        "track_choice": "several",
        "tracks_required": "on",
        "topics": "Ropes\nKnots",
        "most_words": "300",
    },
    "people": {"speakers": "required", "editors": "submitter_all", "authors_confirm": "on"},
    "files": {
        "most_files": "2",
        "file_types": ".PDF, png",
        "most_megabytes": "5",
        "licences": "CC BY 4.0\nCC0",
        "consent": "I agree.",
    },
}


def test_each_section_saves_what_it_shows_and_nothing_else(as_chair, event):
    call = CallFactory(event=event, opens_at=None, closes_at=None)
    track, kind = TrackFactory(event=event), ContributionTypeFactory(event=event)
    chosen = {"tracks": [track.pk], "types": [kind.pk]}

    for part, values in SECTIONS.items():
        extra = chosen if part == "asked" else {}
        answer = as_chair.post(f"{page(call)}?part={part}", values | extra)
        assert answer.status_code == 302, answer.context["form"].errors

    call.refresh_from_db()
    assert (call.name, call.grace) == ("Posters", timedelta(hours=1))
    assert (call.announcement, call.contact_email) == ("Tell us.", "a@b.example")
    assert (call.topics, call.most_words) == (["Ropes", "Knots"], 300)
    assert (list(call.tracks.all()), list(call.types.all())) == ([track], [kind])
    assert (call.editors, call.authors_confirm, call.guests_may_submit) == ("submitter_all", True, False)
    assert (call.file_types, call.licences) == (["pdf", "png"], ["CC BY 4.0", "CC0"])


@pytest.mark.parametrize("part", SECTIONS)
def test_what_a_section_shows_can_be_saved_as_it_is(as_chair, event, part):
    """Opening a page and saving it changes nothing, whatever the call holds."""
    call = CallFactory(
        event=event, grace=timedelta(minutes=7), topics=["Ropes, long"], licences=["CC BY, 4.0"]
    )
    before = Call.objects.values().get()
    form = as_chair.get(f"{page(call)}?part={part}").context["form"]
    typed = {}
    for field in form:
        value = field.value()
        if hasattr(field.field.widget, "widgets"):
            parts = field.field.widget.decompress(value)
            shown = [
                widget.format_value(each)
                for widget, each in zip(field.field.widget.widgets, parts, strict=True)
            ]
            typed |= {f"{field.name}_{place}": text or "" for place, text in enumerate(shown)}
        elif value is not None and value is not False:
            typed[field.name] = [row.pk for row in value] if hasattr(value, "model") else value

    answer = as_chair.post(f"{page(call)}?part={part}", typed)

    assert answer.status_code == 302, answer.context["form"].errors
    after = Call.objects.values().get()
    moments = {"opens_at", "closes_at"}
    assert {name: value for name, value in after.items() if name not in moments} == {
        name: value for name, value in before.items() if name not in moments
    }


def test_a_section_that_does_not_exist_is_404(as_chair, event):
    call = CallFactory(event=event)

    assert as_chair.get(f"{page(call)}?part=nonsense").status_code == 404


def test_closing_at_once_can_be_undone(as_chair, event):
    call = CallFactory(event=event, grace=timedelta(hours=2))
    before = (call.opens_at, call.closes_at, call.grace)
    act = page(call, "manage-call-act")

    as_chair.post(act, {"act": "close"})
    call.refresh_from_db()
    closed = call.is_open()
    toast = next(iter(as_chair.get(page(call)).context["messages"]))
    as_chair.post(toast.extra_tags)

    call.refresh_from_db()
    assert closed is False
    assert (call.opens_at, call.closes_at, call.grace) == before


def test_times_that_nobody_signed_are_not_put_back(as_chair, event):
    call = CallFactory(event=event)

    as_chair.post(f"{page(call, 'manage-call-act')}?undo=nonsense")

    call.refresh_from_db()
    assert call.is_open()


def test_a_call_with_abstracts_is_not_removed_and_an_empty_one_is(as_chair, event):
    empty, full = CallFactory(event=event), CallFactory(event=event)
    AbstractFactory(call=full)

    for call in (empty, full):
        as_chair.post(page(call, "manage-call-act"), {"act": "remove"})

    assert list(event.calls.all()) == [full]


def test_fields_are_added_changed_ordered_and_removed(as_chair, event):
    call = CallFactory(event=event)
    here = page(call, "manage-call-fields")
    common = {"act": "save", "visibility": "submitters", "kind": "text"}

    as_chair.post(here, {**common, "title": "Stage", "kind": "choice", "options": "large\nsmall"})
    as_chair.post(here, {**common, "title": "Needs"})
    stage, needs = call.fields.all()
    as_chair.post(here, {"up": needs.pk})
    as_chair.post(
        f"{here}?field={stage.pk}", {**common, "title": "Hall", "kind": "choice", "options": "large"}
    )
    as_chair.post(here, {"remove": needs.pk})

    assert list(call.fields.values_list("title", "options")) == [("Hall", ["large"])]


def test_what_belongs_to_another_kind_is_left_out(as_chair, event):
    call = CallFactory(event=event)
    values = {"act": "save", "title": "Years", "kind": "number", "visibility": "public", "lowest": "0"}

    as_chair.post(page(call, "manage-call-fields"), {**values, "options": "a", "most_words": "3"})

    field = call.fields.get()
    assert (field.lowest, field.options, field.most_words) == (0, [], None)


def test_a_field_of_another_call_is_not_there(as_chair, event):
    call = CallFactory(event=event)
    foreign = Field.objects.create(call=CallFactory(), title="Secret")

    answer = as_chair.get(f"{page(call, 'manage-call-fields')}?field={foreign.pk}")

    assert answer.status_code == 404


def test_questions_are_added_changed_ordered_and_removed(as_chair, event):
    call = CallFactory(event=event)
    here = page(call, "manage-call-questions")
    common = {"act": "save", "kind": "rating", "counts": "on", "is_required": "on"}

    as_chair.post(here, {**common, "title": "Good?", "weight": "1"})
    as_chair.post(here, {**common, "title": "New?", "weight": "2.5"})
    good, new = call.questions.all()
    as_chair.post(here, {"up": new.pk})
    as_chair.post(f"{here}?question={new.pk}", {**common, "title": "New to us?", "weight": "3"})
    as_chair.post(here, {"remove": good.pk})

    assert [(one.title, float(one.weight)) for one in call.questions.all()] == [("New to us?", 3)]


REVIEWING = {
    "blinding": "double",
    "assignment": "individual",
    "reviews_wanted": "4",
    "remind_days": "2, 7",
    "others": "after_own",
    "release": "together",
    "scale_from": "1",
    "scale_to": "10",
    "due_at_0": "2027-03-01",
    "due_at_1": "12:00",
}


def test_reviewing_is_settled_on_one_page(as_chair, event):
    call = CallFactory(event=event)

    answer = as_chair.post(page(call, "manage-call-reviewing"), REVIEWING)

    call.reviewing.refresh_from_db()
    assert answer.status_code == 302, answer.context["form"].errors
    assert (call.reviewing.blinding, call.reviewing.remind_days) == ("double", [7, 2])
    assert (call.reviewing.scale_from, call.reviewing.scale_to) == (1, 10)
    assert call.reviewing.due_at.isoformat() == "2027-03-01T11:00:00+00:00"


def test_quotas_are_read_as_they_were_saved(as_chair, event):
    call = CallFactory(event=event)
    track = TrackFactory(event=event)

    as_chair.post(page(call, "manage-call-quotas"), {"wanted-0-0": "40", f"wanted-{track.pk}-0": "12"})

    form = as_chair.get(page(call, "manage-call-quotas")).context["form"]
    assert [form[name].value() for name in ("wanted-0-0", f"wanted-{track.pk}-0")] == [40, 12]


def test_somebody_may_submit_late_and_no_longer(as_chair, event):
    call = CallFactory(event=event)
    here = page(call, "manage-call-late")

    as_chair.post(here, {"act": "add", "email": "Late@lab.example"})
    late = call.late_submitters.get()
    as_chair.post(here, {"remove": late.pk})

    assert (late.email, call.late_submitters.count()) == ("late@lab.example", 0)


def test_pages_of_a_call_are_for_its_event_only(as_chair, event):
    foreign, question = CallFactory(), QuestionFactory()

    answers = [
        as_chair.get(reverse(name, args=[event.pk, call.pk])).status_code
        for name in ("manage-call", "manage-call-fields", "manage-call-questions", "manage-call-late")
        for call in (foreign, question.call)
    ]

    assert set(answers) == {404}


def test_a_call_that_closes_tomorrow_says_until_when_with_the_grace(as_chair, event):
    now = timezone.now()
    call = CallFactory(event=event, closes_at=now + timedelta(hours=10), grace=timedelta(hours=1))

    page_of_it = as_chair.get(page(call)).content.decode()

    assert "With the grace, abstracts are taken until" in page_of_it


def test_an_announced_call_has_a_tab_at_once_and_one_never_opened_has_none(client):
    conference = EventFactory(kind="conference")
    page = reverse("timetable", args=[conference.slug])
    call = CallFactory(event=conference, opens_at=None, closes_at=None)
    before = client.get(page).content.decode()

    Call.objects.filter(pk=call.pk).update(opens_at=timezone.now() + timedelta(days=3))
    after = client.get(page).content.decode()

    assert ("Call for abstracts" in before, "Call for abstracts" in after) == (False, True)


def test_every_act_and_every_field_in_the_log_has_words(as_chair, event):
    """What organisers do here is read in the log of the event."""
    call, track = CallFactory(event=event), TrackFactory(event=event)
    kind = ContributionTypeFactory(event=event)
    for part, values in SECTIONS.items():
        extra = {"tracks": [track.pk], "types": [kind.pk]} if part == "asked" else {}
        as_chair.post(f"{page(call)}?part={part}", values | extra)
    as_chair.post(page(call, "manage-call-reviewing"), REVIEWING)
    as_chair.post(page(call, "manage-call-quotas"), {"wanted-0-0": "40"})
    as_chair.post(page(call, "manage-call-late"), {"act": "add", "email": "late@lab.example"})
    field = {"act": "save", "visibility": "public", "kind": "number", "lowest": "1"}
    as_chair.post(page(call, "manage-call-fields"), {**field, "title": "Years"})
    as_chair.post(
        f"{page(call, 'manage-call-fields')}?field={call.fields.get().pk}",
        {**field, "title": "Age", "highest": "9", "is_required": "on", "help": "In years."},
    )
    as_chair.post(
        reverse("abstract-teams", args=[event.pk]), {"act": "add", "role": "chair", "duty": "reviewer"}
    )
    as_chair.post(page(call, "manage-call-act"), {"act": "close"})

    entries = event.logbook.entries.all()

    verbs = {entry.verb for entry in entries}
    named = {name for entry in entries for name in entry.changes}
    assert len(verbs) >= 7
    assert sorted(verbs - set(ACTS)) == []
    assert sorted(named - set(FIELDS)) == []
