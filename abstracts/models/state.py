"""Where an abstract stands."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Indico's seven, and two of our own: a draft nobody else sees, and a revision that was asked for."""

    DRAFT = "draft", pgettext_lazy("state of an abstract", "Draft")
    INVITED = "invited", pgettext_lazy("state of an abstract", "Invited")
    SUBMITTED = "submitted", pgettext_lazy("state of an abstract", "Submitted")
    REVISION = "revision", pgettext_lazy("state of an abstract", "Revision asked for")
    ACCEPTED = "accepted", pgettext_lazy("state of an abstract", "Accepted")
    REJECTED = "rejected", pgettext_lazy("state of an abstract", "Rejected")
    MERGED = "merged", pgettext_lazy("state of an abstract", "Merged")
    DUPLICATE = "duplicate", pgettext_lazy("state of an abstract", "Duplicate")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an abstract", "Withdrawn")


UNSENT = (State.DRAFT, State.INVITED)
"""Nothing was submitted yet."""

OPEN = (State.SUBMITTED, State.REVISION)
"""Submitted, and not decided."""

DECIDED = (State.ACCEPTED, State.REJECTED, State.MERGED, State.DUPLICATE)
"""Each has a moment of decision; authors learn of it when the decision is released."""
