-- A slot counts its own changes, and a number that is already higher stays: calendars ignore an entry whose SEQUENCE
-- is lower than the one they know, so a slot that takes the place of its shown copy goes on where that one was.
CREATE OR REPLACE FUNCTION slot_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := greatest(NEW.revision, OLD.revision + 1);
    NEW.updated_at := now();
    RETURN NEW;
END $$;

DROP TRIGGER slot_grows ON timetable_slot;

CREATE TRIGGER slot_grows BEFORE UPDATE ON timetable_slot
    FOR EACH ROW EXECUTE FUNCTION slot_grows();
