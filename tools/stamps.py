"""Remember in `var/stamps.json` what was done for which state of the files, so that it is done once."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


class Stamps:
    """Named fingerprints, kept in one small file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def holds(self, name: str, fingerprint: str) -> bool:
        """Whether `name` was last done for this very fingerprint."""
        return self._read().get(name) == fingerprint

    def put(self, name: str, fingerprint: str) -> None:
        stamps = {**self._read(), name: fingerprint}
        self.path.write_text(json.dumps(stamps, indent=2), encoding="utf-8")
        self.path.chmod(0o600)

    def _read(self) -> dict[str, str]:
        try:
            return dict(json.loads(self.path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}


def fingerprint(paths: Iterable[Path], *more: str) -> str:
    """One hash over the contents of the files and some words."""
    whole = hashlib.sha256("\0".join(more).encode())
    for path in sorted(paths):
        whole.update(f"\0{path}\0".encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()
