-- path, reach and is_open follow from parent and mode, whoever writes.
CREATE OR REPLACE FUNCTION access_list_derive() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    above access_accesslist%ROWTYPE;
BEGIN
    IF NEW.parent_id IS NULL THEN
        NEW.path := ARRAY[NEW.id];
    ELSE
        -- Shared lock: the parent's own path must not change under our hands.
        SELECT * INTO above FROM access_accesslist WHERE id = NEW.parent_id FOR SHARE;
        IF NEW.id = ANY (above.path) THEN
            RAISE EXCEPTION 'access list % can not be moved below itself', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'access_tree_has_no_circle';
        END IF;
        NEW.path := above.path || NEW.id;
    END IF;
    IF NEW.mode = 'inheriting' THEN
        NEW.reach := above.reach || NEW.id;
        NEW.is_open := above.is_open;
    ELSE
        NEW.reach := ARRAY[NEW.id];
        NEW.is_open := NEW.mode = 'public';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER access_list_derive BEFORE INSERT OR UPDATE ON access_accesslist
    FOR EACH ROW EXECUTE FUNCTION access_list_derive();

CREATE OR REPLACE FUNCTION access_list_pass_down() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE access_accesslist SET parent_id = parent_id WHERE parent_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER access_list_pass_down AFTER UPDATE ON access_accesslist
    FOR EACH ROW
    WHEN (OLD.path IS DISTINCT FROM NEW.path OR OLD.reach IS DISTINCT FROM NEW.reach
          OR OLD.is_open IS DISTINCT FROM NEW.is_open)
    EXECUTE FUNCTION access_list_pass_down();
