"""What stands against a room at some time, which rooms are free, and when: reads in SQL, measured.

None of them uses the index of the exclusion constraint: a probe of it costs ten times one of a B-tree.
"""
