"""People get one mail of a kind an hour at once; which address of a committee waits for one is known."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("events", "0002_revisions"),
        ("abstracts", "0010_desk_steps"),
    ]

    operations = [
        migrations.AddField(
            model_name="teammember",
            name="waits_for_mail",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.CreateModel(
            name="LastMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("place", "Place"), ("assigned", "Assigned"), ("comment", "Comment")],
                        max_length=8,
                    ),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.event"
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "user", "kind"),
                        name="last_mail_once_per_event_person_and_kind",
                    )
                ],
            },
        ),
    ]
