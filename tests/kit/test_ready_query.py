"""A ready query gives what the ORM gives, run after run, and tells Django what it asked."""

from datetime import timedelta

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import ApiToken, User
from accounts.operations import create_token
from journal.models import Entry
from journal.operations import open_logbook
from kit.ready_insert import ReadyInsert
from kit.ready_query import Given, ReadyQuery, is_one_of
from rooms.models import Room
from tests.factories.accounts import GroupFactory, UserFactory
from tests.factories.rooms import RoomFactory

pytestmark = pytest.mark.django_db


def fields(thing):
    return {field.attname: getattr(thing, field.attname) for field in thing._meta.concrete_fields}


def test_models_come_with_what_is_selected_besides():
    room, bare = RoomFactory(owner=UserFactory()), RoomFactory()
    rooms = Room.objects.for_rights().select_related("owner").order_by("pk")
    ready = ReadyQuery(
        lambda: (
            Room.objects.for_rights()
            .select_related("owner")
            .filter(is_one_of('"rooms_room"."id"', "rooms"))
            .order_by("pk")
        )
    )

    found = ready(rooms=[room.pk, bare.pk])

    with CaptureQueriesContext(connection) as queries:
        told = [(one.owner, one.location.name, one.access.path, one.location.access.path) for one in found]
    assert [fields(one) for one in found] == [fields(one) for one in rooms]
    assert told == [
        (one.owner, one.location.name, one.access.path, one.location.access.path) for one in rooms
    ]
    assert len(queries) == 0


def test_each_run_has_values_of_its_own():
    people = [UserFactory() for _number in range(7)]
    ready = ReadyQuery(lambda: User.objects.filter(pk=Given("key", "bigint")))

    found = [ready(key=person.pk) for person in people]  # more often than the server takes to keep a plan

    assert found == [[person] for person in people]


def test_large_and_small_keys_fit():
    ready = ReadyQuery(lambda: User.objects.filter(is_one_of('"accounts_user"."id"', "keys")))
    person = UserFactory()

    assert ready(keys=[2**40, 40_000, person.pk]) == [person]
    assert ready(keys=[]) == []


def test_columns_come_as_tuples():
    group = GroupFactory()
    ready = ReadyQuery(lambda: type(group).objects.values_list("pk", "name"))

    assert ready() == [(group.pk, group.name)]


def test_moments_and_texts_are_values_too():
    token, _text = create_token(UserFactory(), name="t", scopes=["read"], expires_at=None)
    ready = ReadyQuery(
        lambda: ApiToken.objects.filter(
            prefix=Given("prefix", "text", models.CharField()),
            created_at__lt=Given("at", "timestamptz", models.DateTimeField()),
        )
    )

    assert ready(prefix=token.prefix, at=timezone.now() + timedelta(hours=1)) == [token]
    assert ready(prefix=token.prefix, at=token.created_at) == []
    assert ready(prefix="';--", at=timezone.now()) == []


def test_django_counts_and_names_what_was_asked():
    ready = ReadyQuery(lambda: User.objects.filter(pk=Given("key", "bigint")))

    with CaptureQueriesContext(connection) as queries:
        for _turn in range(7):
            ready(key=1)

    assert len(queries) == 7
    assert all('FROM "accounts_user"' in query["sql"] for query in queries)


def test_a_row_is_written_as_by_the_orm():
    person, book = UserFactory(), open_logbook()
    values = {
        "logbook": book,
        "by": person,
        "verb": "x.done",
        "subject": "100 % “é”",
        "changes": {"a": ["", "1"]},
    }

    ready = ReadyInsert(Entry)(Entry(**values))

    written, other = Entry.objects.get(pk=ready.pk), Entry.objects.create(**values, at=ready.at)
    assert {**fields(written), "id": 0} == {**fields(Entry.objects.get(pk=other.pk)), "id": 0}
    assert not ready._state.adding


def test_a_row_belongs_to_the_transaction():
    with transaction.atomic():
        book = open_logbook()
        transaction.set_rollback(True)

    assert not type(book).objects.filter(pk=book.pk).exists()
