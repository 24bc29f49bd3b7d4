"""What was typed into the form of a submitted abstract is kept for who typed it, until it is saved or thrown away.

It is no change of the abstract: nobody else sees it, nothing is logged, nobody's lock breaks.
"""

import json
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from abstracts.models import Abstract, State, UnsavedEdit
from abstracts.refusals import NotInThisState
from accounts.models import User
from kit.markdown import TextTooLong

LONGEST = 300_000
"""Characters of all fields together: several times the longest text that can be saved."""


@transaction.atomic
def keep_unsaved(
    abstract: Abstract, fields: Mapping[str, Sequence[str]], *, user: User | None, seal: str
) -> None:
    """Keep the fields as typed, in place of what was kept before. Raises NotInThisState, TextTooLong."""
    if abstract.submitted_at is None or abstract.state == State.WITHDRAWN:
        raise NotInThisState(_("Only what was submitted, and not withdrawn, can be changed."))
    kept = {name.replace("\0", ""): [one.replace("\0", "") for one in said] for name, said in fields.items()}
    if len(json.dumps(kept, ensure_ascii=False)) > LONGEST:
        raise TextTooLong(_("This text is too long to be kept. Save it shorter."))
    UnsavedEdit.objects.update_or_create(
        abstract=abstract,
        user=user,
        defaults={"fields": kept, "seal": seal[:40], "typed_at": timezone.now()},
    )


def drop_unsaved(abstract: Abstract, *, user: User | None) -> None:
    """Throw away what this person typed, because it is saved, or no longer wanted."""
    UnsavedEdit.objects.filter(abstract=abstract, user=user).delete()
