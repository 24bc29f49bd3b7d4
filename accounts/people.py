"""Naming a person to a form without giving away that people are numbered."""

from django.core.signing import BadSignature, Signer

from accounts.models import User

SIGNER = Signer(salt="hemicycle.person", sep=".")


def handle_of(user: User) -> str:
    """What a picker hands over instead of the row's number: nobody can count through these."""
    return SIGNER.sign(str(user.pk))


def person_named(text: str) -> User | None:
    """The active person a handle stands for, or who owns exactly this e-mail address."""
    try:
        key = SIGNER.unsign(text.strip())
    except BadSignature:
        owner = User.objects.owning(text.strip())
        return owner if owner is not None and owner.is_active else None
    return User.objects.filter(pk=key, is_active=True).first()
