"""What is typed into the form of a submitted abstract is kept until it is saved."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("abstracts", "0011_gentle_mails"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnsavedEdit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fields", models.JSONField()),
                ("seal", models.CharField(blank=True, max_length=40)),
                ("typed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "abstract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unsaved_edits",
                        to="abstracts.abstract",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="unsavededit",
            constraint=models.UniqueConstraint(
                fields=["abstract", "user"], name="unsaved_edit_once_per_writer", nulls_distinct=False
            ),
        ),
    ]
