"""Keys by which programs name requests, so that the same one, sent again, is carried out once."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import RequestKey, User

KEPT = timedelta(days=1)


def take_key(user: User, key: str, *, digest: str) -> RequestKey:
    """The person's key, new or as it was left. In a transaction: whoever sends the same waits until it ends."""
    RequestKey.objects.bulk_create([RequestKey(user=user, key=key, digest=digest)], ignore_conflicts=True)
    return RequestKey.objects.select_for_update().get(user=user, key=key)


def keep_answer(held: RequestKey, *, status: int, answer: Any, headers: dict[str, str]) -> None:
    """What is told whoever sends it again."""
    held.status, held.answer, held.headers = status, answer, headers
    held.save(update_fields=["status", "answer", "headers"])


def forget_request_keys() -> int:
    """Delete those older than KEPT; returns how many."""
    deleted, _kinds = RequestKey.objects.filter(at__lt=timezone.now() - KEPT).delete()
    return deleted
