"""Telling people of rights that somebody gave them."""

from typing import Any

from accounts.models import User
from notices.operations.limits import Limit, post_gently, post_to_new

RIGHT_OF_USER, RIGHT_OF_NEW = Limit("right", most=100), Limit("right-new", most=20)
"""For those with an account, and for addresses without one."""


def tell_of_right(
    template: str, *, to: User | str, by: User | None, about: str, url: str, **context: Any
) -> None:
    """A mail to a person, or to an address without an account; to "" (a group, which is many) none.

    `about` is what a new address is written to of once an hour; the mail to it has `invited`, the address. Raises
    WroteTooOften for more new addresses than somebody may write to.
    """
    if isinstance(to, User):
        if to != by:
            limit = RIGHT_OF_USER
            post_gently(template, to=to, limit=limit, by=by, about="", topic="rights", url=url, **context)
    elif to:
        post_to_new(template, to=to, limit=RIGHT_OF_NEW, by=by, about=about, invited=to, **context)
