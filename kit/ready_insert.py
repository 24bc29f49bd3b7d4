"""Rows written with almost every request: the statement is put together once for the process, planned once."""

from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models

from kit.ready_query import prepared, sent

Thing = TypeVar("Thing", bound=models.Model)


class ReadyInsert(Generic[Thing]):
    """Like `save` of a new row, in half the time; for models without parents, signals or defaults of the database."""

    def __init__(self, model: type[Thing]) -> None:
        self.model = model

    def __call__(self, thing: Thing) -> Thing:
        row = [sent(one.get_db_prep_save(one.pre_save(thing, add=True), connection)) for one in self._fields]
        with prepared() as cursor:
            cursor.execute(self._sql, row)
            (thing.pk,) = cursor.fetchone() or (None,)
        thing._state.adding = False
        thing._state.db = DEFAULT_DB_ALIAS
        return thing

    @cached_property
    def _fields(self) -> "list[models.Field[Any, Any]]":
        fields = self.model._meta.local_concrete_fields
        return [field for field in fields if not (field.primary_key or field.generated)]

    @cached_property
    def _sql(self) -> str:
        quote = connection.ops.quote_name
        table, key = quote(self.model._meta.db_table), quote(str(self.model._meta.pk.column))
        columns = ", ".join(quote(str(field.column)) for field in self._fields)
        places = ", ".join("%s" for _field in self._fields)
        values = f"({columns}) VALUES ({places})" if columns else "DEFAULT VALUES"
        return f"INSERT INTO {table} {values} RETURNING {key}"
