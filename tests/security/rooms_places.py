"""With which things of the world the routes of the rooms are tried."""

ROOMS = ("bookable", "hidden_bookable")
LOCATIONS = ("location",)
PLANS = ("plan",)
BOOKINGS = ("booking", "request", "hidden_booking", "private_booking")
BLOCKINGS = ("blocking", "hidden_blocking")

THINGS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            "manage-room",
            "room-hours",
            "room-closures",
            "room-parts",
            "edit-photo",
            "room-protection",
            "room-log",
            "retire-room",
            "bring-back-room",
            "reset-door-key",
        ),
        ROOMS,
    ),
    **dict.fromkeys(
        (
            "manage-location",
            "location-hours",
            "location-closures",
            "location-protection",
            "location-log",
        ),
        LOCATIONS,
    ),
    **dict.fromkeys(
        (
            "booking",
            "booking-ics",
            "edit-booking",
            "move-booking",
            "cancel-booking",
            "cancel-occurrence",
            "undo-cancelling",
            "delete-booking",
            "undelete-booking",
            "end-occurrence",
            "approve-booking",
            "reject-booking",
        ),
        BOOKINGS,
    ),
    **dict.fromkeys(("room", "room-photo", "book-room", "favourite"), ROOMS),
    "manage-plan": PLANS,
    "floor-plan": PLANS,
    "api-location-detail": LOCATIONS,
    **dict.fromkeys(
        (
            "api-room-detail",
            "api-room-calendar",
            "api-room-hours",
            "api-room-closures",
            "api-room-access",
            "api-room-parts",
            "api-room-photo",
            "api-room-favourite",
            "api-room-retire",
            "api-room-bring-back",
            "api-room-door-key",
        ),
        ROOMS,
    ),
    **dict.fromkeys(("api-location-hours", "api-location-closures", "api-location-access"), LOCATIONS),
    "api-plan-detail": PLANS,
    "api-equipment-detail": ("equipment",),
    "api-feature-detail": ("feature",),
    "api-attribute-detail": ("attribute", "hidden_attribute"),
    **dict.fromkeys(
        (
            "api-booking-detail",
            "api-booking-approve",
            "api-booking-reject",
            "api-booking-cancel",
            "api-booking-move",
            "api-booking-check-in",
        ),
        BOOKINGS,
    ),
    **dict.fromkeys(
        ("api-blocking-detail", "api-blocking-accept", "api-blocking-reject", "api-blocking-end"), BLOCKINGS
    ),
    **dict.fromkeys(("blocking", "edit-blocking"), BLOCKINGS),
    **dict.fromkeys(("room-ics", "room-freebusy", "door-sheet"), ROOMS),
    "location-ics": LOCATIONS,
    "check-in": ("check_in_pass",),
    "check-in-here": ("here_pass", "hidden_here_pass"),
    "reconfirm": ("reconfirm_pass",),
    "door": ("door_pass", "crossed_door_pass"),
    "my-bookings-feed": ("room_key",),
    **dict.fromkeys(("room-feed", "room-busy-feed"), ("room_key", "hidden_room_key")),
    "location-feed": ("location_key",),
}
