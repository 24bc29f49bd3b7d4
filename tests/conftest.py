"""What every test may lean on: fixtures of one app live in tests/<app>, rows in tests/factories."""
