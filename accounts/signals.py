"""What accounts tells the floors above."""

from django.dispatch import Signal

# Sent inside the transaction in which `user` proved to own the address `email`.
address_confirmed = Signal()
