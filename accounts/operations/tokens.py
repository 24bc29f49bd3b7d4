"""Personal API tokens."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import ApiToken, Scope, User
from accounts.models.token import digest_of
from kit.refusals import Refused

BETWEEN_NOTES = timedelta(minutes=1)


@transaction.atomic
def create_token(
    user: User, *, name: str, scopes: Iterable[str], expires_at: datetime | None
) -> tuple[ApiToken, str]:
    """The row, and the token itself: the only time anybody sees it. It has 192 random bits."""
    wanted = sorted(set(scopes))
    if not wanted:
        raise Refused(_("Choose what the token may do."))
    for scope in wanted:
        if scope not in Scope.values:
            known = ", ".join(Scope.values)
            raise Refused(
                _("There is no scope “%(scope)s”. The scopes are: %(known)s.")
                % {"scope": scope, "known": known}
            )
    if expires_at is not None and expires_at <= timezone.now():
        raise Refused(_("The token would have expired already. Choose a later day."))

    prefix = secrets.token_hex(6)
    text = f"hc_{prefix}_{secrets.token_hex(24)}"
    token = ApiToken.objects.create(
        user=user, name=name, prefix=prefix, digest=digest_of(text), scopes=wanted, expires_at=expires_at
    )
    return token, text


def revoke_token(token: ApiToken) -> None:
    """The next request with it gets a 401. Revoking twice keeps the first time."""
    ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())


def revoke_all_tokens(user: User) -> None:
    """Programs of the person need new ones from now on."""
    user.api_tokens.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())


def note_use(token: ApiToken, *, at: datetime) -> None:
    """Remember when the token was last used, to the minute: reading through the API should not mean writing."""
    if token.last_used_at is None or at - token.last_used_at >= BETWEEN_NOTES:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)
