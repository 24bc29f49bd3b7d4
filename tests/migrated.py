"""A migrated database without rows, made once for each state of the migrations and copied by every process of tests.

Migrating takes longer than a hundred tests; a copy takes a second. It stays on the server for the next run, until
something that migrations are made of is another: then it is made anew and the old one goes.
"""

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "migrated_"
# What the outcome depends on: migrations and their SQL, what they take from models, apps and libraries.
MADE_OF = ("*/migrations/*.py", "*/sql/*.sql", "*/models/*.py", "*/settings.py", "requirements.lock")
ONE_AT_A_TIME = 4_113_201_127


def copied_from() -> str:
    """The name of the database to copy; made now where there is none."""
    family = f"{connection.settings_dict['TEST']['NAME'].partition('_gw')[0]}_{PREFIX}"
    name = f"{family}{_state()}"
    with connection._nodb_cursor() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [family])
        held = {row[0] for row in server.fetchall()}
        for old in held - {name}:
            server.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(old)} WITH (FORCE)")
        if name not in held:
            _make(f"{name}_draft")
            server.execute(
                f"ALTER DATABASE {connection.ops.quote_name(f'{name}_draft')} "
                f"RENAME TO {connection.ops.quote_name(name)}"
            )
    return name


def _make(name: str) -> None:
    """Under the name of a draft, so that one whose making was killed is never copied."""
    before = connection.settings_dict["NAME"]
    names = connection.settings_dict["TEST"]
    own = names["NAME"]
    names["NAME"] = name
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        connection.close()
        names["NAME"] = own
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = before


def _state() -> str:
    """Twelve letters that are others when a file that migrations are made of is another."""
    digest = hashlib.sha256()
    for pattern in MADE_OF:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(f"{path.relative_to(ROOT)}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
