"""What is published of released abstracts makes their event grow."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "published.sql"


class Migration(migrations.Migration):
    dependencies = [("events", "0002_revisions"), ("abstracts", "0006_book_made")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
