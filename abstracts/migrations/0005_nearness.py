"""Indexes that find who works at the same place, and what was submitted from an address."""

from django.db import migrations, models
from django.db.models.functions import Lower

HOME = r"([^.@]+\.(?:(?:ac|co|com|edu|gob|gouv|gov|go|mil|ne|net|nom|or|org|res|sch)\.[a-z][a-z]|[^.@]+))$"


def place():
    spaced = models.Func(
        "name", models.Value(r"\s+"), models.Value(" "), models.Value("g"), function="regexp_replace"
    )
    return Lower(models.Func(spaced, function="btrim"))


class Migration(migrations.Migration):
    dependencies = [("abstracts", "0004_review_reminders")]

    operations = [
        migrations.AddIndex(
            model_name="abstract",
            index=models.Index(
                Lower("submitter_email"),
                condition=~models.Q(submitter_email=""),
                name="abstract_by_submitter",
            ),
        ),
        migrations.AddIndex(
            model_name="affiliation", index=models.Index(place(), name="affiliation_by_place")
        ),
        migrations.AddIndex(
            model_name="affiliation",
            index=models.Index(fields=["ror"], condition=~models.Q(ror=""), name="affiliation_by_ror"),
        ),
        migrations.AddIndex(
            model_name="author",
            index=models.Index(
                models.Func(Lower("email"), models.Value(HOME), function="substring"),
                condition=~models.Q(email=""),
                name="author_by_home",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation", index=models.Index(place(), name="organisation_by_place")
        ),
    ]
