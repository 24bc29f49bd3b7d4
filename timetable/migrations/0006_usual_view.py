"""Organisers choose how their timetable looks until a reader chooses another view."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("timetable", "0005_revisions_never_fall")]

    operations = [
        migrations.AddField(
            model_name="timetablesettings",
            name="view",
            field=models.CharField(
                blank=True,
                choices=[
                    ("grid", "By room"),
                    ("tracks", "By track"),
                    ("week", "Week"),
                    ("list", "List by time"),
                    ("agenda", "Agenda"),
                    ("numbered", "Numbered agenda"),
                ],
                help_text="How the timetable looks until a reader chooses another view.",
                max_length=8,
                verbose_name="usual view",
            ),
        )
    ]
