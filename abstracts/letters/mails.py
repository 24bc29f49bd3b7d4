"""What became of the mails of letters, for filters. A mail that was tidied away had been sent."""

from django.db.models import Q

_SENT = Q(notice__isnull=True) | Q(notice__sent_at__isnull=False)
_FAILED = Q(notice__given_up_at__isnull=False)

MAIL_STATES = {"sent": _SENT, "waiting": ~_SENT & ~_FAILED, "failed": _FAILED}
