"""An event's revision grows with whatever it shows."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "revisions.sql"


class Migration(migrations.Migration):
    dependencies = [("access", "0002_derive_paths"), ("events", "0001_initial")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
