"""The head of the editor: what can be undone and done again, and what is not published yet."""

from dataclasses import dataclass

from accounts.models import User
from events.models import Event
from events.words import act_words
from timetable.models import Step, settings_of
from timetable.operations.steps import last_step, next_step
from timetable.versions.counting import unpublished_count


@dataclass(frozen=True, slots=True)
class State:
    """`unpublished` is None where every change shows at once."""

    undo: str
    redo: str
    unpublished: int | None
    saved: Step | None


def state_of(event: Event, *, by: User) -> State:
    """Five queries at most."""
    newest = Step.objects.filter(event=event).select_related("by").first()
    return State(
        undo=step_words(last_step(event, by=by)),
        redo=step_words(next_step(event, by=by)),
        unpublished=None if settings_of(event).is_live else unpublished_count(event),
        saved=newest,
    )


def step_words(step: Step | None) -> str:
    """ "Timetable changed: Lunch"."""
    return f"{act_words(step.verb)}: {step.label}" if step else ""
