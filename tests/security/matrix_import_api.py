"""Who imports schedules over the API; in the words of `tests.security.matrix`. Without a file nobody does."""

ROWS = """
mmmmmmmmm utttttttf ummmmmmmf ummmmmmmf ummmmmmmf : api-schedule-import-list
"""
