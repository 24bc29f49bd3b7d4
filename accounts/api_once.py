"""The same request, sent again because its answer was lost, is carried out once (the header Idempotency-Key)."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from accounts.models import User
from accounts.operations import keep_answer, take_key

KEY_HEADER = "Idempotency-Key"
LONGEST_KEY = 100
KEY = OpenApiParameter(
    KEY_HEADER,
    str,
    OpenApiParameter.HEADER,
    description="A text of yours of up to 100 characters. Sent again with the same body, nothing is done twice.",
)
REPLAYED = {"Idempotent-Replay": "true"}
KEPT_HEADERS = ("Location", "ETag")


class OtherRequest(APIException):
    """The key was used for something else."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY


def key_of(request: Request) -> str:
    """The key of a request; "" without one. Raises ValidationError for one we could not store."""
    key = request.headers.get(KEY_HEADER, "").strip()
    if len(key) > LONGEST_KEY or not key.isprintable() or not key.isascii():
        raise ValidationError({KEY_HEADER: [_("Give up to 100 letters, digits and signs.")]})
    return key


def used_before() -> str:
    """Why a key is refused."""
    return _("This Idempotency-Key was used for another request. Choose a new one.")


def once(create: Callable[..., Response]) -> Callable[..., Response]:
    """Of a method that makes something (201): with a key it is carried out once, and the answer of then is given again.

    What was refused, or only rehearsed, leaves the key free. Who may not do it any more is not told again: a view says
    so by `check_repeat`.
    """

    @wraps(create)
    def create_once(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = key_of(request)
        if not key or not isinstance(request.user, User):
            return create(view, request, *args, **kwargs)
        with transaction.atomic():
            digest = _digest(request)
            held = take_key(request.user, key, digest=digest)
            if held.digest != digest:
                raise OtherRequest(used_before())
            if held.status is not None:
                view.check_repeat(request)
                return Response(held.answer, status.HTTP_200_OK, headers={**held.headers, **REPLAYED})
            response = create(view, request, *args, **kwargs)
            if response.status_code == status.HTTP_201_CREATED:
                headers = {name: response[name] for name in KEPT_HEADERS if name in response}
                answer = json.loads(json.dumps(response.data, cls=JSONEncoder))
                keep_answer(held, status=response.status_code, answer=answer, headers=headers)
            else:
                held.delete()
            return response

    return create_once


def _digest(request: Request) -> str:
    """What tells two requests with one key apart."""
    body = json.dumps(request.data, cls=JSONEncoder, sort_keys=True)
    said = f"{request.method} {request.get_full_path()}\n{body}"
    return hashlib.sha256(said.encode(errors="replace")).hexdigest()
