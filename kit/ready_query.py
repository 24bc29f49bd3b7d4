"""Queries that run with almost every request: put into SQL once for the process, planned once for a connection.

The ORM puts each query together anew, and the server plans it anew: for a join of four tables that is nine tenths of
its time. A `ReadyQuery` is written with the ORM like any other; the values it takes are left open (`Given`).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
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
        self.compiled: _Compiled[Row] | None = None

    def __call__(self, **values: Any) -> list[Row]:
        compiled = self.compiled or self._compile()
        filled = [sent(values[one.name]) if isinstance(one, Slot) else one for one in compiled.parameters]
        with prepared() as cursor:
            cursor.execute(compiled.sql, filled)
            rows = cursor.fetchall()
        return [compiled.made_of(row) for row in rows]

    def _compile(self) -> "_Compiled[Row]":
        """One thread at a time: to compile a query changes it for a while."""
        with _compiling:
            self.compiled = self.compiled or _Compiled(self.make())
            return self.compiled


_compiling = Lock()


class _Compiled(Generic[Row]):
    """The text of a query, and what makes things of its rows, as `ModelIterable` does."""

    def __init__(self, queryset: "QuerySet[Any, Row]") -> None:
        compiler: Any = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.parameters = compiler.as_sql()
        found = compiler.get_converters([column[0] for column in compiler.select])
        self.converters = [(place, expression, convert) for place, (convert, expression) in found.items()]
        self.is_of_columns = getattr(queryset, "_fields") is not None  # noqa: B009 (unknown to its types)
        if self.is_of_columns:
            return
        info = compiler.klass_info
        self.model = info["model"]
        self.columns = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
        self.names = [column[0].target.attname for column in compiler.select[self.columns]]
        # Its types are those of the next Django.
        self.related = get_related_populators(info, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]

    def made_of(self, row: Sequence[Any]) -> Row:
        """A row of the answer out of one of the database."""
        row = self._converted(row)
        if self.is_of_columns:
            return tuple(row)  # type: ignore[return-value]
        made = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.columns])
        for one in self.related:
            one.populate(row, made)
        return made

    def _converted(self, row: Sequence[Any]) -> Sequence[Any]:
        if not self.converters:
            return row
        converted = list(row)
        for place, expression, converters in self.converters:
            for convert in converters:
                converted[place] = convert(converted[place], expression, connection)
        return converted


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
