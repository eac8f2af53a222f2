from django.db import migrations

FORWARD = """
-- Nobody is given what they entered, wrote or confirmed.
CREATE FUNCTION desks_check_duties() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM initiatives_initiative i
        WHERE i.id = NEW.initiative_id AND NEW.officer_id IN (i.entered_by_id, i.confirmed_by_id)
    ) OR EXISTS (
        SELECT FROM initiatives_author a JOIN accounts_person p ON p.id = NEW.officer_id
        WHERE a.initiative_id = NEW.initiative_id AND (a.person_id = p.id OR a.phone = p.phone)
    ) THEN
        RAISE EXCEPTION 'person % may not work on dossier %', NEW.officer_id, NEW.initiative_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_is_given_their_own';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_is_given_their_own BEFORE INSERT ON desks_assignment
    FOR EACH ROW WHEN (NEW.officer_id IS NOT NULL) EXECUTE FUNCTION desks_check_duties();
CREATE TRIGGER assignments_are_append_only BEFORE UPDATE OR DELETE ON desks_assignment
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER escalations_are_append_only BEFORE UPDATE OR DELETE ON desks_escalation
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reminders_are_append_only BEFORE UPDATE OR DELETE ON desks_reminder
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER reminders_are_append_only ON desks_reminder;
DROP TRIGGER escalations_are_append_only ON desks_escalation;
DROP TRIGGER assignments_are_append_only ON desks_assignment;
DROP TRIGGER nobody_is_given_their_own ON desks_assignment;
DROP FUNCTION desks_check_duties();
"""


class Migration(migrations.Migration):
    dependencies = [("desks", "0001_who_works_on_what"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
