"""Children of the supervisor: started again when they die, given up when they cannot live, never orphans."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools.processes import TOO_OFTEN, Child, DiesAgain

ROOT = Path(__file__).resolve().parents[2]
PARENT = """
import signal, sys
from pathlib import Path
from tools.processes import Child
child = Child("sleeper", ["sleep", "60"], cwd=Path("."), log=Path(sys.argv[1]))
print(child.process.pid, flush=True)
signal.pause()
"""


def wait_until_gone(pid: int) -> bool:
    for _try in range(100):
        try:
            if "Z" in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]:
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False


def test_a_dead_child_is_started_again_and_a_stopped_one_is_gone(tmp_path):
    child = Child("sleeper", ["sleep", "60"], cwd=tmp_path, log=tmp_path / "log" / "sleeper.log")
    first = child.process
    first.kill()
    first.wait()

    child.revive()

    second = child.process
    assert second.pid != first.pid
    child.stop()
    child.wait(until=time.monotonic() + 5)
    assert second.poll() == -signal.SIGTERM


def test_a_child_that_cannot_live_is_given_up_with_its_last_words(tmp_path):
    command = [sys.executable, "-c", "raise SystemExit('no such thing')"]
    child = Child("poor one", command, cwd=tmp_path, log=tmp_path / "poor.log")

    for _death in range(TOO_OFTEN - 1):
        child.process.wait()
        child.revive()
    child.process.wait()

    with pytest.raises(DiesAgain, match="no such thing"):
        child.revive()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent died")
def test_children_end_when_their_parent_is_killed(tmp_path):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "sleeper.log")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout
    pid = int(parent.stdout.readline())
    os.kill(parent.pid, signal.SIGKILL)
    parent.communicate()

    assert wait_until_gone(pid)
