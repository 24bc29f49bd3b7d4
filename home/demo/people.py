"""The accounts of the demo."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Who signs in with `email` and the demo's password, and what for."""

    email: str
    name: str
    is_admin: bool = False


ORGANISER = DemoAccount("organiser@hemicycle.example", "Marit Solvang-Ferro")
ROOM_MANAGER = DemoAccount("rooms@hemicycle.example", "Halvard Nkemelu-Roth")
ATTENDEE = DemoAccount("attendee@hemicycle.example", "Lucía Ferrand-Okoye")
REVIEWER = DemoAccount("reviewer@hemicycle.example", "Tobias Wrangel-Adeyemi")
ADMIN = DemoAccount("admin@hemicycle.example", "Ottilie Nakashima-Roy", is_admin=True)
ACCOUNTS = (ORGANISER, ROOM_MANAGER, ATTENDEE, REVIEWER, ADMIN)
COMMITTEE = (
    DemoAccount("noor@hemicycle.example", "Noor Haverkamp-Sá"),
    DemoAccount("emil@hemicycle.example", "Emil Oduya-Winter"),
    DemoAccount("salome@hemicycle.example", "Salome Grünbaum-Tran"),
)
"""They review as well; nobody is asked to sign in as one of them."""
