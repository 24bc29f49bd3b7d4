"""A proposal is asked for as a job, kept, compared, taken in whole or in part, or discarded."""

import json
from datetime import time

import pytest
from django.core.management import call_command
from django.urls import reverse

from access.models import Grant
from access.operations import grant
from jobs.models import Job
from jobs.operations import run_job
from tests.clock import at
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory, SessionFactory
from tests.factories.timetable import SlotFactory
from timetable.models import Slot, Version
from timetable.operations import edit_slot
from timetable.operations.proposing import accept_proposal, discard_proposal, find_timetable, keep_proposal
from timetable.operations.undoing import undo
from timetable.refusals import ProposalSettled
from timetable.solver.wishes import ALL, Wishes

pytestmark = pytest.mark.django_db

QUICK = Wishes(seconds=2, opens=time(9), closes=time(12))


@pytest.fixture
def event(organiser):
    made = EventFactory(starts_at=at("08:00"), ends_at=at("17:00"), time_zone="UTC")
    EventRoomFactory(event=made, name="Aula")
    grant(made.access, to=organiser, permission=Grant.MANAGE)
    return made


@pytest.fixture
def member(client, organiser):
    client.force_login(organiser)
    return client


def proposed(event, *, by, wishes=QUICK):
    facts, found = find_timetable(event, wishes, workers=1)
    return keep_proposal(event, facts, found, wishes, by=by)


def starts(event):
    slots = Slot.objects.filter(event=event, contribution__isnull=False).order_by("starts_at")
    return [f"{slot.starts_at:%H:%M}" for slot in slots]


def test_a_proposal_changes_nothing_until_it_is_taken(event, organiser):
    ContributionFactory(event=event, minutes=30)

    version = proposed(event, by=organiser)

    assert (starts(event), version.report["placed"], version.report["hard_conflicts"]) == ([], 1, 0)


def test_what_is_taken_is_one_step_that_can_be_undone(event, organiser):
    ContributionFactory(event=event, minutes=30)
    ContributionFactory(event=event, minutes=30)
    version = proposed(event, by=organiser)

    accept_proposal(version, by=organiser)
    taken = starts(event)
    undo(event, by=organiser)

    assert (taken, starts(event)) == (["09:00", "09:30"], [])


def test_some_of_it_can_be_taken_and_the_rest_stays_to_take(event, organiser):
    ContributionFactory(event=event, minutes=30)
    ContributionFactory(event=event, minutes=30)
    version = proposed(event, by=organiser)
    first, second = sorted(version.report["changed"], reverse=True)

    accept_proposal(version, by=organiser, keys=[first])
    accept_proposal(Version.objects.get(pk=version.pk), by=organiser, keys=[second])

    assert starts(event) == ["09:00", "09:30"]
    assert not Version.objects.proposals().exists()


def test_a_block_comes_with_the_talks_of_its_session(event, organiser):
    session = SessionFactory(event=event)
    ContributionFactory(event=event, session=session, minutes=30)
    ContributionFactory(event=event, session=session, minutes=30)
    version = proposed(event, by=organiser)
    inner = next(values["key"] for values in version.entries if values["contribution"])

    accept_proposal(version, by=organiser, keys=[inner])

    assert [slot.session for slot in Slot.objects.filter(event=event).top_level()] == [session]
    assert starts(event) == ["09:00", "09:30"]


def test_what_somebody_moved_since_stays_where_they_put_it(event, organiser):
    slot = SlotFactory(event=event, starts_at=at("16:00"))
    version = proposed(event, by=organiser, wishes=Wishes(include=ALL, seconds=2, keep_weight=0))
    edit_slot(slot, starts_at=at("14:00"), by=None)

    with pytest.raises(ProposalSettled, match="Nothing of this proposal is left"):
        accept_proposal(version, by=organiser)

    assert starts(event) == ["14:00"]


def test_a_discarded_proposal_is_not_taken_any_more(event, organiser):
    ContributionFactory(event=event)
    version = proposed(event, by=organiser)
    discard_proposal(version, by=organiser)

    with pytest.raises(ProposalSettled):
        accept_proposal(version, by=organiser)


def test_the_page_starts_a_job_whose_result_is_the_proposal(member, event):
    ContributionFactory(event=event, minutes=30)
    page = reverse("timetable-proposals", args=[event.pk])
    wanted = {
        "include": "unscheduled", "opens": "09:00", "closes": "12:00", "step_minutes": 5, "gap_minutes": 0,
        "block_minutes": 120, "keep_weight": 2, "seconds": 10,
    }  # fmt: skip

    answer = member.post(page, wanted)
    job = Job.objects.get()
    run_job(job.key)
    job.refresh_from_db()

    assert answer.url == reverse("job", args=[job.key])
    assert (job.state, job.result["url"]) == ("done", f"{page}{Version.objects.get().pk}/")


def test_the_job_of_somebody_who_lost_the_event_proposes_nothing(event, organiser):
    job = Job.objects.create(
        kind="timetable.proposal", title="x", owner=organiser, language="en",
        arguments={"event": event.pk, "wishes": QUICK.as_json()},
    )  # fmt: skip
    event.access.grants.all().delete()

    run_job(job.key)
    job.refresh_from_db()

    assert (job.state, Version.objects.count()) == ("failed", 0)


def test_the_page_compares_and_takes(member, event, organiser):
    talk = ContributionFactory(event=event, minutes=30, title="On knots")
    version = proposed(event, by=organiser)
    page = reverse("timetable-proposal", args=[event.pk, version.pk])

    shown = member.get(page).content.decode()
    answer = member.post(page, {"act": "accept"})

    assert "On knots" in shown
    assert answer.url == reverse("manage-timetable", args=[event.pk])
    assert Slot.objects.get(contribution=talk).starts_at == at("09:00")


def test_the_button_says_what_is_missing_where_the_search_is_not_installed(member, event, monkeypatch):
    monkeypatch.setattr("timetable.views.proposals.is_installed", lambda: False)

    answer = member.get(reverse("timetable-proposals", args=[event.pk])).content.decode()

    assert "make solver" in answer
    assert "disabled" in answer


def test_the_command_prints_what_it_found_as_json(event, capsys):
    ContributionFactory(event=event, minutes=30)
    ContributionFactory(event=event, minutes=30, needs=["piano"], title="Sonata")

    call_command("propose_timetable", event.slug, "--seconds", "2", "--workers", "1")
    said = json.loads(capsys.readouterr().out)

    assert (said["placed"], said["hard_conflicts"], said["soft_score"]) == (1, 0, 0)
    assert [(one["title"], one["reason"]) for one in said["unplaced"]] == [("Sonata", "No room has piano.")]
