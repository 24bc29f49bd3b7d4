"""The embedded PostgreSQL: alive while somebody uses it, wherever its folder lies."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from hemicycle.postgres import Server

ROOT = Path(__file__).resolve().parents[2]
USE = """
import sys
from pathlib import Path
from hemicycle.embedded import database_url
print(database_url(Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def use():
    """Start processes that use the server of a folder until their standard input ends."""
    started: list[subprocess.Popen[str]] = []

    def start(var: Path) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", USE, str(var)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.communicate(timeout=30)


def leave(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=30)


def test_the_last_to_leave_stops_the_server(tmp_path, use):
    var = tmp_path / "var with spaces"
    server = Server(var / "postgres")
    first, second = use(var), use(var)
    assert first.stdout.readline() == second.stdout.readline()

    leave(first)
    assert server.is_ready()

    leave(second)
    assert not server.is_ready()


def test_the_database_speaks_utf_8_and_listens_to_nobody_else(tmp_path, use):
    use(tmp_path).stdout.readline()
    server = Server(tmp_path / "postgres")

    with psycopg.connect(host=str(server.socket_folder()), user="postgres", dbname="hemicycle") as connection:
        encoding = connection.execute("SHOW server_encoding").fetchone()
        addresses = connection.execute("SHOW listen_addresses").fetchone()

    assert (encoding, addresses) == (("UTF8",), ("",))
    assert server.socket_folder().stat().st_mode & 0o077 == 0


def test_a_killed_user_leaves_the_server_to_the_next(tmp_path, use):
    killed = use(tmp_path)
    killed.stdout.readline()
    killed.kill()
    killed.wait()

    heir = use(tmp_path)
    heir.stdout.readline()
    leave(heir)

    assert not Server(tmp_path / "postgres").is_ready()
