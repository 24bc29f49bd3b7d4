"""The category tree grows, changes shape, and never bites its own tail."""

import pytest

from access.models import AccessList, Grant
from events.models import Category
from events.operations import (
    create_category,
    create_event,
    delete_category,
    delete_event,
    edit_category,
    move_category,
    root_category,
)
from events.permissions import can_create_in, can_move_category, can_move_event
from events.refusals import NotEmpty, RootStays, WouldBeACircle
from journal.models import Entry
from tests.clock import at
from tests.events.people import runs
from tests.factories.events import CategoryFactory, EventFactory

pytestmark = pytest.mark.django_db


def test_there_is_one_root_however_often_it_is_asked_for():
    assert root_category() == root_category()
    assert root_category().access.is_open


def test_a_new_category_stands_below_its_parent_and_follows_it(admin):
    parent = CategoryFactory(mode=AccessList.Mode.RESTRICTED, time_zone="Asia/Tokyo")

    child = create_category(parent, title="Child", by=admin)

    assert (child.depth, child.time_zone, child.access.is_open) == (2, "Asia/Tokyo", False)
    assert child.access.path == [*parent.access.path, child.access_id]


def test_a_branch_moves_with_everything_below_it(admin):
    branch, target = CategoryFactory(), CategoryFactory(parent=CategoryFactory())
    leaf = CategoryFactory(parent=branch)
    event = EventFactory(category=leaf)

    move_category(branch, to=target, by=admin)

    for row in (leaf, event, event.access):
        row.refresh_from_db()
    assert (branch.depth, leaf.depth) == (3, 4)
    assert event.access.path[-4:] == [target.access_id, branch.access_id, leaf.access_id, event.access_id]
    assert Entry.objects.filter(verb="category.moved").count() == 3


@pytest.mark.case("S73")
@pytest.mark.parametrize("how_deep", [0, 1, 2])
def test_a_category_never_moves_below_itself(how_deep):
    branch = CategoryFactory()
    child = CategoryFactory(parent=branch)
    line = [branch, child, CategoryFactory(parent=child)]
    before = sorted(Category.objects.values_list("pk", "parent", "depth"))

    with pytest.raises(WouldBeACircle, match="below itself"):
        move_category(branch, to=line[how_deep], by=None)

    assert sorted(Category.objects.values_list("pk", "parent", "depth")) == before


def test_the_root_neither_moves_nor_goes():
    child = CategoryFactory()

    with pytest.raises(RootStays, match="stays where it is"):
        move_category(root_category(), to=child, by=None)
    with pytest.raises(RootStays, match="can not be deleted"):
        delete_category(root_category(), by=None)


@pytest.mark.case("S73")
def test_moving_takes_rights_at_both_ends(organiser):
    source, target = CategoryFactory(), CategoryFactory()
    branch, event = CategoryFactory(parent=source), EventFactory(category=source)

    def allowed():
        return (
            can_move_category(organiser, branch, to=target),
            can_move_event(organiser, event, to=target),
        )

    assert allowed() == (False, False)
    runs(organiser, source)
    assert allowed() == (False, False)
    runs(organiser, target)
    assert allowed() == (True, True)
    Grant.objects.filter(access_list=source.access).delete()
    assert allowed() == (False, False)


def test_running_a_category_alone_does_not_let_one_move_it_away(organiser):
    branch, target = CategoryFactory(), CategoryFactory()
    runs(organiser, branch, target)

    assert not can_move_category(organiser, branch, to=target)


def test_only_an_empty_category_can_be_deleted(admin):
    parent = CategoryFactory()
    child = CategoryFactory(parent=parent)
    event = create_event(
        child, by=None, kind="meeting", title="M", starts_at=at("10:00"), ends_at=at("11:00"), time_zone="UTC"
    )

    with pytest.raises(NotEmpty, match="categories in it"):
        delete_category(parent, by=admin)
    delete_event(event, by=admin)
    with pytest.raises(NotEmpty, match="perhaps deleted ones"):
        delete_category(child, by=admin)

    empty = CategoryFactory(parent=parent)
    delete_category(empty, by=admin)
    assert not Category.objects.filter(pk=empty.pk).exists()
    assert not AccessList.objects.filter(pk=empty.access_id).exists()


def test_a_renamed_category_is_news_to_the_events_that_name_it(admin):
    event = EventFactory()
    revision = event.revision

    edit_category(event.category, by=admin, title="Renamed")

    event.refresh_from_db()
    assert event.revision == revision + 1


def test_who_may_create_events_in_a_category(organiser, outsider, admin):
    closed, opened = CategoryFactory(), CategoryFactory(anyone_may_create=True)
    hidden = CategoryFactory(anyone_may_create=True, mode=AccessList.Mode.RESTRICTED)
    runs(organiser, hidden)

    answers = [
        [can_create_in(user, category) for category in (closed, opened, hidden)]
        for user in (outsider, organiser, admin)
    ]

    assert answers == [[False, True, False], [False, True, True], [True, True, True]]
