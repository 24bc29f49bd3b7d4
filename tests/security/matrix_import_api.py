"""Who imports schedules over the API; in the words of `tests.security.matrix`. Without a file nobody does."""

ROWS = """
mmmmmmmmm ubbbbbbbf ummmmmmmf ummmmmmmf ummmmmmmf : api-schedule-import-list
"""
