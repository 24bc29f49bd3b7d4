"""An event counts the changes its calendar entry shows."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql" / "edition.sql"


class Migration(migrations.Migration):
    dependencies = [("events", "0003_event_by_address")]

    operations = [
        migrations.AddField("event", "edition", models.PositiveIntegerField(default=0, editable=False)),
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
