"""A call may know when it closes before anybody says when it opens."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("abstracts", "0007_published")]

    operations = [
        migrations.RemoveConstraint(model_name="call", name="call_closes_after_it_opens"),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(opens_at__isnull=True) | Q(opens_at__lt=F("closes_at")),
                name="call_closes_after_it_opens",
            ),
        ),
    ]
