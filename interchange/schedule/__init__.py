"""Published conference schedules: one neutral shape, readers into it and writers out of it.

`reading.read_schedule` takes the bytes of a file and answers a `shape.Schedule`; `schedule_xml.write_xml` and
`schedule_json.write_json` write one. Nothing here knows the database.
"""
