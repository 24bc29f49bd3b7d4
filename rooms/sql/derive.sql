-- What rooms consist of and when they are open follows from their parts and hours, whoever writes.
CREATE OR REPLACE FUNCTION rooms_cells_of(room bigint) RETURNS int8multirange LANGUAGE sql STABLE AS $$
    SELECT coalesce(range_agg(int8range(part_id, part_id, '[]')), int8multirange(int8range(room, room, '[]')))
      FROM rooms_roompart WHERE whole_id = room
$$;

CREATE OR REPLACE FUNCTION rooms_open_week_of(room bigint, location bigint, own_hours boolean)
    RETURNS int4multirange LANGUAGE sql STABLE AS $$
    SELECT coalesce(range_agg(int4range(weekday * 1440 + "start", weekday * 1440 + "end")), '{[0,10080)}')
      FROM rooms_hours WHERE CASE WHEN own_hours THEN room_id = room ELSE location_id = location END
$$;

CREATE OR REPLACE FUNCTION rooms_room_derive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.cells := rooms_cells_of(NEW.id);
    NEW.open_week := rooms_open_week_of(NEW.id, NEW.location_id, NEW.own_hours);
    RETURN NEW;
END $$;

CREATE TRIGGER rooms_room_derive BEFORE INSERT OR UPDATE ON rooms_room
    FOR EACH ROW EXECUTE FUNCTION rooms_room_derive();

-- A part that had parts, or a whole that were a part, would need cells of cells.
CREATE OR REPLACE FUNCTION rooms_part_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM rooms_roompart WHERE whole_id = NEW.part_id OR part_id = NEW.whole_id) THEN
        RAISE EXCEPTION 'room % can not be part of %: one level only', NEW.part_id, NEW.whole_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'room_parts_have_one_level';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER rooms_part_is_whole BEFORE INSERT OR UPDATE ON rooms_roompart
    FOR EACH ROW EXECUTE FUNCTION rooms_part_is_whole();

CREATE OR REPLACE FUNCTION rooms_part_derive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE rooms_room SET id = id WHERE id = coalesce(NEW.whole_id, OLD.whole_id);
    RETURN NULL;
END $$;

CREATE TRIGGER rooms_part_derive AFTER INSERT OR UPDATE OR DELETE ON rooms_roompart
    FOR EACH ROW EXECUTE FUNCTION rooms_part_derive();

CREATE OR REPLACE FUNCTION rooms_hours_derive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE rooms_room SET id = id
     WHERE id IN (SELECT room_id FROM touched) OR location_id IN (SELECT location_id FROM touched);
    RETURN NULL;
END $$;

CREATE TRIGGER rooms_hours_added AFTER INSERT ON rooms_hours REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION rooms_hours_derive();
CREATE TRIGGER rooms_hours_changed AFTER UPDATE ON rooms_hours REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION rooms_hours_derive();
CREATE TRIGGER rooms_hours_removed AFTER DELETE ON rooms_hours REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION rooms_hours_derive();

-- A date takes the cells of its room, with the buffers before and after.
CREATE OR REPLACE FUNCTION rooms_occurrence_derive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT NEW.starts_at - buffer_before * interval '1 minute', NEW.ends_at + buffer_after * interval '1 minute', cells
      INTO STRICT NEW.held_from, NEW.held_until, NEW.cells
      FROM rooms_room WHERE id = NEW.room_id;
    RETURN NEW;
END $$;

CREATE TRIGGER rooms_occurrence_derive BEFORE INSERT OR UPDATE OF room_id, starts_at, ends_at, held_from, held_until, cells
    ON rooms_occurrence FOR EACH ROW EXECUTE FUNCTION rooms_occurrence_derive();

-- Other cells or buffers hold for all dates that are not over; where they do not fit, the change is refused.
CREATE OR REPLACE FUNCTION rooms_room_pass_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE rooms_occurrence SET room_id = room_id
     WHERE room_id = NEW.id AND state IN (0, 1) AND held_until > now();
    RETURN NULL;
END $$;

CREATE TRIGGER rooms_room_pass_on AFTER UPDATE ON rooms_room
    FOR EACH ROW
    WHEN (OLD.cells <> NEW.cells OR OLD.buffer_before <> NEW.buffer_before OR OLD.buffer_after <> NEW.buffer_after)
    EXECUTE FUNCTION rooms_room_pass_on();

-- Who takes room_id takes, at least in part, other_id.
CREATE VIEW rooms_clash AS
    SELECT whole_id AS room_id, part_id AS other_id FROM rooms_roompart
    UNION SELECT part_id, whole_id FROM rooms_roompart
    UNION SELECT a.whole_id, b.whole_id FROM rooms_roompart a
            JOIN rooms_roompart b ON a.part_id = b.part_id AND a.whole_id <> b.whole_id;
