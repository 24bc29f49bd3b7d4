"""Why a job was not started, stopped or repeated."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.refusals import Refused


class TooManyJobs(Refused):
    """One person would keep the workers busy for everybody."""

    def __init__(self, most: int) -> None:
        sentence = ngettext(
            "You have %(number)d job under way, and no more are worked on at once."
            " Wait until it has finished, or cancel it under “My files and jobs”.",
            "You have %(number)d jobs under way, and no more are worked on at once."
            " Wait until one has finished, or cancel one under “My files and jobs”.",
            most,
        )
        super().__init__(sentence % {"number": most})


class JobFinished(Refused):
    """There is nothing left to cancel."""

    def __init__(self) -> None:
        super().__init__(_("This has finished already, so there is nothing to cancel."))


class NothingToRepeat(Refused):
    """It has not failed."""

    def __init__(self) -> None:
        super().__init__(_("Only what has failed or was cancelled can be tried again."))


class KindGone(Refused):
    """The part of the installation that would do it is not there any more."""

    def __init__(self) -> None:
        super().__init__(_("This installation does not do this any more. Ask the people who run this site."))
