-- What is merged into another, or a duplicate of it, never leads back to itself.
CREATE OR REPLACE FUNCTION abstract_other_is_no_circle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    here bigint := coalesce(NEW.merged_into_id, NEW.duplicate_of_id);
BEGIN
    WHILE here IS NOT NULL LOOP
        IF here = NEW.id THEN
            RAISE EXCEPTION 'abstract % leads back to itself', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'abstract_other_is_no_circle';
        END IF;
        SELECT coalesce(merged_into_id, duplicate_of_id) INTO here FROM abstracts_abstract WHERE id = here;
    END LOOP;
    RETURN NEW;
END $$;

CREATE TRIGGER abstract_other_is_no_circle BEFORE INSERT OR UPDATE OF merged_into_id, duplicate_of_id ON abstracts_abstract
    FOR EACH ROW WHEN (coalesce(NEW.merged_into_id, NEW.duplicate_of_id) IS NOT NULL)
    EXECUTE FUNCTION abstract_other_is_no_circle();

-- What an event announces about its calls makes it grow; what is submitted does not: that is nobody's to see.
SELECT events_watch_content('programme_trackgroup');
SELECT events_watch_content('abstracts_call');
SELECT events_watch_content('abstracts_book');
