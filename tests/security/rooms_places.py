"""With which things of the world the routes of the rooms are tried."""

ROOMS = ("bookable", "hidden_bookable")
LOCATIONS = ("location",)
PLANS = ("plan",)

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
    "manage-plan": PLANS,
}
