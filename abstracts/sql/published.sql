-- What everybody reads of released abstracts on the pages of their contributions makes the event grow. Nothing else
-- of an abstract does: who submits, reviews or decides changes no public page.
CREATE OR REPLACE FUNCTION published_abstract_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE events_event SET revision = revision WHERE id IN (
        SELECT now.event_id FROM new_rows now JOIN old_rows was ON was.id = now.id
        WHERE (now.contribution_id IS NOT NULL OR was.contribution_id IS NOT NULL)
            AND (now.contribution_id, now.state, now.released_at, now.answers)
                IS DISTINCT FROM (was.contribution_id, was.state, was.released_at, was.answers));
    RETURN NULL;
END $$;

CREATE TRIGGER event_grows_with_published AFTER UPDATE ON abstracts_abstract
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION published_abstract_changed();

-- Files of those that have a contribution, and fields of calls: few, and rarely changed.
CREATE OR REPLACE FUNCTION published_file_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE events_event SET revision = revision WHERE id = (
        SELECT event_id FROM abstracts_abstract
        WHERE id = coalesce(NEW.abstract_id, OLD.abstract_id) AND contribution_id IS NOT NULL);
    RETURN NULL;
END $$;

CREATE TRIGGER event_grows_with_files AFTER INSERT OR UPDATE OR DELETE ON abstracts_abstractfile
    FOR EACH ROW EXECUTE FUNCTION published_file_changed();

CREATE OR REPLACE FUNCTION published_field_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE events_event SET revision = revision WHERE id = (
        SELECT event_id FROM abstracts_call WHERE id = coalesce(NEW.call_id, OLD.call_id));
    RETURN NULL;
END $$;

CREATE TRIGGER event_grows_with_fields AFTER INSERT OR UPDATE OR DELETE ON abstracts_field
    FOR EACH ROW EXECUTE FUNCTION published_field_changed();
