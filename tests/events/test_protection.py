"""Who sees and runs what: modes, rights given and taken, and what people are told."""

import pytest
from django.urls import reverse

from access.filters import allows
from access.models import AccessList, Grant
from access.operations import grant
from access.refusals import UnknownPrincipal, WouldLockOut
from accounts.operations import create_account
from events.models import Category, Event
from events.operations import give_right, move_event, root_category, set_protection, take_right
from events.refusals import RootStays
from journal.models import Entry
from kit.refusals import Refused
from notices.models import DigestEntry, Notice
from notices.operations import RIGHT_OF_NEW
from tests.events.people import runs
from tests.factories.accounts import GroupFactory, UserFactory
from tests.factories.events import CategoryFactory, EventFactory

pytestmark = pytest.mark.django_db
Mode = AccessList.Mode


def sees(user, event):
    return Event.objects.visible_to(user).filter(pk=event.pk).exists()


def test_a_public_event_in_a_restricted_category_is_seen_by_everybody(outsider):
    hidden = CategoryFactory(mode=Mode.RESTRICTED)

    assert sees(outsider, EventFactory(category=hidden, mode=Mode.PUBLIC))
    assert not sees(outsider, EventFactory(category=hidden))


def test_a_right_on_an_inheriting_event_opens_it_although_the_category_denies(organiser, outsider):
    event = EventFactory(category=CategoryFactory(mode=Mode.RESTRICTED))

    give_right(event, to=organiser, permission=Grant.VIEW, by=None)

    assert sees(organiser, event)
    assert not sees(outsider, event)


def test_a_restricted_event_ignores_whom_its_category_lets_in(organiser):
    category = CategoryFactory(mode=Mode.RESTRICTED)
    grant(category.access, to=organiser, permission=Grant.VIEW)

    assert sees(organiser, EventFactory(category=category))
    assert not sees(organiser, EventFactory(category=category, mode=Mode.RESTRICTED))


@pytest.mark.parametrize(("permission", "comes_down"), [(Grant.MANAGE, True), (Category.CREATE, False)])
def test_only_full_management_comes_down(organiser, permission, comes_down):
    category = CategoryFactory()
    event = EventFactory(category=CategoryFactory(parent=category), mode=Mode.RESTRICTED)

    grant(category.access, to=organiser, permission=permission)

    assert allows(event.access, organiser, Grant.MANAGE) is comes_down
    assert sees(organiser, event) is comes_down


@pytest.mark.case("S9")
def test_a_right_taken_away_is_gone_at_the_next_question(organiser, admin):
    event = EventFactory(mode=Mode.RESTRICTED)
    held = give_right(event, to=organiser, permission=Grant.VIEW, by=admin)
    assert sees(organiser, event)

    take_right(event, held, by=admin)

    assert not sees(organiser, event)


def test_an_address_without_account_becomes_a_right_when_it_is_proven():
    event = EventFactory(mode=Mode.RESTRICTED)
    give_right(event, to="Late@Example.org", permission=Grant.VIEW, by=None)

    late = create_account(name="Lara Late", email="late@example.org", password=None)

    assert sees(late, event)
    assert Grant.objects.get().user == late


@pytest.mark.parametrize("known", [True, False])
def test_who_is_let_in_is_told_where_and_by_whom(organiser, admin, known):
    event = EventFactory(title="Ümläut & <Co>")

    to = organiser if known else "new@example.org"
    give_right(event, to=to, permission=Grant.MANAGE, by=admin)

    notice = Notice.objects.get()
    assert notice.subject == "You can now manage “Ümläut & <Co>”"
    assert notice.recipient == ("olga@example.org" if known else "new@example.org")
    assert "Ada Admin gave you access" in notice.body
    assert f"http://testserver/e/{event.slug}/" in notice.body
    assert ("Sign up with this address" in notice.body) is not known
    assert "Ask them to take the access away" in notice.body


def test_nobody_is_told_twice_of_the_same_right(organiser, admin):
    event = EventFactory()

    first = give_right(event, to=organiser, permission=Grant.VIEW, by=admin)
    second = give_right(event, to=organiser, permission=Grant.VIEW, by=admin)

    assert first == second
    assert Notice.objects.count() == 1
    assert Entry.objects.filter(verb="right.given").count() == 1


def test_a_group_is_let_in_as_a_whole_and_gets_no_mail(organiser, outsider):
    event = EventFactory(mode=Mode.RESTRICTED)
    group = GroupFactory()
    group.members.add(organiser)

    give_right(event, to=group, permission=Grant.VIEW, by=None)

    assert (sees(organiser, event), sees(outsider, event)) == (True, False)
    assert not Notice.objects.exists()


