"""The management pages of events: create, change, publish, delete, restore, protect, log, rooms, people."""

from datetime import UTC, datetime

import pytest

from access.models import AccessList, Grant
from events.models import Event
from events.operations import edit_event
from tests.clock import at
from tests.events.people import runs, signed_in
from tests.factories.events import (
    CategoryFactory,
    EventFactory,
    EventPersonFactory,
    EventRoomFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(organiser):
    event = EventFactory(title="Workshop", time_zone="Europe/Paris")
    runs(organiser, event)
    return event


@pytest.fixture
def client(organiser):
    return signed_in(organiser)


def typed(place, **values):
    return {
        "kind": "conference",
        "title": "Summer school",
        "starts_0": "2027-06-01",
        "starts_1": "09:00",
        "ends_0": "2027-06-03",
        "ends_1": "17:30",
        "time_zone": "Europe/Paris",
        "venue": "Aula",
        "category": place.pk,
        "mode": "inheriting",
        **values,
    }


def settings_of(event, **values):
    """What the settings form shows, as a browser would send it back."""
    return {
        "kind": event.kind,
        "title": event.title,
        "slug": event.slug,
        "starts_0": "2027-03-15",
        "starts_1": "11:00",
        "ends_0": "2027-03-15",
        "ends_1": "12:00",
        "time_zone": event.time_zone,
        "day_change": "00:00",
        **values,
    }


def test_an_event_is_created_as_a_draft_at_the_times_of_its_zone(client, organiser):
    category = CategoryFactory()
    runs(organiser, category)

    answer = client.post("/manage/e/new/", typed(category))

    event = Event.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/manage/e/{event.pk}/")
    assert (event.slug, event.is_draft, event.venue) == ("summer-school-2027", True, "Aula")
    assert event.starts_at == datetime(2027, 6, 1, 7, 0, tzinfo=UTC)


def test_the_form_begins_with_the_kind_and_the_category_that_were_chosen(client, organiser):
    category = CategoryFactory(time_zone="Asia/Tokyo")
    runs(organiser, category)

    form = client.get(f"/manage/e/new/?category={category.pk}&kind=lecture").context["form"]

    assert (form["kind"].value(), form["category"].value(), form["time_zone"].value()) == (
        "lecture",
        category.pk,
        "Asia/Tokyo",
    )


def test_a_time_that_the_clocks_skip_is_moved_on_and_said(client, organiser):
    category = CategoryFactory()
    runs(organiser, category)

    client.post("/manage/e/new/", typed(category, starts_0="2027-03-28", starts_1="02:30"))
    page = client.get(category.get_absolute_url())

    assert Event.objects.get().starts_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert "02:30 does not exist and became 03:30" in page.content.decode()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"kind": "party"}, "kind"),
        ({"starts_1": "25:00"}, "starts"),
        ({"starts_0": "soon"}, "starts"),
        ({"ends_0": ""}, "ends"),
        ({"ends_0": "2027-05-31"}, "ends"),
        ({"starts_0": "0001-01-01"}, "starts"),
        ({"ends_0": "9999-12-31", "time_zone": "America/New_York"}, "ends"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, "time_zone"),
        ({"mode": "secret"}, "mode"),
        ({"category": "x"}, "category"),
    ],
)
def test_bad_input_is_explained_and_what_was_typed_is_kept(client, organiser, values, field):
    category = CategoryFactory()
    runs(organiser, category)

    answer = client.post("/manage/e/new/", typed(category, venue="Kept venue", **values))

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert b"Kept venue" in answer.content
    assert not Event.objects.exists()


@pytest.mark.case("S3", "S10")
def test_a_category_where_one_may_not_create_is_no_choice(client, organiser):
    mine, foreign = CategoryFactory(), CategoryFactory(title="Foreign")
    runs(organiser, mine)

    answer = client.post("/manage/e/new/", typed(foreign))

    assert list(answer.context["form"].errors) == ["category"]
    assert b"Foreign" not in answer.content
    assert not Event.objects.exists()


