from django.db import migrations

FORWARD = """
-- Nobody answers what they asked themselves: by account, by the draft they have claimed since, or by phone number.
CREATE FUNCTION directory_check_asker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM directory_workplacerequest r
        JOIN accounts_person p ON p.id = NEW.by_id
        LEFT JOIN initiatives_draft d ON d.id = r.draft_id
        WHERE r.id = NEW.request_id
          AND (r.asked_by_id = p.id OR d.person_id = p.id OR p.phone = ANY (r.parties))
    ) THEN
        RAISE EXCEPTION 'person % may not answer request %', NEW.by_id, NEW.request_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_answers_their_own_request';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_answers_their_own_request BEFORE INSERT ON directory_answer
    FOR EACH ROW EXECUTE FUNCTION directory_check_asker();
CREATE TRIGGER answers_are_append_only BEFORE UPDATE OR DELETE ON directory_answer
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER answers_are_append_only ON directory_answer;
DROP TRIGGER nobody_answers_their_own_request ON directory_answer;
DROP FUNCTION directory_check_asker();
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_the_directory"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
