from django.db import migrations

FORWARD = """
CREATE SEQUENCE initiatives_code;

-- The history is only ever added to.
CREATE TRIGGER history_is_append_only BEFORE UPDATE OR DELETE ON initiatives_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The moment of receipt, the key, the code and who entered it never change.
CREATE FUNCTION initiatives_keep_receipt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.code, NEW.key, NEW.submitted_at, NEW.entered_by_id, NEW.programme_id)
       IS DISTINCT FROM (OLD.code, OLD.key, OLD.submitted_at, OLD.entered_by_id, OLD.programme_id) THEN
        RAISE EXCEPTION 'the receipt of % does not change', OLD.code USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_receipt_never_changes BEFORE UPDATE ON initiatives_initiative
    FOR EACH ROW EXECUTE FUNCTION initiatives_keep_receipt();

-- The shares of a dossier's authors sum to exactly 100,00 % when the transaction ends.
CREATE FUNCTION initiatives_check_shares() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    dossier bigint;
    total bigint;
BEGIN
    IF TG_TABLE_NAME = 'initiatives_initiative' THEN
        dossier := NEW.id;
    ELSE
        dossier := COALESCE(NEW.initiative_id, OLD.initiative_id);
    END IF;
    IF NOT EXISTS (SELECT FROM initiatives_initiative WHERE id = dossier) THEN
        RETURN NULL;
    END IF;
    SELECT COALESCE(sum(share), 0) INTO total FROM initiatives_author WHERE initiative_id = dossier;
    IF total <> 10000 THEN
        RAISE EXCEPTION 'the shares of dossier % sum to %, not 10000', dossier, total
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_sum_to_the_whole';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER shares_sum_to_the_whole AFTER INSERT OR UPDATE OR DELETE ON initiatives_author
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION initiatives_check_shares();
CREATE CONSTRAINT TRIGGER a_dossier_has_authors AFTER INSERT ON initiatives_initiative
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION initiatives_check_shares();
"""
BACK = """
DROP TRIGGER a_dossier_has_authors ON initiatives_initiative;
DROP TRIGGER shares_sum_to_the_whole ON initiatives_author;
DROP FUNCTION initiatives_check_shares();
DROP TRIGGER a_receipt_never_changes ON initiatives_initiative;
DROP FUNCTION initiatives_keep_receipt();
DROP TRIGGER history_is_append_only ON initiatives_event;
DROP SEQUENCE initiatives_code;
"""


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0001_initial"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
