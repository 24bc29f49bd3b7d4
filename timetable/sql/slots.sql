-- A slot counts its own changes, and its event grows with it.
CREATE TRIGGER slot_grows BEFORE UPDATE ON timetable_slot
    FOR EACH ROW EXECUTE FUNCTION content_row_grows();

SELECT events_watch_content('timetable_slot');

-- What a slot names must be of its own event; a parent is a block of the same event that contains it.
-- Checked at commit, so that a block and its contents may move together.
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
                AND p.session_id IS NOT NULL AND p.starts_at <= slot.starts_at AND slot.ends_at <= p.ends_at)
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

CREATE CONSTRAINT TRIGGER slot_is_consistent AFTER INSERT OR UPDATE ON timetable_slot
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slot_is_consistent();
