"""Queries that run with almost every request: put into SQL once for the process, planned once for a connection.

The ORM puts each query together anew, and the server plans it anew: for a join of four tables that is nine tenths of
its time. A `ReadyQuery` is written with the ORM like any other; the values it takes are left open (`Given`).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.utils import CursorWrapper
from django.db.models import BigIntegerField, BooleanField, Field, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import get_related_populators
from psycopg import Cursor
from psycopg._queries import PostgresQuery
from psycopg.types.numeric import Int8

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a value among the parameters of a query; it is filled when the query runs."""

    name: str


class Given(RawSQL):
    """A value that is handed in with each run, by its name. `kind` is its type in the database."""

    def __init__(self, name: str, kind: str, field: "Field[Any, Any] | None" = None) -> None:
        super().__init__(f"%s::{kind}", [Slot(name)], field or BigIntegerField())


def is_one_of(column: str, name: str) -> RawSQL:
    """Whether a column of keys (`"table"."column"`) is among the keys handed in by that name."""
    return RawSQL(f"{column} = ANY(%s::bigint[])", [Slot(name)], BooleanField())  # noqa: S611 (a constant)


class ReadyQuery(Generic[Row]):
    """`make` gives the queryset: of models with what it selects besides, or `values_list` of several columns.

    It is made when it first runs, so it may stand at the top of a module. Neither prefetching nor annotations, and
    always the default database. It takes part in the current transaction and is counted and logged like any query.
    """

    def __init__(self, make: "Callable[[], QuerySet[Any, Row]]") -> None:
        self.make = make

    def __call__(self, **values: Any) -> list[Row]:
        sql, parameters = self._text
        filled = [sent(values[one.name]) if isinstance(one, Slot) else one for one in parameters]
        with prepared() as cursor:
            cursor.execute(sql, filled)
            rows = cursor.fetchall()
        return [self._made_of(self._converted(row)) for row in rows]

    @cached_property
    def _queryset(self) -> Any:
        return self.make()

    @cached_property
    def _compiler(self) -> Any:
        return self._queryset.query.get_compiler(DEFAULT_DB_ALIAS)

    @cached_property
    def _text(self) -> tuple[str, tuple[Any, ...]]:
        sql, parameters = self._compiler.as_sql()
        return sql, tuple(parameters)

    @cached_property
    def _converters(self) -> list[tuple[int, Any, list[Any]]]:
        found = self._compiler.get_converters([column[0] for column in self._compiler.select])
        return [(place, expression, converters) for place, (converters, expression) in found.items()]

    def _converted(self, row: Sequence[Any]) -> Sequence[Any]:
        if not self._converters:
            return row
        converted = list(row)
        for place, expression, converters in self._converters:
            for convert in converters:
                converted[place] = convert(converted[place], expression, connection)
        return converted

    @cached_property
    def _made_of(self) -> Callable[[Sequence[Any]], Row]:
        """What makes a row of the answer out of one of the database (as `ModelIterable` does)."""
        info, select = self._compiler.klass_info, self._compiler.select
        if self._queryset._fields is not None:  # of values_list
            return tuple  # type: ignore[return-value]
        model, first, last = info["model"], info["select_fields"][0], info["select_fields"][-1] + 1
        names = [column[0].target.attname for column in select[first:last]]
        # The types are those of the next Django.
        related = get_related_populators(info, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]

        def instance(row: Sequence[Any]) -> Row:
            made = model.from_db(DEFAULT_DB_ALIAS, names, row[first:last])
            for one in related:
                one.populate(row, made)
            return made

        return instance


def keep_plans(**signal: Any) -> None:
    """The server keeps the plan of a prepared statement, instead of comparing it each time with one for the values.

    It would plan anew for ever where a list of keys is handed in, for it takes all lists to be ten long.
    """
    with signal["connection"].cursor() as cursor:
        cursor.execute("SET plan_cache_mode = force_generic_plan")


@contextmanager
def prepared() -> Iterator[CursorWrapper]:
    """A cursor of the current connection whose statements the server keeps; values are parameters of the server's."""
    connection.ensure_connection()
    cursor: Any = _Prepared(connection.connection)
    around = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with around(cursor) as wrapped:
        yield wrapped


class _Prepared(Cursor[Any]):
    def execute(self, query: Any, params: Any = None, **options: Any) -> "_Prepared":
        return super().execute(query, params, prepare=True)

    def _convert_query(self, query: Any, params: Any = None) -> PostgresQuery:
        self._query = super()._convert_query(query, params)  # Django's log of queries reads it here
        return self._query


def sent(value: Any) -> Any:
    """Whole numbers always in the same width, or the server would plan for each width anew."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Int8(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [sent(one) for one in value]
    return value
