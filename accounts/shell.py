"""Whom a command of the shell acts for."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from accounts.models import User


def person_at(email: str) -> User:
    """Whoever proved to own the address; else the administrator whom `createsuperuser` made with it.

    An account that a stranger opened with the address and never confirmed does not count. Raises CommandError.
    """
    person = User.objects.owning(email) or User.objects.filter(email__iexact=email, is_admin=True).first()
    if person is None or not person.is_active:
        raise CommandError(_("Nobody has an account with the e-mail address %(email)s.") % {"email": email})
    return person
