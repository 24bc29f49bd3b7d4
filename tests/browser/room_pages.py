"""The pages of the rooms, by who reads them."""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from rooms.models import Blocking, Booking, FloorPlan, Location, Occurrence, Room, State
from rooms.tokens import CHECK_IN, DOOR, HERE, RECONFIRM, token_for

Address = Callable[[], str]


def _named(name: str, query: str = "") -> Address:
    return lambda: reverse(name) + query


def _of_a_room(name: str, room: str, query: str = "") -> Address:
    return lambda: reverse(name, args=[Room.objects.get(name=room).pk]) + query


def _of_the_location(name: str) -> Address:
    return lambda: reverse(name, args=[Location.objects.get(name="Lakeside Campus").pk])


def _of_a_plan(name: str) -> Address:
    return lambda: reverse(name, args=[FloorPlan.objects.get(building="40", floor="1").pk])


def _of_a_series(name: str) -> Address:
    return lambda: reverse(name, args=[Booking.objects.get(purpose="Prototyping").pk])


def _of_a_request(name: str) -> Address:
    request = Booking.objects.filter(state=State.PENDING, purpose="Coffee with the directorate")
    return lambda: reverse(name, args=[request.get().pk])


def _of_the_blocking(name: str) -> Address:
    return lambda: reverse(name, args=[Blocking.objects.get(reason="Examinations").pk])


def _date_of_the_series(name: str) -> Address:
    def address() -> str:
        ahead = Occurrence.objects.accepted().filter(
            booking__purpose="Prototyping", starts_at__gt=timezone.now()
        )
        date = ahead.earliest("starts_at")
        return reverse(name, args=[date.booking_id, date.date.isoformat()])

    return address


def _series_in_two_weeks() -> str:
    day = timezone.now().date() + timedelta(days=14)
    room = Room.objects.get(name="Salle Curie")
    when = f"date={day}&from=08:00&to=09:30&repeat=weekly&count=6"
    return f"{reverse('room-finder')}?{when}&people=60&room={room.pk}"


def _at_the_door() -> str:
    room = Room.objects.get(name="Pavilion")
    return reverse("door", args=[room.pk, token_for(DOOR, room.door_nonce)])


def _sign_at_the_door() -> str:
    return reverse("check-in-here", args=[token_for(HERE, Room.objects.get(name="Pavilion").door_nonce)])


def _check_in_link() -> str:
    date = Occurrence.objects.filter(room__name="Pavilion").earliest("starts_at")
    return reverse("check-in", args=[token_for(CHECK_IN, date.nonce)])


def _reconfirm_link() -> str:
    booking = Booking.objects.get(purpose="Prototyping")
    return reverse("reconfirm", args=[token_for(RECONFIRM, str(booking.key))])


OF_A_STRANGER: dict[str, Address] = {
    "door of a room": _at_the_door,
    "check-in by link": _check_in_link,
    "confirming a series by link": _reconfirm_link,
}

OF_A_BOOKER: dict[str, Address] = {
    "finder": _named("room-finder"),
    "finder with a series and a room": _series_in_two_weeks,
    "finder without result": _named("room-finder", "?people=5000&q=nothing-of-the-kind"),
    "room": _of_a_room("room", "Salle Curie"),
    "room that is a whole": _of_a_room("room", "Two Rivers"),
    "booking a room": _of_a_room("book-room", "Salle Noether"),
    "asking for a room": _of_a_room("book-room", "Foyer"),
    "day of the rooms": _named("room-calendar"),
    "week of the rooms": _named("room-calendar", "?view=week"),
    "month of the rooms": _named("room-calendar", "?view=month"),
    "list of the rooms": _named("room-calendar", "?view=list"),
    "floor plans": _named("floor-plans"),
    "floor plan": _of_a_plan("floor-plan"),
    "my bookings": _named("my-bookings"),
    "booking": _of_a_series("booking"),
    "request": _of_a_request("booking"),
    "editing a booking": _of_a_series("edit-booking"),
    "moving a booking": _of_a_series("move-booking"),
    "cancelling a booking": _of_a_series("cancel-booking"),
    "cancelling a date": _date_of_the_series("cancel-occurrence"),
    "mails about rooms": _named("room-mail"),
    "calendars of rooms": _named("room-calendars"),
    "blockings": _named("blockings"),
    "blocking": _of_the_blocking("blocking"),
    "new blocking": _named("new-blocking"),
    "check-in by the sign at the door": _sign_at_the_door,
}

OF_THE_ROOM_MANAGER: dict[str, Address] = {
    "bookings in my rooms": _named("bookings-in-my-rooms"),
    "approvals": _named("approvals"),
    "request, to its moderator": _of_a_request("booking"),
    "approving a request": _of_a_request("approve-booking"),
    "rejecting a request": _of_a_request("reject-booking"),
    "blockings, to a manager": _named("blockings"),
    "statistics of the rooms": _named("room-statistics"),
    "hours of the rooms": _named("room-statistics-hours"),
    "sign for a door": _of_a_room("door-sheet", "Pavilion"),
    "rooms, managed": _named("manage-rooms"),
    "new room": _named("new-room"),
    "room, managed": _of_a_room("manage-room", "Salle Curie"),
    "hours of a room": _of_a_room("room-hours", "Salle Curie"),
    "closures of a room": _of_a_room("room-closures", "Workshop B"),
    "parts of a room": _of_a_room("room-parts", "Two Rivers"),
    "photo of a room": _of_a_room("edit-photo", "Salle Curie"),
    "access to a room": _of_a_room("room-protection", "Council room"),
    "log of a room": _of_a_room("room-log", "Salle Curie"),
    "taking a room out of use": _of_a_room("retire-room", "Salle Curie"),
    "locations": _named("manage-locations"),
    "location": _of_the_location("manage-location"),
    "hours of a location": _of_the_location("location-hours"),
    "closures of a location": _of_the_location("location-closures"),
    "access to a location": _of_the_location("location-protection"),
    "log of a location": _of_the_location("location-log"),
    "floor plans, managed": _named("manage-plans"),
    "floor plan, managed": _of_a_plan("manage-plan"),
    "importing rooms": _named("import-rooms"),
    "importing bookings": _named("import-bookings"),
}

OF_WHO_RUNS_ALL_ROOMS: dict[str, Address] = {
    "new location": _named("new-location"),
    "equipment": _named("manage-equipment"),
    "attributes of rooms": _named("manage-attributes"),
    "settings of the rooms": _named("room-settings"),
    "access to all rooms": _named("rooms-protection"),
    "log of the rooms": _named("rooms-log"),
}
