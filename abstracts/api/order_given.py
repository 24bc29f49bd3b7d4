"""An order as programs send it."""

from rest_framework import serializers

from rooms.api.query import KeyField
from rooms.api.strict import Strict

MOST = 1000


class NumbersInOrderGiven(Strict):
    order = serializers.ListField(child=KeyField(), max_length=MOST, help_text="Numbers in their order.")
