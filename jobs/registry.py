"""Which kinds of jobs there are. The apps above register theirs; a kind is named `<app>.<what>`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from jobs.models import Job
from jobs.running import Cancelled, OutOfTime, Running

__all__ = ["Cancelled", "JobKind", "OutOfTime", "Running", "job_kind", "kind_of", "kinds"]

Result = dict[str, Any]
Work = Callable[[Running], Result | None]
MayRead = Callable[[Job, User], bool]
MINUTES = 10


@dataclass(frozen=True)
class JobKind:
    """How one kind is called, done, limited, and who may fetch what came of it."""

    name: str
    title: Any
    """A lazy translation: it is said in the language of the person who starts the job."""
    run: Work
    minutes: float
    may_read: MayRead | None

    @property
    def seconds(self) -> float:
        return self.minutes * 60


kinds: dict[str, JobKind] = {}


def job_kind(
    name: str, *, title: Any, minutes: float = MINUTES, may_read: MayRead | None = None
) -> Callable[[Work], Work]:
    """Register the decorated `run(job: Running) -> dict | None` as the work of a kind.

    The module must be imported in `ready` of its app's configuration, for workers start jobs by name alone.

    `run` re-checks what `job.owner` may do: between start and run the right may have been taken away. It lets
    Cancelled and OutOfTime pass; a Refused it raises is shown to the person. It may be run twice, if its worker was
    killed: what it writes to the database goes into one transaction at its end. What it returns becomes `result`,
    JSON; an address on this site under `url` is offered as the page of the result.

    `may_read(job, user)` is asked again whenever somebody fetches the file or the result: whoever lost the right to
    what is in it lost the file as well. Without it the owner keeps it until it expires. `minutes` limits one run.
    """

    def register(run: Work) -> Work:
        if name in kinds:
            raise ValueError(f"There are two kinds of jobs named {name}.")
        kinds[name] = JobKind(name, title, run, minutes, may_read)
        return run

    return register


def kind_of(job: Job) -> JobKind | None:
    """None for a kind of an app that is not installed any more."""
    return kinds.get(job.kind)
