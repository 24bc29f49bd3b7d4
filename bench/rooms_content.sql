-- The bookings of bench.rooms_content: who wants which room when, and the rows that come of it.

-- name: wishes
-- Rooms are wanted between 10 and 96 per cent of the weekday hours from 8 to 20 h; seven of ten of these hours are
-- those of a series of half a year. Rooms with buffers take every other hour; wholes of other rooms take Saturdays,
-- which nobody else does. Some stay from Friday evening to Saturday noon.
SELECT setseed(0.42);
DROP TABLE IF EXISTS bench_wish;
CREATE UNLOGGED TABLE bench_wish (
    id bigint, room bigint, first_day date, hour int, hours int, nights int, times int, state smallint
);
-- (0 * week: else a row of the rooms is drawn for once, not once a week.)
WITH room AS (
    SELECT id, (0.10 + 0.86 * (id * 389 %% 1000) / 999) * least(1, %(count)s / 4925000.0) AS popular,
           CASE WHEN buffer_after > 0 THEN 2 ELSE 1 END AS step,
           EXISTS (SELECT FROM rooms_roompart WHERE whole_id = rooms_room.id) AS is_whole
      FROM rooms_room
), pattern AS (
    SELECT room.id, popular, weekday, hour, block, random() < 0.7 AS is_series
      FROM room, generate_series(0, 4) weekday, generate_series(0, %(weeks)s / %(series)s - 1) block,
           LATERAL generate_series(8, 19, step) hour
     WHERE NOT is_whole
), wish AS (
    SELECT id AS room, block * %(series)s * 7 + weekday AS day, hour, 1 AS hours, 0 AS nights, %(series)s AS times, 1 AS state
      FROM pattern WHERE is_series AND random() < popular
    UNION ALL
    SELECT id, (block * %(series)s + week) * 7 + weekday, hour, 1, 0, 1, 1
      FROM pattern, generate_series(0, %(series)s - 1) week WHERE NOT is_series AND random() + 0 * week < popular
    UNION ALL
    SELECT id, (block * %(series)s + week) * 7 + weekday, hour, 1, 0, 1, (ARRAY[0, 2, 2, 2, 3])[1 + floor(random() * 5)::int]
      FROM pattern, generate_series(0, %(series)s - 1) week WHERE random() + 0 * week < popular * 0.05
    UNION ALL
    SELECT id, week * 7 + 4, 20, -8, 1, 1, 1 FROM room, generate_series(0, %(weeks)s - 1) week
     WHERE NOT is_whole AND random() + 0 * week < popular * 0.05
       AND NOT EXISTS (SELECT FROM rooms_roompart WHERE part_id = room.id)
    UNION ALL
    SELECT id, week * 7 + 5, 9, 8, 0, 1, 1 FROM room, generate_series(0, %(weeks)s - 1) week WHERE is_whole AND random() + 0 * week < popular
)
INSERT INTO bench_wish
SELECT (SELECT coalesce(max(id), 0) FROM journal_logbook) + row_number() OVER (ORDER BY day, random()),
       room, %(first)s::date + day, hour, hours, nights, times, state
  FROM wish;
ANALYZE bench_wish;

-- name: bookings
INSERT INTO journal_logbook (id) SELECT id FROM bench_wish ORDER BY id;
INSERT INTO rooms_booking (
    id, key, room_id, state, purpose, booked_for_id, created_by_id, internal_note, is_private, link, first_day, start,
    "end", nights, time_zone, rrule, exdates, sequence, idempotency_key, request_digest, created_at, updated_at, logbook_id)
SELECT id, gen_random_uuid(), room, state, 'Meeting ' || id %% 1000, who, who, '', false, '', first_day,
       make_time(hour, 0, 0), make_time(hour + hours, 0, 0), nights, %(zone)s,
       CASE WHEN times > 1 THEN 'FREQ=WEEKLY;COUNT=' || times ELSE '' END, '{}', 0, '', '',
       first_day - interval '14 days', first_day - interval '14 days', id
  FROM bench_wish, LATERAL (SELECT (SELECT min(id) FROM accounts_user) + bench_wish.id %% 200 AS who) people ORDER BY id;
SELECT setval(pg_get_serial_sequence('journal_logbook', 'id'), (SELECT max(id) FROM journal_logbook)),
       setval(pg_get_serial_sequence('rooms_booking', 'id'), (SELECT max(id) FROM rooms_booking));

-- name: dates
INSERT INTO rooms_occurrence (booking_id, room_id, date, starts_at, ends_at, state, reason, is_moved, nonce,
                              held_from, held_until, cells)
SELECT w.id, w.room, day, starts_at, ends_at, w.state, '', false, substr(md5(w.id::text || day::text), 1, 16),
       starts_at - r.buffer_before * interval '1 minute', ends_at + r.buffer_after * interval '1 minute', r.cells
  FROM bench_wish w JOIN rooms_room r ON r.id = w.room, generate_series(0, w.times - 1) n,
       LATERAL (SELECT first_day + 7 * n AS day) days,
       LATERAL (SELECT (day + make_interval(hours => hour)) AT TIME ZONE %(zone)s AS starts_at,
                       (day + make_interval(days => nights, hours => hour + hours)) AT TIME ZONE %(zone)s AS ends_at) spans
 WHERE w.room / 50 %% %(writers)s = %(turn)s
 ORDER BY w.id, n;

-- name: days
-- Each date is counted on its first day, the few that last longer on the others too; parts of rooms come in when all is
-- counted. (To ask for days and parts date by date takes twenty minutes for five million; this takes twenty seconds.)
WITH taken AS MATERIALIZED (
    SELECT id AS room_id, id AS room FROM rooms_room UNION ALL SELECT whole_id, part_id FROM rooms_roompart
), spent AS (
    SELECT room_id, date AS day, state, starts_at, ends_at,
           ((ends_at - interval '1 microsecond') AT TIME ZONE %(zone)s)::date - date AS nights
      FROM rooms_occurrence WHERE state IN (1, 2)
), share AS (
    SELECT room_id, day, (state = 1)::int AS accepted, (state = 2)::int AS cancelled,
           CASE WHEN state = 1 AND nights = 0 THEN (extract(epoch FROM ends_at - starts_at) / 60)::int
                WHEN state = 1 THEN (extract(epoch FROM (day + 1)::timestamp AT TIME ZONE %(zone)s - starts_at) / 60)::int
                ELSE 0 END AS minutes
      FROM spent
    UNION ALL
    SELECT room_id, day + n, 0, 0,
           (extract(epoch FROM least(ends_at, (day + n + 1)::timestamp AT TIME ZONE %(zone)s)
                             - (day + n)::timestamp AT TIME ZONE %(zone)s) / 60)::int
      FROM spent, generate_series(1, nights) n WHERE state = 1 AND nights > 0
), total AS (
    SELECT room_id, day, sum(minutes) AS minutes, sum(accepted) AS accepted, sum(cancelled) AS cancelled
      FROM share GROUP BY room_id, day
)
INSERT INTO rooms_roomday (room_id, day, minutes, bookings, cancellations, no_shows)
SELECT room, day, sum(minutes), sum(accepted), sum(cancelled), 0
  FROM total JOIN taken USING (room_id) GROUP BY room, day;
