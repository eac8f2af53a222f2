from django.db import migrations

FORWARD = """
-- Nobody decides on what they entered, wrote or (but for confirming itself) confirmed.
CREATE FUNCTION review_check_duties() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM initiatives_initiative i
        WHERE i.id = NEW.initiative_id
          AND (i.entered_by_id = NEW.by_id OR (i.confirmed_by_id = NEW.by_id AND NEW.verdict <> 'CONFIRMED'))
    ) OR EXISTS (
        SELECT FROM initiatives_author a JOIN accounts_person p ON p.id = NEW.by_id
        WHERE a.initiative_id = NEW.initiative_id AND (a.person_id = p.id OR a.phone = p.phone)
    ) THEN
        RAISE EXCEPTION 'person % may not decide on dossier %', NEW.by_id, NEW.initiative_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_decides_on_their_own';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_decides_on_their_own BEFORE INSERT ON review_decision
    FOR EACH ROW EXECUTE FUNCTION review_check_duties();
CREATE TRIGGER decisions_are_append_only BEFORE UPDATE OR DELETE ON review_decision
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER decisions_are_append_only ON review_decision;
DROP TRIGGER nobody_decides_on_their_own ON review_decision;
DROP FUNCTION review_check_duties();
"""


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial"), ("initiatives", "0002_what_the_database_keeps"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
