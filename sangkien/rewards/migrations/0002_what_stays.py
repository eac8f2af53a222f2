from django.db import migrations

FORWARD = """
-- An opposite row is the whole of what it takes back, of the same promise.
CREATE FUNCTION rewards_check_promise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.reverses_id IS NOT NULL AND (
        NOT EXISTS (SELECT FROM rewards_promise WHERE id = NEW.reverses_id AND reverses_id IS NULL
            AND initiative_id = NEW.initiative_id AND vnd = -NEW.vnd)
        OR (SELECT coalesce(sum(vnd), 0) FROM rewards_payment WHERE promise_id = NEW.reverses_id) <> 0
    ) THEN
        RAISE EXCEPTION 'promise % is not taken back like this', NEW.reverses_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'what_is_taken_back_is_whole_and_unpaid';
    END IF;
    RETURN NEW;
END $$;
-- Never more paid than promised, nor more given back than was paid. Who pays holds the promise's row.
CREATE FUNCTION rewards_check_payment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    promised bigint;
    paid numeric;
BEGIN
    SELECT vnd INTO promised FROM rewards_promise WHERE id = NEW.promise_id AND reverses_id IS NULL
        AND NOT EXISTS (SELECT FROM rewards_promise r WHERE r.reverses_id = NEW.promise_id) FOR UPDATE;
    SELECT coalesce(sum(vnd), 0) + NEW.vnd INTO paid FROM rewards_payment WHERE promise_id = NEW.promise_id;
    IF promised IS NULL OR paid > promised OR paid < 0 THEN
        RAISE EXCEPTION 'promise % does not bear this payment', NEW.promise_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'never_more_is_paid_than_promised';
    END IF;
    IF NEW.reverses_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM rewards_payment WHERE id = NEW.reverses_id AND promise_id = NEW.promise_id AND vnd = -NEW.vnd
            AND reverses_id IS NULL
    ) THEN
        RAISE EXCEPTION 'payment % is not given back like this', NEW.reverses_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'what_is_given_back_is_a_whole_payment';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER what_is_taken_back_is_whole_and_unpaid BEFORE INSERT ON rewards_promise
    FOR EACH ROW EXECUTE FUNCTION rewards_check_promise();
CREATE TRIGGER never_more_is_paid_than_promised BEFORE INSERT ON rewards_payment
    FOR EACH ROW EXECUTE FUNCTION rewards_check_payment();
CREATE TRIGGER promises_are_append_only BEFORE UPDATE OR DELETE ON rewards_promise
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payments_are_append_only BEFORE UPDATE OR DELETE ON rewards_payment
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER payments_are_append_only ON rewards_payment;
DROP TRIGGER promises_are_append_only ON rewards_promise;
DROP TRIGGER never_more_is_paid_than_promised ON rewards_payment;
DROP TRIGGER what_is_taken_back_is_whole_and_unpaid ON rewards_promise;
DROP FUNCTION rewards_check_payment();
DROP FUNCTION rewards_check_promise();
"""


class Migration(migrations.Migration):
    dependencies = [("rewards", "0001_rewards"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
