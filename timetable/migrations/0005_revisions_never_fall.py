"""The revision of a slot may be set to a higher one, and grows by itself otherwise."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "revisions.sql"


class Migration(migrations.Migration):
    dependencies = [("timetable", "0004_shown_copies")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
