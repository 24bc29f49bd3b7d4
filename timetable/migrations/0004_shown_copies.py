"""A working slot lies in a working block, a copy in a copy; settings make their event grow."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "versions.sql"


class Migration(migrations.Migration):
    dependencies = [("timetable", "0003_drafts_and_versions")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
