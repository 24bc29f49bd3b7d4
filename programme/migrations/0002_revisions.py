"""The programme makes its event grow."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "revisions.sql"


class Migration(migrations.Migration):
    dependencies = [("events", "0002_revisions"), ("programme", "0001_initial")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
