"""What everybody who sees a contribution reads of the abstract behind it, once it is accepted and released."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from abstracts.models import Abstract, AbstractFile, Field, State
from programme.models import Contribution


@dataclass(frozen=True, slots=True)
class Published:
    """Answers by the names of their fields, and the files if the call shows them."""

    talk: Contribution
    answers: list[tuple[str, str]]
    files: list[AbstractFile]


def published_with(talk: Contribution) -> Published | None:
    """None where there is no such abstract, or nothing of it is for everybody. The caller asks who sees the talk."""
    released = Abstract.objects.filter(contribution=talk, state=State.ACCEPTED, released_at__isnull=False)
    abstract = released.only("answers", "call").first()
    if abstract is None:
        return None
    answers, files = _answers(abstract), list(published_files(talk))
    return Published(talk, answers, files) if answers or files else None


def published_files(talk: Contribution) -> QuerySet[AbstractFile]:
    return AbstractFile.objects.filter(
        abstract__contribution=talk,
        abstract__state=State.ACCEPTED,
        abstract__released_at__isnull=False,
        abstract__call__publish_files=True,
    )


def _answers(abstract: Abstract) -> list[tuple[str, str]]:
    found = []
    for field in Field.objects.filter(call=abstract.call_id, visibility=Field.Visibility.PUBLIC):
        answer = abstract.answers.get(str(field.pk))
        if field.kind == Field.Kind.YES_NO and answer is not None:
            answer = _("Yes") if answer else _("No")
        if answer not in (None, ""):
            found.append((field.title, str(answer)))
    return found
