"""What drafts, versions, letters and files of a timetable must not tell, and what they must not choke on."""

from datetime import timedelta
from time import process_time

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from access.models import AccessList, Grant
from access.operations import grant
from jobs.models import Job
from jobs.operations import run_job
from kit.formula_pictures import draw_formulas
from kit.markdown import render_markdown
from notices.models import Notice
from programme.duties import COORDINATE
from programme.operations import edit_contribution, protect
from tests.clock import at
from tests.factories.accounts import UserFactory
from tests.factories.events import EventFactory, EventRoomFactory
from tests.factories.programme import ContributionFactory, SessionFactory
from tests.factories.timetable import BlockFactory, SlotFactory, StarFactory
from timetable.models import AcceptedConflict, Slot, Version
from timetable.operations import edit_slot
from timetable.operations.proposing import find_timetable
from timetable.operations.publishing import publish, work_in_drafts
from timetable.operations.settings import edit_settings
from timetable.printing import keeping
from timetable.refusals import TooManyDays
from timetable.solver.wishes import Wishes

pytestmark = pytest.mark.django_db

SECRET = "CANARY"


@pytest.fixture
def organiser():
    return UserFactory()


@pytest.fixture
def event(organiser):
    made = EventFactory(starts_at=at("08:00"), ends_at=at("18:00"), time_zone="UTC", is_draft=False)
    grant(made.access, to=organiser, permission=Grant.MANAGE)
    return made


def closed_talk(event, **values):
    talk = ContributionFactory(event=event, title=f"{SECRET} merger", **values)
    protect(talk, mode=AccessList.Mode.RESTRICTED, by=None)
    talk.refresh_from_db()
    return talk


@pytest.mark.case("S23")
def test_an_act_that_can_not_be_undone_names_nothing_hidden_to_a_coordinator(client, event, organiser):
    session = SessionFactory(event=event)
    block = BlockFactory(
        event=event, session=session, starts_at=at("09:00"), room=EventRoomFactory(event=event)
    )
    secret = closed_talk(event, session=session)
    inside = SlotFactory(event=event, contribution=secret, parent=block, starts_at=at("09:00"), minutes=10)
    protect(session, mode=AccessList.Mode.INHERITING, by=None)
    coordinator = UserFactory()
    grant(session.access, to=coordinator, permission=COORDINATE)
    edit_settings(event, by=None, coordinators_edit_blocks=True)
    edit_slot(block, starts_at=at("11:00"), by=coordinator)
    edit_slot(Slot.objects.get(pk=inside.pk), minutes=15, by=organiser)
    client.force_login(coordinator)

    answer = client.post(
        reverse("session-timetable", args=[event.pk, session.number]) + "?act=undo", follow=True
    )

    assert "Undo" in answer.content.decode()
    assert SECRET not in answer.content.decode()


@pytest.mark.case("S8")
def test_a_letter_does_not_tell_what_a_talk_was_called_while_it_was_closed(event):
    """Who starred it after it was opened learns that it moves, not what it was called before."""
    talk = closed_talk(event)
    slot = SlotFactory(event=event, contribution=talk, starts_at=at("10:00"))
    work_in_drafts(event, by=None)
    protect(talk, mode=AccessList.Mode.PUBLIC, by=None)
    edit_contribution(talk, by=None, title="Quarterly news")
    StarFactory(contribution=talk, user=UserFactory())
    edit_slot(Slot.objects.get(pk=slot.pk), starts_at=at("15:00"), by=None)

    publish(event, by=None)

    mail = Notice.objects.get()
    assert "Quarterly news" in mail.body
    assert SECRET not in mail.subject + mail.body + str(mail.calendar)


@pytest.mark.case("S9")
@pytest.mark.django_db(transaction=True)
def test_a_printed_programme_goes_with_the_right_to_any_talk_in_it(client):
    pytest.importorskip("weasyprint", reason="the system lacks Pango", exc_type=OSError)
    organiser = UserFactory()
    event = EventFactory(starts_at=at("08:00"), ends_at=at("18:00"), time_zone="UTC", is_draft=False)
    grant(event.access, to=organiser, permission=Grant.MANAGE)
    SlotFactory(event=event, contribution=closed_talk(event), starts_at=at("10:00"))
    client.force_login(organiser)
    options = {"layout": "list", "paper": "A4", "holds": ["talks"]}
    client.post(reverse("programme-print", args=[event.pk]), options)
    key = Job.objects.get().key
    run_job(key)
    assert client.get(reverse("job-file", args=[key])).status_code == 200

    Grant.objects.filter(access_list=event.access).delete()

    assert client.get(event.get_absolute_url()).status_code == 200
    assert client.get(reverse("job-file", args=[key])).status_code == 404


