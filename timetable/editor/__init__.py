"""The timetable editor: what stands on its board, how it is written, and what its acts do."""
