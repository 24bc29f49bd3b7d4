"""What people were written, once workers have done their part."""

from notices.models import DigestEntry, Notice
from rooms.models import OwedNews
from rooms.operations.writing import write_letters


def outbox():
    """All mails that are owed or sent, those about bookings too, which a worker writes after the act."""
    write_all_letters()
    return Notice.objects.all()


def digests():
    """What waits for the next digests."""
    write_all_letters()
    return DigestEntry.objects.all()


def write_all_letters():
    for booking in dict.fromkeys(OwedNews.objects.order_by("pk").values_list("booking_id", flat=True)):
        write_letters(booking)
    assert not OwedNews.objects.exists()
