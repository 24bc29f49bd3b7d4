"""When somebody was reminded is kept by reviewer and call (ReviewReminder), not by assignment."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("abstracts", "0008_closing_without_opening")]

    operations = [migrations.RemoveField(model_name="assignment", name="reminded_at")]
