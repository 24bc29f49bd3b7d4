"""No circles among merged abstracts; calls make their event grow."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "others.sql"


class Migration(migrations.Migration):
    dependencies = [("events", "0002_revisions"), ("abstracts", "0001_initial")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
