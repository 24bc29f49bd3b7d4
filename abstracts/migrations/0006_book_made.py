import django.contrib.postgres.fields
from django.db import migrations, models

import abstracts.models.file


class Migration(migrations.Migration):
    dependencies = [("abstracts", "0005_nearness")]

    operations = [
        migrations.AddField(
            model_name="book",
            name="made_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="book",
            name="made_file",
            field=models.FileField(
                blank=True, max_length=100, storage=abstracts.models.file.private_folder, upload_to=""
            ),
        ),
        migrations.AddField(
            model_name="book",
            name="made_of",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, editable=False, size=None
            ),
        ),
    ]
