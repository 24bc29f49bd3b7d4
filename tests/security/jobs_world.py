"""A job of the small world that is done and has a file, and the routes that are tried with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from jobs.registry import Running, job_kind
from tests.factories.jobs import JobFactory

if TYPE_CHECKING:
    from tests.security.world import World

THINGS: dict[str, tuple[str, ...]] = dict.fromkeys(
    ("job", "job-file", "job-cancel", "job-retry", "api-job-detail", "api-job-cancel", "api-job-file"),
    ("job",),
)


@job_kind("tests.harbour", title="Harbour")
def run(job: Running) -> None:
    """Nothing runs here; but what no app knows is handed out to nobody."""


def secret_job(world: "World", secret: Callable[[str], str]) -> None:
    """The manager of the conference had something made, and nobody but admins is to know of it."""
    world.things["job"] = JobFactory(
        kind="tests.harbour",
        owner=world.users["manager"],
        title=secret("job"),
        state="done",
        content=secret("file").encode(),
        result={"note": secret("result")},
    )
