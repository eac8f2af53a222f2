"""Fills in what every draft and dossier now has, and guards the lines of the reckoning."""

from django.db import migrations

# Codes are drawn until each draft has one of its own: among very many some are drawn twice.
CODES = """
DO $$ BEGIN LOOP
    UPDATE initiatives_draft d
    SET resume_code = (SELECT string_agg(substr('BCDFGHJKLMNPQRSTVWXZ', 1 + floor(random() * 20)::int, 1), '')
                       FROM generate_series(1, 8) WHERE d.id IS NOT NULL)
    WHERE d.resume_code IS NULL
       OR EXISTS (SELECT FROM initiatives_draft o WHERE o.resume_code = d.resume_code AND o.id < d.id);
    EXIT WHEN NOT FOUND;
END LOOP; END $$;
"""
FILL = """
UPDATE initiatives_draft d SET edition_id = e.id FROM programmes_edition e WHERE e.programme_id = d.programme_id AND e.number = 1;

UPDATE initiatives_initiative i SET edition_id = e.id
FROM programmes_edition e WHERE e.programme_id = i.programme_id AND e.number = 1;
"""
LINES = """
-- Where a dossier has lines of a reckoning, they less its cost are its benefit when the transaction ends.
CREATE FUNCTION initiatives_check_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    dossier bigint;
    total numeric;
BEGIN
    IF TG_TABLE_NAME = 'initiatives_initiative' THEN
        dossier := NEW.id;
    ELSE
        dossier := COALESCE(NEW.initiative_id, OLD.initiative_id);
    END IF;
    SELECT sum(round(quantity * unit_price)) INTO total FROM initiatives_benefitline WHERE initiative_id = dossier;
    IF total IS NOT NULL AND EXISTS (
        SELECT FROM initiatives_initiative
        WHERE id = dossier AND benefit_vnd IS DISTINCT FROM total - benefit_cost) THEN
        RAISE EXCEPTION 'the lines of dossier % make %, which is not its benefit', dossier, total
            USING ERRCODE = 'check_violation', CONSTRAINT = 'the_lines_make_up_the_benefit';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER the_lines_make_up_the_benefit AFTER INSERT OR UPDATE OR DELETE ON initiatives_benefitline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION initiatives_check_lines();
CREATE CONSTRAINT TRIGGER the_benefit_is_made_of_its_lines
    AFTER UPDATE OF benefit_vnd, benefit_cost ON initiatives_initiative
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.benefit_vnd IS DISTINCT FROM NEW.benefit_vnd OR OLD.benefit_cost IS DISTINCT FROM NEW.benefit_cost)
    EXECUTE FUNCTION initiatives_check_lines();
"""
BACK = """
DROP TRIGGER the_benefit_is_made_of_its_lines ON initiatives_initiative;
DROP TRIGGER the_lines_make_up_the_benefit ON initiatives_benefitline;
DROP FUNCTION initiatives_check_lines();
"""


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0007_what_a_phone_sends"), ("programmes", "0003_editions")]
    operations = [
        migrations.RunSQL(CODES, migrations.RunSQL.noop),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(LINES, BACK),
    ]
