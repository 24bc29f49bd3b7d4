-- An event's revision grows with every change of the event itself …
CREATE OR REPLACE FUNCTION event_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := OLD.revision + 1;
    -- A row read earlier and saved as a whole must not hand out a number twice.
    NEW.next_talk := greatest(NEW.next_talk, OLD.next_talk);
    NEW.next_session := greatest(NEW.next_session, OLD.next_session);
    RETURN NEW;
END $$;

CREATE TRIGGER event_grows BEFORE UPDATE ON events_event
    FOR EACH ROW EXECUTE FUNCTION event_grows();

-- … and of any table with an event_id that the event shows: call events_watch_content('table').
CREATE OR REPLACE FUNCTION event_content_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE events_event SET revision = revision
            WHERE id IN (SELECT event_id FROM new_rows);
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE events_event SET revision = revision
            WHERE id IN (SELECT event_id FROM old_rows);
    ELSE
        UPDATE events_event SET revision = revision
            WHERE id IN (SELECT event_id FROM new_rows UNION SELECT event_id FROM old_rows);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION events_watch_content(content regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER event_grows_on_insert AFTER INSERT ON %s
        REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION event_content_changed()', content);
    EXECUTE format('CREATE TRIGGER event_grows_on_update AFTER UPDATE ON %s
        REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION event_content_changed()', content);
    EXECUTE format('CREATE TRIGGER event_grows_on_delete AFTER DELETE ON %s
        REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION event_content_changed()', content);
END $$;

SELECT events_watch_content('events_eventroom');
SELECT events_watch_content('events_eventperson');
SELECT events_watch_content('events_eventrole');

-- A change of rights changes what an event shows: the lists of its parts hang below its own.
CREATE OR REPLACE FUNCTION event_rights_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE events_event SET revision = revision
        WHERE access_id IN (SELECT unnest(path) FROM new_rows);
    RETURN NULL;
END $$;

CREATE TRIGGER event_grows_with_rights AFTER UPDATE ON access_accesslist
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION event_rights_changed();
