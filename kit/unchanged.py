"""If-Match for things without a revision of their own: their tag is made of what is told of them."""

import json
from hashlib import blake2b
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_200_OK, HTTP_201_CREATED
from rest_framework.utils.encoders import JSONEncoder

MATCH_HEADER = "If-Match"
IF_SAME = OpenApiParameter(
    MATCH_HEADER,
    str,
    OpenApiParameter.HEADER,
    description="The ETag you were given: 412 with both states where somebody changed it in between.",
)


ETAG = "Send it as `If-Match` to change this only if it is still so."


class ChangedMeanwhile(Exception):
    """Somebody else was quicker; `theirs` is how it is now."""

    def __init__(self, theirs: Any) -> None:
        super().__init__(_("Somebody else changed this in between."))
        self.theirs = theirs


def etag_of(shown: Any) -> str:
    """Of what is told of a thing; of one with an `etag` or a `revision`, that."""
    if isinstance(shown, dict) and "etag" in shown:
        return str(shown["etag"])
    if isinstance(shown, dict) and shown.get("revision") is not None:
        return f'"{shown["revision"]}"'
    text = json.dumps(shown, cls=JSONEncoder, sort_keys=True)
    return f'"{blake2b(text.encode(), digest_size=8).hexdigest()}"'


def tagged(shown: dict[str, Any]) -> dict[str, Any]:
    """A row of a list that carries its own ETag."""
    return {**shown, "etag": etag_of(shown)}


def answer_with_etag(shown: Any, *, status: int = HTTP_200_OK, address: str = "") -> Response:
    """Tell of a thing, with the ETag to change it by; of one that is new (201) also its address."""
    headers = {"ETag": etag_of(shown)}
    if status == HTTP_201_CREATED and address:
        headers["Location"] = address
    return Response(shown, status=status, headers=headers)


def check_unchanged(request: Request, shown: Any) -> None:
    """Raise ChangedMeanwhile unless it is as If-Match says, or no such header is there. Call with the event locked."""
    given = request.headers.get(MATCH_HEADER, "").strip()
    if given in ("", "*"):
        return
    if etag_of(shown) not in [tag.strip() for tag in given.split(",")]:
        raise ChangedMeanwhile(shown)