def test_settings_are_saved_and_untouched_times_stay_exact(client, event):
    Event.objects.filter(pk=event.pk).update(starts_at=at("10:00:30"))

    answer = client.post(
        f"/manage/e/{event.pk}/settings/", settings_of(event, title="Renamed", keywords="a, b,, a")
    )

    event.refresh_from_db()
    assert answer.status_code == 302
    assert (event.title, event.keywords, event.starts_at) == ("Renamed", ["a", "b"], at("10:00:30"))


def test_an_address_somebody_has_is_refused_with_a_sentence(client, event):
    EventFactory(slug="taken")

    answer = client.post(f"/manage/e/{event.pk}/settings/", settings_of(event, slug="Taken", title="Typed"))

    event.refresh_from_db()
    assert "The address “taken” is taken." in answer.content.decode()
    assert b'value="Typed"' in answer.content
    assert event.title == "Workshop"


@pytest.mark.case("S39")
@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "https://a@b.example"])
def test_links_a_browser_would_run_are_refused(client, event, link):
    answer = client.post(f"/manage/e/{event.pk}/settings/", settings_of(event, website=link))

    assert list(answer.context["form"].errors) == ["website"]


def test_publishing_can_be_undone(client, event):
    client.post(f"/manage/e/{event.pk}/publish/?draft=1")
    event.refresh_from_db()
    withdrawn = event.is_draft
    client.post(f"/manage/e/{event.pk}/publish/")
    event.refresh_from_db()

    assert (withdrawn, event.is_draft) == (True, False)


@pytest.mark.case("S17")
def test_a_deleted_event_is_gone_and_comes_back_by_undo_or_from_its_category(client, organiser, event):
    runs(organiser, event.category)
    client.post(f"/manage/e/{event.pk}/delete/")

    assert client.get(f"/manage/e/{event.pk}/settings/").status_code == 404
    assert "Workshop" in client.get(f"/manage/c/{event.category_id}/").content.decode()
    client.post(f"/manage/e/{event.pk}/restore/")
    assert client.get(f"/manage/e/{event.pk}/settings/").status_code == 200


@pytest.mark.case("S73")
def test_an_event_moves_only_to_where_one_may_create(client, organiser, event):
    foreign, mine = CategoryFactory(), CategoryFactory()
    runs(organiser, mine)

    refused = client.post(f"/manage/e/{event.pk}/move/", {"category": foreign.pk})
    moved = client.post(f"/manage/e/{event.pk}/move/", {"category": mine.pk})

    event.refresh_from_db()
    assert (refused.status_code, moved.status_code, event.category) == (200, 302, mine)


def test_protection_says_what_it_means_and_follows_a_change(client, event):
    here = f"/manage/e/{event.pk}/protection/"
    before = client.get(here).content.decode()
    client.post(here, {"act": "protect", "mode": "restricted"})
    after = client.get(here).content.decode()

    event.refresh_from_db()
    assert "It follows “All events”, which is public: everybody may see it." in before
    assert "Only those named here and those who run it may see it." in after
    assert event.access.mode == AccessList.Mode.RESTRICTED


def test_somebody_is_let_in_by_e_mail_and_taken_out_again(client, event, outsider):
    here = f"/manage/e/{event.pk}/protection/"

    client.post(here, {"act": "give", "to": "otto@example.org", "permission": "view"})
    held = Grant.objects.get(access_list=event.access, permission=Grant.VIEW)
    given_to = held.user
    client.post(here, {"take": held.pk})

    assert given_to == outsider
    assert not Grant.objects.filter(pk=held.pk).exists()


@pytest.mark.parametrize(("to", "permission"), [("nobody", "view"), ("", "view"), ("a@b.ch", "own")])
def test_a_right_for_nobody_or_of_no_kind_is_refused(client, event, to, permission):
    before = Grant.objects.count()

    answer = client.post(
        f"/manage/e/{event.pk}/protection/", {"act": "give", "to": to, "permission": permission}
    )

    assert answer.status_code == 200
    assert answer.context["grant_form"].errors
    assert Grant.objects.count() == before


