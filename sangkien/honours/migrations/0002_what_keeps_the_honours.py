from django.db import migrations

FORWARD = """
-- Is the person one of those the nomination is about: by the number, or where the identity is no number by the name?
-- Of a collective: by an office in it on that day.
CREATE FUNCTION honours_has_an_interest(n honours_nomination, person bigint, moment timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM accounts_person p WHERE p.id = person AND (
            p.phone = ANY (n.parties)
            OR (n.identity <> '' AND n.identity NOT LIKE '+%' AND lower(p.full_name) = lower(n.full_name)))
    ) OR (n.identity = '' AND EXISTS (
        SELECT FROM accounts_appointment a WHERE a.person_id = person AND a.organisation_id = n.unit_id
           AND a.valid @> (moment AT TIME ZONE 'Asia/Ho_Chi_Minh')::date))
$$;

CREATE FUNCTION honours_check_nomination() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.identity <> '' AND honours_has_an_interest(NEW, NEW.by_id, NEW.at) THEN
        RAISE EXCEPTION 'person % proposes themselves', NEW.by_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_proposes_themselves';
    END IF;
    IF NEW.state <> 'SENT' THEN
        RAISE EXCEPTION 'a nomination begins as sent'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_nomination_moves_along_its_arrows';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_proposes_themselves BEFORE INSERT ON honours_nomination
    FOR EACH ROW EXECUTE FUNCTION honours_check_nomination();

CREATE FUNCTION honours_check_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE places integer;
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - 'state') <> (to_jsonb(OLD) - 'state')
       OR (NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('SENT', 'PASSED'), ('SENT', 'REFUSED'), ('SENT', 'WITHDRAWN'), ('PASSED', 'AWARDED'), ('PASSED', 'REFUSED'),
        ('AWARDED', 'REVOKED'), ('REVOKED', 'AWARDED'))) THEN
        RAISE EXCEPTION 'nomination % does not change so', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_nomination_moves_along_its_arrows';
    END IF;
    -- Of two decisions signed at once the second waits for the first: the quota is locked.
    IF NEW.state = 'AWARDED' AND OLD.state <> 'AWARDED' THEN
        SELECT most INTO places FROM honours_quota WHERE id = NEW.quota_id FOR UPDATE;
        IF (SELECT count(*) FROM honours_nomination WHERE quota_id = NEW.quota_id AND state = 'AWARDED') >= places THEN
            RAISE EXCEPTION 'quota % is used up', NEW.quota_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'no_more_is_awarded_than_the_quota';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_nomination_moves_along_its_arrows BEFORE UPDATE OR DELETE ON honours_nomination
    FOR EACH ROW EXECUTE FUNCTION honours_check_change();

-- Asked at the end: what is awarded has its decision, and what is revoked its revocation.
CREATE FUNCTION honours_check_state() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE now_in text := (SELECT state FROM honours_nomination WHERE id = NEW.id);
BEGIN
    IF now_in IN ('AWARDED', 'REVOKED') AND NOT EXISTS (SELECT FROM honours_award WHERE nomination_id = NEW.id)
       OR now_in = 'REVOKED' AND NOT EXISTS (
            SELECT FROM honours_revocation r JOIN honours_award a ON a.id = r.award_id WHERE a.nomination_id = NEW.id)
    THEN
        RAISE EXCEPTION 'nomination % is % without a decision', NEW.id, now_in
            USING ERRCODE = 'check_violation', CONSTRAINT = 'an_honour_comes_and_goes_by_a_decision';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER an_honour_comes_and_goes_by_a_decision AFTER INSERT OR UPDATE ON honours_nomination
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION honours_check_state();

CREATE FUNCTION honours_check_conclusion() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE n honours_nomination;
BEGIN
    SELECT * INTO n FROM honours_nomination WHERE id = NEW.nomination_id;
    IF honours_has_an_interest(n, NEW.by_id, NEW.at) THEN
        RAISE EXCEPTION 'person % may not conclude on nomination %', NEW.by_id, n.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_concludes_on_their_own';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_concludes_on_their_own BEFORE INSERT ON honours_conclusion
    FOR EACH ROW EXECUTE FUNCTION honours_check_conclusion();

CREATE FUNCTION honours_check_plea() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND (OLD.granted IS NOT NULL OR (NEW.revocation_id, NEW.text, NEW.by_id, NEW.at)
        IS DISTINCT FROM (OLD.revocation_id, OLD.text, OLD.by_id, OLD.at))) THEN
        RAISE EXCEPTION 'plea % is answered once', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_plea_is_answered_once_by_somebody_else';
    END IF;
    IF EXISTS (SELECT FROM honours_revocation WHERE id = NEW.revocation_id AND by_id = NEW.answered_by_id) THEN
        RAISE EXCEPTION 'plea % is answered by who revoked', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_plea_is_answered_once_by_somebody_else';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_plea_is_answered_once_by_somebody_else BEFORE INSERT OR UPDATE OR DELETE ON honours_plea
    FOR EACH ROW EXECUTE FUNCTION honours_check_plea();

CREATE FUNCTION honours_check_terms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - 'valid') <> (to_jsonb(OLD) - 'valid')
       OR lower(NEW.valid) <> lower(OLD.valid) THEN
        RAISE EXCEPTION 'terms % only end', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'terms_never_change_but_end';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER terms_never_change_but_end BEFORE UPDATE OR DELETE ON honours_terms
    FOR EACH ROW EXECUTE FUNCTION honours_check_terms();

CREATE TRIGGER exhibits_are_append_only BEFORE UPDATE OR DELETE ON honours_exhibit
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER conclusions_are_append_only BEFORE UPDATE OR DELETE ON honours_conclusion
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER awards_are_append_only BEFORE UPDATE OR DELETE ON honours_award
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER revocations_are_append_only BEFORE UPDATE OR DELETE ON honours_revocation
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER wishes_are_append_only BEFORE UPDATE OR DELETE ON honours_wish
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER wishes_are_append_only ON honours_wish;
DROP TRIGGER revocations_are_append_only ON honours_revocation;
DROP TRIGGER awards_are_append_only ON honours_award;
DROP TRIGGER conclusions_are_append_only ON honours_conclusion;
DROP TRIGGER exhibits_are_append_only ON honours_exhibit;
DROP TRIGGER terms_never_change_but_end ON honours_terms;
DROP FUNCTION honours_check_terms();
DROP TRIGGER a_plea_is_answered_once_by_somebody_else ON honours_plea;
DROP FUNCTION honours_check_plea();
DROP TRIGGER nobody_concludes_on_their_own ON honours_conclusion;
DROP FUNCTION honours_check_conclusion();
DROP TRIGGER an_honour_comes_and_goes_by_a_decision ON honours_nomination;
DROP FUNCTION honours_check_state();
DROP TRIGGER a_nomination_moves_along_its_arrows ON honours_nomination;
DROP FUNCTION honours_check_change();
DROP TRIGGER nobody_proposes_themselves ON honours_nomination;
DROP FUNCTION honours_check_nomination();
DROP FUNCTION honours_has_an_interest(honours_nomination, bigint, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("honours", "0001_honours"),
        ("accounts", "0007_councillors"),
        ("audit", "0002_append_only"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACK)]
