"""Organisers lift conflicts of interest that were found, each with a reason."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("abstracts", "0012_unsaved_edits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LiftedConflict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rules",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("affiliation", "same affiliation as an author"),
                                ("domain", "same e-mail domain as an author"),
                                ("co_author", "wrote another abstract with an author"),
                            ],
                            max_length=11,
                        ),
                        size=None,
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("lifted_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "abstract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lifted_conflicts",
                        to="abstracts.abstract",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["abstract__number", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("abstract", "user"), name="lifted_conflict_once_per_person"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rules__contained_by", ["affiliation", "domain", "co_author"]),
                            models.Q(("rules", []), _negated=True),
                        ),
                        name="lifted_conflict_was_found",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="lifted_conflict_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by__isnull", True),
                            models.Q(("by", models.F("user")), _negated=True),
                            _connector="OR",
                        ),
                        name="lifted_conflict_is_of_another",
                    ),
                ],
            },
        ),
    ]
