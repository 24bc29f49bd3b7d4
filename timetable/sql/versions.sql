-- As in slots.sql; besides, a working slot lies in a working block and a copy in a copy.
CREATE OR REPLACE FUNCTION slot_is_consistent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    slot timetable_slot%ROWTYPE;
    wrong text;
BEGIN
    SELECT * INTO slot FROM timetable_slot WHERE id = NEW.id;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT CASE
        WHEN slot.parent_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM timetable_slot p WHERE p.id = slot.parent_id AND p.event_id = slot.event_id
                AND p.is_working = slot.is_working AND p.session_id IS NOT NULL AND p.starts_at <= slot.starts_at AND slot.ends_at <= p.ends_at)
            THEN 'slot_lies_inside_its_block'
        WHEN EXISTS (
            SELECT FROM timetable_slot c WHERE c.parent_id = slot.id
                AND (slot.session_id IS NULL OR c.event_id <> slot.event_id
                     OR c.starts_at < slot.starts_at OR c.ends_at > slot.ends_at))
            THEN 'slot_lies_inside_its_block'
        WHEN slot.room_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM events_eventroom r WHERE r.id = slot.room_id AND r.event_id = slot.event_id)
            THEN 'slot_names_things_of_its_event'
        WHEN slot.contribution_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM programme_contribution c WHERE c.id = slot.contribution_id AND c.event_id = slot.event_id)
            THEN 'slot_names_things_of_its_event'
        WHEN slot.session_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM programme_session s WHERE s.id = slot.session_id AND s.event_id = slot.event_id)
            THEN 'slot_names_things_of_its_event'
    END INTO wrong;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'slot % breaks %', slot.id, wrong USING ERRCODE = 'check_violation', CONSTRAINT = wrong;
    END IF;
    RETURN NULL;
END $$;


-- Settings of a timetable change what the event shows.
SELECT events_watch_content('timetable_timetablesettings');

-- A working slot is shown if, and only if, the timetable of its event is live: no code path can forget it.
CREATE OR REPLACE FUNCTION slot_is_shown_when_live() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.is_shown := coalesce(
        (SELECT is_live FROM timetable_timetablesettings WHERE event_id = NEW.event_id), true);
    RETURN NEW;
END $$;

CREATE TRIGGER slot_is_shown_when_live BEFORE INSERT OR UPDATE ON timetable_slot
    FOR EACH ROW WHEN (NEW.is_working) EXECUTE FUNCTION slot_is_shown_when_live();

CREATE OR REPLACE FUNCTION timetable_goes_live() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE timetable_slot SET is_shown = NEW.is_live
        WHERE event_id = NEW.event_id AND is_working AND is_shown <> NEW.is_live;
    RETURN NULL;
END $$;

CREATE TRIGGER timetable_goes_live AFTER INSERT OR UPDATE ON timetable_timetablesettings
    FOR EACH ROW EXECUTE FUNCTION timetable_goes_live();
