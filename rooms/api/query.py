"""What a request asks for in its address, read strictly: what we do not know is refused, never passed over."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request

from kit.paging import ByCursor
from kit.refusals import Refused

MOST_KEY = 2**63 - 1
OF_PAGES = {ByCursor.cursor_query_param, ByCursor.page_size_query_param}


class Query(serializers.Serializer[Any]):
    """Parameters by name. One that may be given several times is a list; any other is given once."""

    @classmethod
    def of(cls, request: Request) -> dict[str, Any]:
        """The values of a request. Raises ValidationError for a name nobody knows and a value that does not fit."""
        query = cls()
        given = request.query_params
        known = query.fields
        wrong = {
            name: [_("There is no such parameter.")] for name in given if name not in known.keys() | OF_PAGES
        }
        values: dict[str, Any] = {}
        for name in given.keys() & known.keys():
            found = given.getlist(name)
            values[name] = found if isinstance(known[name], serializers.ListField) else found[-1]
            if len(found) > 1 and values[name] is not found:
                wrong[name] = [_("Give this once.")]
        if wrong:
            raise serializers.ValidationError(wrong)
        return checked(cls(data=values))


class DryRunQuery(Query):
    dry_run = serializers.BooleanField(required=False, help_text="Say what would happen, and write nothing.")

    @classmethod
    def asked(cls, request: Request) -> bool:
        """Whether only what would happen is to be said. Raises ValidationError as `of` does."""
        return bool(cls.of(request).get("dry_run", False))


class MomentField(serializers.CharField):
    """A moment with its offset, such as 2026-05-04T18:00Z: rooms have different clocks."""

    def to_internal_value(self, data: Any) -> datetime:  # type: ignore[override]
        try:
            moment = datetime.fromisoformat(super().to_internal_value(data))
            moment.utctimetuple()  # an offset may lead out of the years there are
        except (ValueError, OverflowError) as error:
            raise serializers.ValidationError(_moment_words()) from error
        if moment.utcoffset() is None:
            raise serializers.ValidationError(_moment_words())
        return moment


class KeyField(serializers.IntegerField):
    """The number of a thing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=MOST_KEY, **options)


def checked(given: serializers.Serializer[Any]) -> dict[str, Any]:
    """The values, if they fit. Raises ValidationError with the sentences under the names of the fields."""
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def wrong(field: str, refusal: Refused | str) -> serializers.ValidationError:
    """A refusal about one field, for an answer 400."""
    return serializers.ValidationError({field: [str(refusal)]})


def check_order(values: dict[str, Any], first: str = "from", last: str = "to") -> None:
    """Refuse a stretch of time that ends before it begins."""
    if values.get(first) and values.get(last) and values[last] <= values[first]:
        raise wrong(last, _("The end is not after the start."))


def _moment_words() -> str:
    return _("Give a moment with its offset, such as 2026-05-04T18:00Z or 2026-05-04T20:00+02:00.")
