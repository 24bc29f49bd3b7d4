"""JSON to take home, written while it is read."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import StreamingHttpResponse

from kit.files import stream_to_save


def stream_json(
    found: Iterable[dict[str, Any]], *, name: str, head: str = "[", tail: str = "]"
) -> StreamingHttpResponse:
    """A download of a list of objects; `head` and `tail` are what stands around them."""
    return stream_to_save(_lines(found, head, tail), name=name, content_type="application/json")


def _lines(found: Iterable[dict[str, Any]], head: str, tail: str) -> Iterator[str]:
    encoder = DjangoJSONEncoder(ensure_ascii=False)
    yield head
    for index, one in enumerate(found):
        yield ("\n" if index == 0 else ",\n") + encoder.encode(one)
    yield f"\n{tail}\n"
