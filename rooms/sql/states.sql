-- The state of a booking sums up those of its dates; looked at when the transaction ends.
CREATE OR REPLACE FUNCTION rooms_booking_sums_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    booking bigint;
    claimed smallint;
    accepted boolean;
    pending boolean;
BEGIN
    IF TG_TABLE_NAME = 'rooms_booking' THEN
        booking := NEW.id;
    ELSIF TG_OP = 'DELETE' THEN
        booking := OLD.booking_id;
    ELSE
        booking := NEW.booking_id;
    END IF;
    SELECT state INTO claimed FROM rooms_booking WHERE id = booking;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT coalesce(bool_or(state = 1), false), coalesce(bool_or(state = 0), false) INTO accepted, pending
      FROM rooms_occurrence WHERE booking_id = booking;
    IF claimed = 1 AND accepted OR claimed = 0 AND pending AND NOT accepted
       OR claimed IN (2, 3) AND NOT accepted AND NOT pending THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'booking % has state %, its dates say otherwise', booking, claimed
        USING ERRCODE = 'check_violation', CONSTRAINT = 'booking_sums_up_its_dates';
END $$;

CREATE CONSTRAINT TRIGGER rooms_booking_sums_up AFTER INSERT OR UPDATE OF state ON rooms_booking
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION rooms_booking_sums_up();
CREATE CONSTRAINT TRIGGER rooms_occurrence_sums_up AFTER INSERT OR DELETE OR UPDATE OF state, booking_id ON rooms_occurrence
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION rooms_booking_sums_up();