def test_the_log_is_searched_by_text(client, event, organiser):
    edit_event(event, by=organiser, venue="Red hall")
    edit_event(event, by=organiser, organiser="Some institute")

    everything = client.get(f"/manage/e/{event.pk}/log/")
    found = client.get(f"/manage/e/{event.pk}/log/?q=red+HALL")
    nothing = client.get(f"/manage/e/{event.pk}/log/?q=%00nowhere")

    assert len(everything.context["entries"]) == 2
    assert [entry.differences for entry, _act in found.context["entries"]] == [[("venue", "", "Red hall")]]
    assert nothing.context["entries"] == []


def test_rooms_are_added_changed_ordered_and_removed_without_a_script(client, event):
    here = f"/manage/e/{event.pk}/rooms/"
    for name in ("Aula", "Lab"):
        client.post(here, {"act": "save", "name": name, "capacity": "30"})
    aula, lab = event.rooms.all()

    client.post(here, {"up": lab.pk})
    client.post(f"{here}?room={aula.pk}", {"act": "save", "name": "Big aula", "capacity": ""})
    order = [(room.name, room.capacity) for room in event.rooms.all()]
    client.post(here, {"remove": lab.pk})

    assert order == [("Lab", 30), ("Big aula", None)]
    assert [room.name for room in event.rooms.all()] == ["Big aula"]


def test_people_are_added_found_changed_and_removed(client, event):
    here = f"/manage/e/{event.pk}/people/"
    client.post(here, {"act": "save", "name": "Grace Hopper", "affiliation": "Navy"})
    client.post(here, {"act": "save", "name": "Ada Lovelace"})
    grace = event.people.get(name="Grace Hopper")

    found = list(client.get(f"{here}?q=navy").context["page"])
    client.post(f"{here}?person={grace.pk}", {"act": "save", "name": "G. Hopper", "affiliation": "Navy"})
    client.post(here, {"remove": event.people.get(name="Ada Lovelace").pk})

    assert found == [grace]
    assert [person.name for person in event.people.all()] == ["G. Hopper"]


def test_chairpersons_are_named_one_a_line(client, event):
    ada = EventPersonFactory(event=event, name="Ada")
    here = f"/manage/e/{event.pk}/people/"

    client.post(here, {"act": "roles", "chair": "Eve <eve@example.org>\n\nAda\n", "contact": ""})
    bad = client.post(here, {"act": "roles", "chair": "Eve <no address>", "contact": "Kept"})

    assert [link.person.name for link in event.roles.order_by("position")] == ["Eve", "Ada"]
    assert event.roles.filter(person=ada).exists()
    assert "holds no e-mail address" in bad.content.decode()
    assert "Kept" in bad.content.decode()


@pytest.mark.case("S3", "S13")
@pytest.mark.parametrize("where", ["rooms/?room=", "people/?person="])
def test_rows_of_another_event_do_not_exist_here(client, event, where):
    foreign = EventRoomFactory() if "room" in where else EventPersonFactory()

    shown = client.get(f"/manage/e/{event.pk}/{where}{foreign.pk}")
    changed = client.post(f"/manage/e/{event.pk}/{where}{foreign.pk}", {"act": "save", "name": "Mine"})
    removed = client.post(f"/manage/e/{event.pk}/{where.partition('?')[0]}", {"remove": foreign.pk})

    name = foreign.name
    foreign.refresh_from_db()
    assert [answer.status_code for answer in (shown, changed, removed)] == [404, 404, 404]
    assert foreign.name == name


@pytest.mark.parametrize("page", ["people", "rooms", "log", "protection"])
def test_management_lists_ask_as_often_for_three_as_for_one(
    client, event, organiser, page, django_assert_max_num_queries
):
    counts = []
    for number in range(2):
        for step in range(1 + 2 * number):
            EventPersonFactory(event=event)
            EventRoomFactory(event=event)
            edit_event(event, by=organiser, venue=f"Hall {number} {step}")
            Grant.objects.create(
                access_list=event.access, email=f"g{number}{step}@example.org", permission="view"
            )
        with django_assert_max_num_queries(20) as captured:
            client.get(f"/manage/e/{event.pk}/{page}/")
        counts.append(len(captured))

    assert counts[0] == counts[1]
