"""Words that stand in what is hidden, looked for in everything that anybody can fetch."""

SECRET = "zibeline"
"""In every text that strangers must not read."""

ADDRESS = "okapi"
"""In the e-mail address of every person of an event."""
