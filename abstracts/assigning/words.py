"""Assignments in words: why a reviewer fits, and why none was found."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abstracts.assigning.cost import Fit
from abstracts.assigning.coverage import Cause, Lack
from abstracts.models import Bid


def fit_words(fit: Fit) -> str:
    """Short, for a cell of a table: "Gladly · knows “Sails” well"."""
    said = []
    if fit.wish:
        said.append(str(Bid.Wish(fit.wish).label))
    if fit.topic:
        known = {
            1: _("knows something of “%(topic)s”"),
            2: _("knows “%(topic)s”"),
            3: _("knows “%(topic)s” well"),
        }
        said.append(known[fit.known] % {"topic": fit.topic})
    if fit.elsewhere:
        said.append(_("reviews other tracks"))
    return " · ".join(said)


def lack_words(lack: Lack) -> str:
    """A sentence for the organisers."""
    able = {"able": lack.able}
    if lack.cause == Cause.NO_TRACK:
        return _("It is in no track, and nobody reviews for the whole event.")
    if lack.cause == Cause.NOBODY:
        return _("Its tracks have no reviewers.")
    if lack.cause == Cause.FEW:
        total = lack.able + lack.conflicted
        said = ngettext(
            "There is only %(total)d reviewer for it.", "There are only %(total)d reviewers for it.", total
        ) % {"total": total}
        return f"{said} {_conflicted(lack)}".strip()
    if lack.cause == Cause.CONFLICTS:
        if not lack.able:
            return _("All reviewers for it have a conflict of interest.")
        return (
            ngettext(
                "Only %(able)d reviewer for it has no conflict of interest.",
                "Only %(able)d reviewers for it have no conflict of interest.",
                lack.able,
            )
            % able
        )
    return (
        ngettext(
            "The %(able)d reviewer who could take it has as many as they take.",
            "The %(able)d reviewers who could take it have as many as they take.",
            lack.able,
        )
        % able
    )


def _conflicted(lack: Lack) -> str:
    if not lack.conflicted:
        return ""
    said = ngettext(
        "%(count)d of them has a conflict of interest.",
        "%(count)d of them have a conflict of interest.",
        lack.conflicted,
    )
    return said % {"count": lack.conflicted}
