"""What is made up while a programme is tried out never becomes a dossier: no figure can know of it."""

from django.db import migrations

TRIGGER = """
CREATE FUNCTION a_rehearsal_has_no_dossiers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT rehearsal FROM programmes_programme WHERE id = NEW.programme_id) THEN
        RAISE EXCEPTION 'a_rehearsal_has_no_dossiers' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_rehearsal_has_no_dossiers BEFORE INSERT ON initiatives_initiative
    FOR EACH ROW EXECUTE FUNCTION a_rehearsal_has_no_dossiers();
"""

BACK = """
DROP TRIGGER a_rehearsal_has_no_dossiers ON initiatives_initiative;
DROP FUNCTION a_rehearsal_has_no_dossiers();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0024_what_the_workplace_was"),
        ("programmes", "0012_versions_rehearsals_and_stretches"),
    ]

    operations = [migrations.RunSQL(TRIGGER, BACK)]
