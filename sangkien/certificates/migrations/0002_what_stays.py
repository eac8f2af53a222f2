from django.db import migrations

FORWARD = """
-- A number is the next of its book, and what is signed says the same as the row beside it.
CREATE FUNCTION certificates_check_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'ISSUED' OR NEW.number <> 1 + (
        SELECT coalesce(max(number), 0) FROM certificates_certificate WHERE unit_id = NEW.unit_id AND year = NEW.year
    ) THEN
        RAISE EXCEPTION 'number % is not the next of its book', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_certificate_number_is_the_next_of_its_book';
    END IF;
    IF (NEW.content::jsonb ->> 'serial', NEW.content::jsonb ->> 'name', NEW.content::jsonb ->> 'day')
        IS DISTINCT FROM (NEW.serial, NEW.name, NEW.issued_on::text) THEN
        RAISE EXCEPTION 'certificate % says something else than its row', NEW.serial
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_certificate_says_what_its_row_says';
    END IF;
    IF NOT EXISTS (
        SELECT FROM certificates_spelledname WHERE source = NEW.source AND subject = NEW.subject AND name = NEW.name
    ) THEN
        RAISE EXCEPTION 'nobody has confirmed the name on %', NEW.serial
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_certificate_bears_a_confirmed_name';
    END IF;
    RETURN NEW;
END $$;
-- A certificate never changes, but that it may end, once (states.py).
CREATE FUNCTION certificates_keep_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(OLD) - 'state') <> (to_jsonb(NEW) - 'state')
        OR (OLD.state, NEW.state) NOT IN (('ISSUED', 'REPLACED'), ('ISSUED', 'REVOKED')) THEN
        RAISE EXCEPTION 'certificate % is given', OLD.serial
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_given_certificate_stays';
    END IF;
    RETURN NEW;
END $$;
-- When a transaction ends, a certificate has ended and says why, or neither.
CREATE FUNCTION certificates_check_ending() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    one bigint := CASE TG_TABLE_NAME WHEN 'certificates_ending'
        THEN (to_jsonb(NEW) ->> 'certificate_id')::bigint ELSE NEW.id END;
BEGIN
    IF EXISTS (
        SELECT FROM certificates_certificate c LEFT JOIN certificates_ending e ON e.certificate_id = c.id
        WHERE c.id = one AND coalesce(e.state, 'ISSUED') <> c.state
    ) THEN
        RAISE EXCEPTION 'certificate % and its end do not say the same', one
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_certificate_ends_with_a_word_why';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER a_certificate_is_numbered_named_and_says_so BEFORE INSERT ON certificates_certificate
    FOR EACH ROW EXECUTE FUNCTION certificates_check_certificate();
CREATE TRIGGER a_given_certificate_stays BEFORE UPDATE OR DELETE ON certificates_certificate
    FOR EACH ROW EXECUTE FUNCTION certificates_keep_certificate();
CREATE CONSTRAINT TRIGGER a_certificate_ends_with_a_word_why AFTER INSERT OR UPDATE ON certificates_certificate
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION certificates_check_ending();
CREATE CONSTRAINT TRIGGER an_end_is_of_a_certificate_that_ended AFTER INSERT ON certificates_ending
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION certificates_check_ending();
CREATE TRIGGER endings_are_append_only BEFORE UPDATE OR DELETE ON certificates_ending
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER spelled_names_are_append_only BEFORE UPDATE OR DELETE ON certificates_spelledname
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER batches_are_append_only BEFORE UPDATE OR DELETE ON certificates_batch
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER signing_keys_are_append_only BEFORE UPDATE OR DELETE ON certificates_signingkey
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER signing_keys_are_append_only ON certificates_signingkey;
DROP TRIGGER batches_are_append_only ON certificates_batch;
DROP TRIGGER spelled_names_are_append_only ON certificates_spelledname;
DROP TRIGGER endings_are_append_only ON certificates_ending;
DROP TRIGGER an_end_is_of_a_certificate_that_ended ON certificates_ending;
DROP TRIGGER a_certificate_ends_with_a_word_why ON certificates_certificate;
DROP TRIGGER a_given_certificate_stays ON certificates_certificate;
DROP TRIGGER a_certificate_is_numbered_named_and_says_so ON certificates_certificate;
DROP FUNCTION certificates_check_ending();
DROP FUNCTION certificates_keep_certificate();
DROP FUNCTION certificates_check_certificate();
"""


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_certificates"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