@pytest.mark.case("S32")
@pytest.mark.parametrize("key", ["--5", "-", "5" * 5000, "-" + "5" * 5000, "\N{ARABIC-INDIC DIGIT THREE}"])
def test_a_strange_entry_of_a_proposal_is_none(client, event, organiser, key):
    report = {"placed": 0, "unplaced": [], "hard_conflicts": 0, "changed": [], "base": {}}
    score = dict.fromkeys(("popular", "parallel", "rooms", "spread", "moved"), 0)
    proposal = Version.objects.create(
        event=event, kind=Version.Kind.PROPOSAL, report=report | {"before": score, "score": score}
    )
    client.force_login(organiser)

    answer = client.post(
        reverse("timetable-proposal", args=[event.pk, proposal.pk]), {"act": "some", "entry": key}
    )

    assert answer.status_code == 409


@pytest.mark.case("S37")
@pytest.mark.parametrize("begins", ["\\frac{1}{", "\\sqrt{", "x^{", "{", "\\mathbf{", "\\binom{1}{"])
def test_a_formula_in_a_formula_in_a_formula_is_not_drawn_for_hours(begins):
    """Each level takes twice as long: twelve fractions were a minute of a web worker, for everybody who asks."""
    pytest.importorskip("ziamath")
    nested = "$" + begins * 40 + "x" + "}" * 40 + "$"

    begun = process_time()
    shown = draw_formulas(render_markdown(nested))

    assert process_time() - begun < 5
    assert "data:image" not in shown
    assert "data:image/svg+xml" in draw_formulas(
        render_markdown(r"$\frac{1}{\sqrt{2\pi}} \int_0^1 e^{-\frac{x^2}{2}} dx$")
    )


@pytest.mark.case("R23")
def test_a_long_session_is_not_printed_while_somebody_waits(client, event, monkeypatch):
    monkeypatch.setattr(keeping, "MOST_SECONDS", 0.04)
    session = SessionFactory(event=event, description="words " * 300)
    BlockFactory(event=event, session=session)
    whole = reverse("event-print", args=[event.slug])

    for file in ("programme.pdf", f"sessions/{session.number}.pdf"):
        answer = client.get(event.get_absolute_url() + file)
        assert (answer.status_code, answer.get("Location")) == (302, whole)


def test_who_prints_their_stars_again_and_again_keeps_nobody_from_the_programme(client, event):
    pytest.importorskip("weasyprint", reason="the system lacks Pango", exc_type=OSError)
    cache.clear()
    mine = event.get_absolute_url() + "my/schedule.pdf"
    cache.add(f"print.event.{event.slug}", 1, 60)

    meanwhile = client.get(mine).status_code
    cache.clear()
    cache.add(f"print.stars.{event.slug}", 1, 60)

    assert (meanwhile, client.get(mine).status_code) == (200, 503)
    assert client.get(event.get_absolute_url() + "programme.pdf").status_code == 200


@pytest.mark.case("S32")
def test_a_strange_conflict_is_not_there(client, event, organiser):
    client.force_login(organiser)

    answer = client.post(reverse("timetable-conflict-reopen", args=[event.pk]), {"key": "a\x00b"})

    assert (answer.status_code, AcceptedConflict.objects.count()) == (302, 0)


@pytest.mark.case("S55")
def test_a_list_whose_first_cell_is_endless_is_no_table(client, event, organiser):
    client.force_login(organiser)
    file = SimpleUploadedFile("talks.csv", b"x" * 200_000 + b",a,b\n")

    answer = client.post(reverse("import-talks", args=[event.pk]), {"file": file, "act": "look"})

    assert answer.status_code == 422
    assert "has a cell of more than" in answer.content.decode()


def test_no_search_reckons_with_years(event):
    """A set of starts is a number with a bit for each step of the open hours: of centuries it fills the memory."""
    event.ends_at = event.starts_at + timedelta(days=366 * 100)
    event.save()
    ContributionFactory(event=event)

    with pytest.raises(TooManyDays):
        find_timetable(event, Wishes(seconds=1), workers=1)
