"""Programs that speak to the API for somebody."""

from rest_framework.test import APIClient

from accounts.operations import create_token

BOTH = ("read", "write")


def caller(user=None, *scopes):
    """A program with a token of these scopes (reading and writing without), or a stranger."""
    client = APIClient(enforce_csrf_checks=True)
    if user is not None:
        _token, text = create_token(user, name="test", scopes=list(scopes or BOTH), expires_at=None)
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {text}")
    return client


def send(client, address, body, **headers):
    """POST the body as JSON."""
    return client.post(f"/api/v1/{address}", body, format="json", headers=headers)
