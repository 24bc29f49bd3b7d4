"""What the database derives and promises by itself: cells and hours of rooms, states of bookings, the roll-up."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
FILES = ("derive.sql", "states.sql", "room_days.sql")


class Migration(migrations.Migration):
    dependencies = [("access", "0002_derive_paths"), ("rooms", "0001_initial")]

    operations = [
        migrations.RunSQL((SQL / name).read_text(encoding="utf-8"), migrations.RunSQL.noop) for name in FILES
    ]
