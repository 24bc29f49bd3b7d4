-- The event's row: the revision grows by every change, the edition by those a calendar entry shows.
CREATE OR REPLACE FUNCTION event_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := OLD.revision + 1;
    -- A row read earlier and saved as a whole must not hand out a number twice.
    NEW.next_talk := greatest(NEW.next_talk, OLD.next_talk);
    NEW.next_session := greatest(NEW.next_session, OLD.next_session);
    NEW.edition := OLD.edition;
    IF (NEW.title, NEW.description, NEW.starts_at, NEW.ends_at, NEW.time_zone, NEW.venue, NEW.address, NEW.keywords,
        NEW.organiser, NEW.contact_email, NEW.is_draft) IS DISTINCT FROM
       (OLD.title, OLD.description, OLD.starts_at, OLD.ends_at, OLD.time_zone, OLD.venue, OLD.address, OLD.keywords,
        OLD.organiser, OLD.contact_email, OLD.is_draft)
    THEN
        NEW.edition := OLD.edition + 1;
    END IF;
    RETURN NEW;
END $$;
