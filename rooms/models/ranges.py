"""Columns of sets of ranges, and the pieces of the constraint that keeps rooms from being given away twice."""

from typing import Any

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func
from psycopg.types.multirange import Int4Multirange, Int8Multirange


class RoomSetField(models.Field):
    """A set of rooms as `int8multirange`: one that shares a room with another overlaps it (`&&`)."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "int8multirange"

    def get_internal_type(self) -> str:
        """As one plain value, so that Django writes many rows by UNNEST, a third of the time of VALUES."""
        return "TextField"

    def get_prep_value(self, value: Any) -> Any:
        return Int8Multirange(value or [])


class MinuteSetField(models.Field):
    """A set of stretches of minutes as `int4multirange`."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "int4multirange"

    def get_prep_value(self, value: Any) -> Any:
        return Int4Multirange(value or [])


class TsTzRange(Func):
    """From one moment to another, the end not included: `tstzrange(a, b)`."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()
