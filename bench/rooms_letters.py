"""How fast a worker writes the mails about what was booked before: `python -m bench.rooms_letters`."""

import os
import time

import django

from bench.figures import report


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hemicycle.settings")
    django.setup()
    from rooms.models import OwedNews
    from rooms.operations.writing import write_letters

    keys = list(OwedNews.objects.order_by("pk").values_list("booking_id", flat=True)[:300])
    began, worked = time.perf_counter(), time.process_time()
    for key in keys:
        write_letters(key)
    report(
        "rooms: bookings whose mails one worker writes",
        len(keys) / (time.perf_counter() - began),
        "bookings/s",
    )
    report("rooms: work of these mails, worker", (time.process_time() - worked) / len(keys) * 1000, "ms CPU")


if __name__ == "__main__":
    main()
