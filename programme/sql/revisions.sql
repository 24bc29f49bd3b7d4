-- What the programme shows makes its event grow.
SELECT events_watch_content('programme_track');
SELECT events_watch_content('programme_session');
SELECT events_watch_content('programme_sessiontype');
SELECT events_watch_content('programme_contribution');
SELECT events_watch_content('programme_contributiontype');

-- A contribution counts its own changes: they are part of the SEQUENCE of its calendar entries.
CREATE OR REPLACE FUNCTION content_row_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := OLD.revision + 1;
    NEW.updated_at := now();
    RETURN NEW;
END $$;

CREATE TRIGGER contribution_grows BEFORE UPDATE ON programme_contribution
    FOR EACH ROW EXECUTE FUNCTION content_row_grows();

-- Credits, links and parts have no event_id; they touch their contribution (and so the event).
CREATE OR REPLACE FUNCTION contribution_detail_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE programme_contribution SET revision = revision
            WHERE id IN (SELECT contribution_id FROM new_rows);
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE programme_contribution SET revision = revision
            WHERE id IN (SELECT contribution_id FROM old_rows);
    ELSE
        UPDATE programme_contribution SET revision = revision
            WHERE id IN (SELECT contribution_id FROM new_rows UNION SELECT contribution_id FROM old_rows);
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION programme_watch_detail(detail regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER contribution_grows_on_insert AFTER INSERT ON %s
        REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION contribution_detail_changed()', detail);
    EXECUTE format('CREATE TRIGGER contribution_grows_on_update AFTER UPDATE ON %s
        REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION contribution_detail_changed()', detail);
    EXECUTE format('CREATE TRIGGER contribution_grows_on_delete AFTER DELETE ON %s
        REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION contribution_detail_changed()', detail);
END $$;

SELECT programme_watch_detail('programme_credit');
SELECT programme_watch_detail('programme_link');
SELECT programme_watch_detail('programme_subcontribution');

-- Conveners and the speakers of parts are one step further away.
CREATE OR REPLACE FUNCTION convener_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE programme_session SET number = number WHERE id = coalesce(NEW.session_id, OLD.session_id);
    RETURN NULL;
END $$;

CREATE TRIGGER session_grows_with_conveners AFTER INSERT OR UPDATE OR DELETE ON programme_sessionconvener
    FOR EACH ROW EXECUTE FUNCTION convener_changed();

CREATE OR REPLACE FUNCTION part_speaker_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE programme_subcontribution SET position = position
        WHERE id = coalesce(NEW.subcontribution_id, OLD.subcontribution_id);
    RETURN NULL;
END $$;

CREATE TRIGGER part_grows_with_speakers AFTER INSERT OR UPDATE OR DELETE ON programme_subcontributionspeaker
    FOR EACH ROW EXECUTE FUNCTION part_speaker_changed();
