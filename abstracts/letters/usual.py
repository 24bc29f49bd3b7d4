"""The rules most conferences begin with: one for each state, in the language of whoever adds them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from abstracts.models import LetterRule, State

SUBMITTER, AUTHORS, CO_AUTHORS = (
    LetterRule.Recipient.SUBMITTER,
    LetterRule.Recipient.AUTHORS,
    LetterRule.Recipient.CO_AUTHORS,
)


@dataclass(frozen=True, slots=True)
class Usual:
    state: State
    name: str
    subject: str
    text: str
    recipients: tuple[str, ...] = (SUBMITTER,)

    @property
    def body(self) -> str:
        greeting, ending = _("Dear {recipient_name},"), _("The organisers of {event_title}\n{event_url}")
        return f"{greeting}\n\n{self.text}\n\n{ending}"


def usual_rules() -> Iterator[Usual]:
    yield Usual(
        State.INVITED,
        _("Invitation"),
        _("{event_title}: write an abstract"),
        _(
            "We invite you to submit an abstract to {event_title}. Write it here; the address is yours alone:\n\n"
            "{invitation_url}"
        ),
    )
    yield Usual(
        State.SUBMITTED,
        _("Submitted"),
        _("#{abstract_id} “{abstract_title}” is submitted"),
        _(
            "Your abstract “{abstract_title}” has reached us as #{abstract_id}. You can read it here, and change it as"
            " long as the call allows:\n\n{abstract_url}"
        ),
    )
    yield Usual(
        State.REVISION,
        _("Revision asked for"),
        _("#{abstract_id} “{abstract_title}”: a revision is asked for"),
        _(
            "We ask you to revise “{abstract_title}”.\n\n{revision_comment}\n\nUntil: {revision_deadline}\n\n"
            "{abstract_url}"
        ),
    )
    yield Usual(
        State.ACCEPTED,
        _("Accepted"),
        _("#{abstract_id} “{abstract_title}” is accepted"),
        _(
            "We have accepted “{abstract_title}” for {event_title}.\n\n{judgment_comment}\n\n{review_comments}\n\n"
            "Type: {contribution_type}\nTrack: {abstract_track}\nIts page: {contribution_url}"
        ),
        (SUBMITTER, AUTHORS, CO_AUTHORS),
    )
    yield from _not_taken()


def _not_taken() -> Iterator[Usual]:
    yield Usual(
        State.REJECTED,
        _("Rejected"),
        _("#{abstract_id} “{abstract_title}” is not accepted"),
        _(
            "We can not accept “{abstract_title}” for {event_title}.\n\n{judgment_comment}\n\n{review_comments}\n\n"
            "We thank you for what you sent us.\n\n{abstract_url}"
        ),
    )
    yield Usual(
        State.MERGED,
        _("Merged"),
        _("#{abstract_id} “{abstract_title}” is merged with another abstract"),
        _(
            "“{abstract_title}” is now part of #{target_abstract_id} “{target_abstract_title}”.\n\n"
            "{judgment_comment}\n\n{abstract_url}"
        ),
    )
    yield Usual(
        State.DUPLICATE,
        _("Duplicate"),
        _("#{abstract_id} “{abstract_title}” is a duplicate"),
        _(
            "“{abstract_title}” was submitted twice. We go on with #{target_abstract_id} “{target_abstract_title}”.\n\n"
            "{judgment_comment}\n\n{abstract_url}"
        ),
    )
    yield Usual(
        State.WITHDRAWN,
        _("Withdrawn"),
        _("#{abstract_id} “{abstract_title}” is withdrawn"),
        _("“{abstract_title}” is withdrawn from {event_title}.\n\n{abstract_url}"),
    )
