"""Slots are consistent, and make their event grow."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "slots.sql"


class Migration(migrations.Migration):
    dependencies = [("programme", "0002_revisions"), ("timetable", "0001_initial")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
