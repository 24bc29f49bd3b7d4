"""Kinds of jobs for these tests, and an empty folder for their files."""

import pytest

from jobs.models.job import private_folder
from jobs.registry import job_kind, kinds
from kit.refusals import Refused


@pytest.fixture(autouse=True)
def empty_folder():
    folder = private_folder()
    yield folder
    for name in folder.listdir("")[1]:
        folder.delete(name)


@pytest.fixture
def kind():
    """Registers kinds that are forgotten after the test."""
    before = dict(kinds)
    yield job_kind
    kinds.clear()
    kinds.update(before)


@pytest.fixture(autouse=True)
def write(kind):
    """A kind that writes the text it is given into a file."""
    runs = []

    @kind("tests.write", title="A text")
    def run(job):
        runs.append(job.key)
        job.progress(40, "Writing")
        job.write_file("text.txt", "text/plain", job.arguments.get("text", "Ahoy").encode())
        return {"letters": len(job.arguments.get("text", "Ahoy"))}

    return runs


class Unwilling(Refused):
    """What the work of a kind may raise."""
