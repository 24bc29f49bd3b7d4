"""Programs that work on timetables over REST for somebody, and a conference for them to work on."""

from typing import Any

from rest_framework.test import APIClient

from access.models import Grant
from access.operations import grant
from accounts.models import User
from accounts.operations import create_token
from events.models import Event

API = "/api/v1/"


class Program:
    """Somebody's program; without a person a stranger's. Every call answers with the status that was expected."""

    def __init__(self, user: User | None = None) -> None:
        self.client = APIClient(enforce_csrf_checks=True)
        if user is not None:
            _token, text = create_token(user, name="test", scopes=["read", "write"], expires_at=None)
            self.client.credentials(HTTP_AUTHORIZATION=f"Bearer {text}")

    def get(self, address: str, status: int = 200, **query: Any) -> Any:
        return self._said(self.client.get(API + address, query), status)

    def post(self, address: str, body: Any = None, status: int = 200, **headers: str) -> Any:
        return self._sent("post", address, body, status, headers)

    def put(self, address: str, body: Any = None, status: int = 200, **headers: str) -> Any:
        return self._sent("put", address, body, status, headers)

    def patch(self, address: str, body: Any = None, status: int = 200, **headers: str) -> Any:
        return self._sent("patch", address, body, status, headers)

    def delete(self, address: str, body: Any = None, status: int = 204, **headers: str) -> Any:
        return self._sent("delete", address, body, status, headers)

    def _sent(self, method: str, address: str, body: Any, status: int, headers: dict[str, str]) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        ask = getattr(self.client, method)
        return self._said(ask(API + address, body or {}, format="json", headers=named), status)

    def _said(self, answer: Any, status: int) -> Any:
        assert answer.status_code == status, (answer.status_code, answer.content.decode()[:1500])
        self.answer = answer
        return answer.json() if answer.content else None


def manager_of(event: Event, user: User) -> Program:
    """A program of somebody who runs the event."""
    grant(event.access, to=user, permission=Grant.MANAGE)
    return Program(user)
