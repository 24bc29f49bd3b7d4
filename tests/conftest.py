"""What every test may lean on: fixtures of one app live in tests/<app>, rows in tests/factories."""

from hypothesis import settings

# A machine that does several things at once is slow now and then; pytest's own limit of time holds all the same.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
