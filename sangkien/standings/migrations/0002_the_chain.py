from django.db import migrations

FORWARD = """
-- A snapshot is the next of its chain, and its hash is that of what it says.
CREATE FUNCTION standings_check_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last record;
BEGIN
    SELECT number, sha256 INTO last FROM standings_snapshot
        WHERE programme_id = NEW.programme_id AND unit_id = NEW.unit_id ORDER BY number DESC LIMIT 1;
    IF NEW.number <> COALESCE(last.number, 0) + 1 OR NEW.previous <> COALESCE(last.sha256, repeat('0', 64)) THEN
        RAISE EXCEPTION 'snapshot % of % is not the next of its chain', NEW.number, NEW.unit_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_snapshot_is_the_next_of_its_chain';
    END IF;
    IF NEW.sha256 <> encode(sha256(convert_to(NEW.previous || E'\\n' || NEW.content, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'the hash of snapshot % of % is not that of its content', NEW.number, NEW.unit_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'the_hash_of_a_snapshot_is_that_of_its_content';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_snapshot_is_the_next_of_its_chain BEFORE INSERT ON standings_snapshot
    FOR EACH ROW EXECUTE FUNCTION standings_check_chain();
CREATE TRIGGER snapshots_are_append_only BEFORE UPDATE OR DELETE ON standings_snapshot
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER snapshots_are_append_only ON standings_snapshot;
DROP TRIGGER a_snapshot_is_the_next_of_its_chain ON standings_snapshot;
DROP FUNCTION standings_check_chain();
"""


class Migration(migrations.Migration):
    dependencies = [("standings", "0001_snapshots"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
