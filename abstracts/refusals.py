"""Why something about calls, abstracts and reviewing is refused."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.refusals import Refused, TooOften


class CallIsClosed(Refused):
    """The call takes nothing now. What was written stays a draft."""


class NotComplete(Refused):
    """A submission lacks something; `problems` are pairs of a field's name and a sentence."""

    def __init__(self, problems: Sequence[tuple[str, str]]) -> None:
        self.problems = list(problems)
        count = len(self.problems)
        heading = ngettext(
            "%(count)d thing is missing or wrong:", "%(count)d things are missing or wrong:", count
        )
        super().__init__(
            f"{heading % {'count': count}} {' '.join(sentence for _field, sentence in self.problems)}"
        )


class ChangedMeanwhile(Refused):
    """Somebody else changed it since it was read (409). Nothing of theirs is overwritten."""

    def __init__(self, what: object = "") -> None:
        super().__init__(
            _("Somebody changed “%(what)s” in the meantime. Look at it as it is now, then decide again.")
            % {"what": what}
        )


class NotInThisState(Refused):
    """The act does not fit the state of the abstract."""


class NothingSaid(Refused):
    """A request that does not say what is asked for."""


class BadOther(Refused):
    """Merged into, or a duplicate of, something that can not be that."""


class NotOfThisCall(Refused):
    """A track, type or question that belongs elsewhere or is not offered."""


class TooManyDrafts(Refused):
    """One person keeps only so many drafts in a call."""


class BadFile(Refused):
    """The file is not one the call takes; the message says why."""


class NotAReviewer(Refused):
    """The person may not review this abstract."""


class HasAConflict(Refused):
    """The person has a conflict of interest with the abstract."""


class BadField(Refused):
    """A field of a call that nobody could answer."""


class BadQuestion(Refused):
    """A question or a scale that reviewers could not answer by."""


class LoadReached(Refused):
    """The reviewer has as many abstracts as they take; an organiser may give more all the same."""


class ReviewBegun(Refused):
    """The reviewer wrote a review of it already; an organiser may take the abstract away all the same."""


class ProposalSettled(Refused):
    """A proposed assignment that was taken or discarded, or of which nothing is left."""


class BadRule(Refused):
    """A letter rule that could never be right."""


class StillUsed(Refused):
    """A call, field or question that holds what people wrote."""


class TooManyLetters(TooOften):
    """One address got as many letters about one abstract within an hour as is sensible."""
