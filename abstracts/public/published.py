"""What everybody who sees a contribution reads of the abstract behind it, once it is accepted and released."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from abstracts.answered import answered
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
    answers = published_answers([talk.pk]).get(talk.pk)
    if answers is None:
        return None
    files = list(published_files(talk))
    return Published(talk, answers, files) if answers or files else None


def published_answers(talks: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """What was answered to the fields that everybody sees, by the id of the contribution: two queries.

    Only of contributions with a released abstract behind them; empty where nothing was answered.
    """
    released = Abstract.objects.filter(
        contribution__in=talks, state=State.ACCEPTED, released_at__isnull=False
    )
    rows = list(released.order_by().values_list("contribution", "call", "answers"))
    fields: dict[int, list[Field]] = defaultdict(list)
    for field in Field.objects.filter(call__in={row[1] for row in rows}, visibility=Field.Visibility.PUBLIC):
        fields[field.call_id].append(field)
    return {
        talk: [(field.title, str(answer)) for field, answer in answered(fields[call], answers)]
        for talk, call, answers in rows
    }


def published_files(talk: Contribution) -> QuerySet[AbstractFile]:
    return AbstractFile.objects.filter(
        abstract__contribution=talk,
        abstract__state=State.ACCEPTED,
        abstract__released_at__isnull=False,
        abstract__call__publish_files=True,
    )
