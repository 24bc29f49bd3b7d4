"""Letters are owed in the transaction of the act they tell of."""

from collections.abc import Sequence

from abstracts.models import Abstract
from accounts.models import User


def owe_letters(abstracts: Sequence[Abstract], *, by: User | None) -> int:
    """Write the letters that the rules of the event give for the abstracts as they stand now; returns how many.

    For operations: inside their transaction, once everything else is written.
    """
    return 0
