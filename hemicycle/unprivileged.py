"""PostgreSQL refuses to run as root; on such a machine it runs as a system user of its own."""

import os
import pwd
import stat
import subprocess
from pathlib import Path
from typing import NamedTuple

NAME = "hemicycle"


class Person(NamedTuple):
    """A user of the operating system."""

    uid: int
    gid: int


def server_person() -> Person | None:
    """The system user that the server runs as; None when we are an ordinary user and run it ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME],
            check=False,  # two first starts side by side: one of them finds the user made
            capture_output=True,
        )
        entry = pwd.getpwnam(NAME)
    return Person(entry.pw_uid, entry.pw_gid)


def let_through(person: Person, *, to: Path, whole_tree: Path | None = None) -> None:
    """Let the person pass through the folders above `to`, as under /root, and read `whole_tree`.

    Only passing is granted (o+x): what lies beside the way keeps its own rights.
    """
    for folder in [to, *to.parents]:
        if folder.stat().st_uid != person.uid:
            _allow(folder, stat.S_IXOTH)
    for path in [whole_tree, *whole_tree.rglob("*")] if whole_tree else []:
        if path.is_symlink():
            continue
        runs = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
        _allow(path, stat.S_IROTH | (stat.S_IXOTH if runs else 0))


def _allow(path: Path, rights: int) -> None:
    mode = path.stat().st_mode
    if mode & rights != rights:
        path.chmod(stat.S_IMODE(mode) | rights)