def test_what_is_neither_person_nor_address_is_refused():
    with pytest.raises(UnknownPrincipal, match="neither a person, a group, nor an e-mail address"):
        give_right(EventFactory(), to="nobody", permission=Grant.VIEW, by=None)


def test_the_last_manager_can_not_leave(organiser, outsider):
    event = EventFactory()
    held = give_right(event, to=organiser, permission=Grant.MANAGE, by=None)
    give_right(event, to="not-yet@example.org", permission=Grant.MANAGE, by=None)

    with pytest.raises(WouldLockOut, match="Nobody else runs it"):
        take_right(event, held, by=organiser)

    assert allows(event.access, organiser, Grant.MANAGE)


@pytest.mark.parametrize("where", ["here", "above"])
def test_a_manager_can_leave_when_somebody_else_runs_it(organiser, outsider, where):
    event = EventFactory()
    held = give_right(event, to=organiser, permission=Grant.MANAGE, by=None)
    runs(outsider, event if where == "here" else event.category)

    take_right(event, held, by=organiser)

    assert not allows(event.access, organiser, Grant.MANAGE)


@pytest.mark.case("S3")
def test_a_right_on_another_thing_can_not_be_taken_through_this_one(organiser, admin):
    held = give_right(EventFactory(), to=organiser, permission=Grant.VIEW, by=None)

    with pytest.raises(Refused, match="belongs to something else"):
        take_right(EventFactory(), held, by=admin)

    assert Grant.objects.filter(pk=held.pk).exists()


def test_the_top_of_the_tree_has_nobody_to_follow(admin):
    with pytest.raises(RootStays, match="nothing above"):
        set_protection(root_category(), mode=Mode.INHERITING, by=admin)


def test_a_changed_protection_is_logged_in_words(admin):
    event = EventFactory()

    set_protection(event, mode=Mode.RESTRICTED, by=admin)
    set_protection(event, mode=Mode.RESTRICTED, by=admin)

    (entry,) = Entry.objects.filter(logbook=event.logbook)
    assert entry.differences == [
        (
            "protection",
            "As above: whoever may see what contains it",
            "Restricted: only the people named here",
        )
    ]


@pytest.mark.case("S8")
def test_an_event_moved_to_a_restricted_category_is_hidden_at_once_and_known_as_changed(outsider):
    event = EventFactory()
    revision = event.revision
    assert sees(outsider, event)

    move_event(event, to=CategoryFactory(mode=Mode.RESTRICTED), by=None)

    assert not sees(outsider, event)
    assert event.revision > revision


def test_admins_see_and_run_everything_drafts_too(admin):
    draft = EventFactory(mode=Mode.RESTRICTED, is_draft=True)

    assert list(Event.objects.visible_to(admin)) == [draft]
    assert list(Event.objects.run_by(admin)) == [draft]
    assert Category.objects.open_for_creation(admin).count() == Category.objects.count()


@pytest.mark.case("S78")
def test_giving_and_taking_again_and_again_writes_once_and_the_rest_with_the_digest(organiser, admin):
    event, other = EventFactory(title="Harbour days"), EventFactory(title="Island days")

    for _time in range(3):
        take_right(event, give_right(event, to=organiser, permission=Grant.VIEW, by=admin), by=admin)
        take_right(event, give_right(event, to="new@example.org", permission=Grant.VIEW, by=admin), by=admin)
    give_right(other, to=organiser, permission=Grant.MANAGE, by=admin)

    waiting = DigestEntry.objects.order_by("pk")
    assert [notice.recipient for notice in Notice.objects.order_by("pk")] == [
        organiser.email,
        "new@example.org",
    ]
    assert [entry.subject for entry in waiting][1:] == [
        "You can now see “Harbour days”",
        "You can now manage “Island days”",
    ]
    assert waiting.last().url == other.get_absolute_url()
    assert "http" not in waiting.last().text


@pytest.mark.case("S78")
def test_only_so_many_new_addresses_are_let_in_within_an_hour_and_the_page_says_so(client, admin):
    event, most = EventFactory(), RIGHT_OF_NEW.most
    client.force_login(admin)
    page = reverse("event-protection", args=[event.pk])
    for n in range(most):
        give_right(event, to=f"p{n}@lab.example", permission=Grant.VIEW, by=admin)

    refused = client.post(page, {"act": "give", "to": "more@lab.example", "permission": "view"})
    known = client.post(page, {"act": "give", "to": UserFactory().email, "permission": "view"})

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600")
    assert f"You can have {most} mails of this kind sent within an hour." in refused.content.decode()
    assert known.status_code == 302
    assert Notice.objects.count() == most + 1
    assert not Grant.objects.filter(email="more@lab.example").exists()
