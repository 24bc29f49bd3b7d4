"""path, reach and is_open follow by trigger."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql" / "derive_paths.sql"


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)]
