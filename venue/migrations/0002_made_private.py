from django.db import migrations, models

# Until now a booking of an event was private because the event was not open, and for no other reason.
REMEMBER = """
UPDATE venue_eventbooking link SET made_private = true
  FROM rooms_occurrence date JOIN rooms_booking booking ON booking.id = date.booking_id
 WHERE date.id = link.occurrence_id AND link.made_here AND booking.is_private
"""


class Migration(migrations.Migration):
    dependencies = [("venue", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="eventbooking",
            name="made_private",
            field=models.BooleanField(
                default=False,
                help_text="Its booking is private because the event is not open, and opens with it.",
            ),
        ),
        migrations.RunSQL(REMEMBER, migrations.RunSQL.noop),
    ]
