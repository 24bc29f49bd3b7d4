"""The discussion of an abstract: say something to some of the committee, change it, take it away."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from abstracts.models import Abstract, Comment
from abstracts.operations.telling_authors import tell_of_comment
from abstracts.operations.turns import lock_abstract
from abstracts.refusals import NotInThisState
from abstracts.reviewing.discussion import readers_of
from abstracts.reviewing.rights import audiences_for
from abstracts.standing import standing_of
from accounts.models import User
from journal.operations import record
from kit.markdown import check_markdown
from kit.refusals import Refused
from notices.operations import post_later_in_digest


class NotInTheDiscussion(Refused):
    """The person does not discuss this abstract, or not with those."""


class NothingSaid(Refused):
    """A comment without words."""


@transaction.atomic
def add_comment(abstract: Abstract, *, by: User, text: str, audience: str) -> Comment:
    """Say it to this circle; who reads along hears of it with their next digest, authors by a mail.

    Raises NotInTheDiscussion, NothingSaid, TextTooLong.
    """
    abstract = lock_abstract(abstract)
    _check_text(text)
    _check_audience(abstract, by, audience)
    comment = Comment.objects.create(abstract=abstract, author=by, text=text.strip(), audience=audience)
    record(abstract.logbook, "abstract.commented", by=by, subject=abstract)
    post_later_in_digest(
        "abstracts/mail/comment.txt",
        to=readers_of(comment),
        topic="abstracts",
        url=f"/e/{abstract.event.slug}/reviewing/{abstract.number}/",
        abstract=abstract,
        event=abstract.event,
    )
    if audience == Comment.Audience.AUTHORS:
        tell_of_comment(comment)
    return comment


@transaction.atomic
def edit_comment(comment: Comment, *, by: User, text: str, audience: str) -> None:
    """Change one's own comment. Raises NotInTheDiscussion, NothingSaid, TextTooLong, NotInThisState."""
    comment = _own(comment, by)
    _check_text(text)
    _check_audience(comment.abstract, by, audience)
    if (comment.text, comment.audience) == (text.strip(), audience):
        return
    is_new_to_authors = audience == Comment.Audience.AUTHORS != comment.audience
    comment.text, comment.audience, comment.edited_at = text.strip(), audience, timezone.now()
    comment.save(update_fields=["text", "audience", "edited_at"])
    record(comment.abstract.logbook, "abstract.comment-edited", by=by, subject=comment.abstract)
    if is_new_to_authors:
        tell_of_comment(comment)


@transaction.atomic
def delete_comment(comment: Comment, *, by: User) -> None:
    """Take away one's own comment; organisers take away any. Raises NotInTheDiscussion, NotInThisState."""
    abstract = lock_abstract(comment.abstract)
    manages = standing_of(by, abstract.event).is_manager
    comment = _own(comment, by, or_manager=manages)
    comment.deleted_at = timezone.now()
    comment.save(update_fields=["deleted_at"])
    record(abstract.logbook, "abstract.comment-deleted", by=by, subject=abstract)


@transaction.atomic
def restore_comment(comment: Comment, *, by: User) -> None:
    """Bring back a comment that was taken away."""
    abstract = lock_abstract(comment.abstract)
    held = Comment.objects.select_for_update().get(pk=comment.pk)
    if held.author_id != by.pk and not standing_of(by, abstract.event).is_manager:
        raise NotInTheDiscussion(_("Only who wrote a comment can bring it back."))
    held.deleted_at = None
    held.save(update_fields=["deleted_at"])
    record(abstract.logbook, "abstract.comment-restored", by=by, subject=abstract)


def _own(comment: Comment, by: User, *, or_manager: bool = False) -> Comment:
    lock_abstract(comment.abstract)
    held = (
        Comment.objects.select_for_update(of=("self",))
        .select_related("abstract__logbook", "abstract__event")
        .get(pk=comment.pk)
    )
    if held.deleted_at is not None:
        raise NotInThisState(_("This comment was taken away in the meantime."))
    if held.author_id != by.pk and not or_manager:
        raise NotInTheDiscussion(_("Only who wrote a comment can change it."))
    return held


def _check_text(text: str) -> None:
    if not text.strip():
        raise NothingSaid(_("Write what you want to say."))
    check_markdown(text)


def _check_audience(abstract: Abstract, by: User, audience: str) -> None:
    if audience not in audiences_for(standing_of(by, abstract.event), abstract):
        raise NotInTheDiscussion(
            _("You can not write that to the discussion of this abstract. Ask the organisers to open it.")
        )
