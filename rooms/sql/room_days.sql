-- The roll-up by room and day follows every change of dates, by the difference, in the same statement.
CREATE TYPE rooms_day_share AS (room bigint, day date, minutes int, bookings int, cancellations int, no_shows int);

-- What one date adds: to its room and that room's parts, on each local day it touches.
CREATE OR REPLACE FUNCTION rooms_day_shares(o rooms_occurrence) RETURNS SETOF rooms_day_share LANGUAGE sql STABLE AS $$
    SELECT taken.room, day.day,
           CASE WHEN o.state = 1 THEN
               (extract(epoch FROM least(o.ends_at, (day.day + 1)::timestamp AT TIME ZONE l.time_zone)
                                 - greatest(o.starts_at, day.day::timestamp AT TIME ZONE l.time_zone)) / 60)::int
           ELSE 0 END,
           (o.state = 1 AND day.is_first)::int,
           (o.state = 2 AND o.released_at IS NULL AND day.is_first)::int,
           (o.released_at IS NOT NULL AND day.is_first)::int
      FROM rooms_room r JOIN rooms_location l ON l.id = r.location_id
     CROSS JOIN LATERAL (
         SELECT o.room_id AS room
         UNION ALL
         SELECT room FROM unnest(o.cells) cell, generate_series(lower(cell), upper(cell) - 1) room  -- neighbours are one range
          WHERE room <> o.room_id
     ) taken
     CROSS JOIN LATERAL (
         SELECT (o.starts_at AT TIME ZONE l.time_zone)::date + n AS day, n = 0 AS is_first
           FROM generate_series(0, ((o.ends_at - interval '1 microsecond') AT TIME ZONE l.time_zone)::date
                                   - (o.starts_at AT TIME ZONE l.time_zone)::date) n
     ) day
     WHERE r.id = o.room_id
$$;

CREATE OR REPLACE FUNCTION rooms_count_days(shares rooms_day_share[], sign int) RETURNS void LANGUAGE sql AS $$
    INSERT INTO rooms_roomday (room_id, day, minutes, bookings, cancellations, no_shows)
    SELECT s.room, s.day, sign * sum(s.minutes), sign * sum(s.bookings), sign * sum(s.cancellations), sign * sum(s.no_shows)
      FROM unnest(shares) s GROUP BY s.room, s.day
    HAVING sum(s.minutes) + sum(s.bookings) + sum(s.cancellations) + sum(s.no_shows) <> 0
     ORDER BY s.room, s.day
    ON CONFLICT (room_id, day) DO UPDATE SET
        minutes = rooms_roomday.minutes + excluded.minutes,
        bookings = rooms_roomday.bookings + excluded.bookings,
        cancellations = rooms_roomday.cancellations + excluded.cancellations,
        no_shows = rooms_roomday.no_shows + excluded.no_shows
$$;

CREATE OR REPLACE FUNCTION rooms_days_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM rooms_count_days(array_agg(share), 1) FROM added o, LATERAL rooms_day_shares(o) share;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION rooms_days_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM rooms_count_days(array_agg(share), -1) FROM removed o, LATERAL rooms_day_shares(o) share;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION rooms_days_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM rooms_count_days(array_agg(share), -1) FROM removed o JOIN added n USING (id), LATERAL rooms_day_shares(o) share
      WHERE (o.room_id, o.starts_at, o.ends_at, o.state, o.released_at, o.cells)
            IS DISTINCT FROM (n.room_id, n.starts_at, n.ends_at, n.state, n.released_at, n.cells);
    PERFORM rooms_count_days(array_agg(share), 1) FROM added n JOIN removed o USING (id), LATERAL rooms_day_shares(n) share
      WHERE (o.room_id, o.starts_at, o.ends_at, o.state, o.released_at, o.cells)
            IS DISTINCT FROM (n.room_id, n.starts_at, n.ends_at, n.state, n.released_at, n.cells);
    RETURN NULL;
END $$;

CREATE TRIGGER rooms_days_added AFTER INSERT ON rooms_occurrence REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION rooms_days_added();
CREATE TRIGGER rooms_days_changed AFTER UPDATE ON rooms_occurrence REFERENCING OLD TABLE AS removed NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION rooms_days_changed();
CREATE TRIGGER rooms_days_removed AFTER DELETE ON rooms_occurrence REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION rooms_days_removed();
