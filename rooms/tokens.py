"""Words in addresses that carry their own right: the display at a door, the check-in link in a mail."""

import secrets

from django.core.signing import BadSignature, Signer

DOOR = "hemicycle.rooms.door"
CHECK_IN = "hemicycle.rooms.check-in"
HERE = "hemicycle.rooms.here"
RECONFIRM = "hemicycle.rooms.reconfirm"


def new_nonce() -> str:
    """A random word for a row; a new one revokes every address made with the old one."""
    return secrets.token_hex(8)


def token_for(purpose: str, nonce: str) -> str:
    """The word signed with the installation's secret, good for one purpose only: the table alone opens nothing."""
    return _signer(purpose).sign(nonce)


def nonce_of(purpose: str, token: str) -> str | None:
    """The word in a token; None for a forged one."""
    try:
        return _signer(purpose).unsign(token)
    except BadSignature:
        return None


def _signer(purpose: str) -> Signer:
    return Signer(salt=purpose, sep=".")
