from django.db import migrations

# What was answered is kept for ever. Of a link, a consent or what is withheld only the named columns may change.
FORWARD = """
CREATE TRIGGER what_an_author_said_stays BEFORE UPDATE OR DELETE ON confirmations_authoranswer
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER what_an_employer_said_stays BEFORE UPDATE OR DELETE ON confirmations_employeranswer
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER openings_are_append_only BEFORE UPDATE OR DELETE ON confirmations_employeropening
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION confirmations_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - TG_ARGV) IS DISTINCT FROM (to_jsonb(OLD) - TG_ARGV) THEN
        RAISE EXCEPTION '%', TG_NAME USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER an_author_link_is_only_opened_or_ended BEFORE UPDATE OR DELETE ON confirmations_authorlink
    FOR EACH ROW EXECUTE FUNCTION confirmations_keep('opened_at', 'ended_at');
CREATE TRIGGER a_consent_is_only_withdrawn BEFORE UPDATE OR DELETE ON confirmations_consent
    FOR EACH ROW EXECUTE FUNCTION confirmations_keep('withdrawn_at', 'withdrawn_by_id');
CREATE TRIGGER an_employer_link_is_only_revoked BEFORE UPDATE OR DELETE ON confirmations_employerlink
    FOR EACH ROW EXECUTE FUNCTION confirmations_keep('revoked_at', 'revoked_by_id');

-- What was sent before there were links asks nobody.
INSERT INTO confirmations_askedupto (id, event_id) SELECT 1, max(id) FROM initiatives_event HAVING max(id) IS NOT NULL;
"""
BACK = """
DELETE FROM confirmations_askedupto;
DROP TRIGGER an_employer_link_is_only_revoked ON confirmations_employerlink;
DROP TRIGGER a_consent_is_only_withdrawn ON confirmations_consent;
DROP TRIGGER an_author_link_is_only_opened_or_ended ON confirmations_authorlink;
DROP FUNCTION confirmations_keep();
DROP TRIGGER openings_are_append_only ON confirmations_employeropening;
DROP TRIGGER what_an_employer_said_stays ON confirmations_employeranswer;
DROP TRIGGER what_an_author_said_stays ON confirmations_authoranswer;
"""


class Migration(migrations.Migration):
    dependencies = [("confirmations", "0001_initial"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
