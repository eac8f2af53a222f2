"""A programme's revision is another whenever anything in it has changed, by whatever hand."""

from django.db import migrations, models

TRIGGERS = """
CREATE SEQUENCE programmes_revision;

CREATE FUNCTION a_changed_programme_has_another_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.revision := nextval('programmes_revision');
    RETURN NEW;
END $$;

CREATE FUNCTION a_changed_part_changes_its_programme() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE programmes_programme SET revision = 0 WHERE id = OLD.programme_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE programmes_programme SET revision = 0 WHERE id = NEW.programme_id;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER a_changed_programme_has_another_revision BEFORE INSERT OR UPDATE ON programmes_programme
    FOR EACH ROW EXECUTE FUNCTION a_changed_programme_has_another_revision();
CREATE TRIGGER a_changed_edition_changes_its_programme AFTER INSERT OR UPDATE OR DELETE ON programmes_edition
    FOR EACH ROW EXECUTE FUNCTION a_changed_part_changes_its_programme();
CREATE TRIGGER a_changed_phase_changes_its_programme AFTER INSERT OR UPDATE OR DELETE ON programmes_phase
    FOR EACH ROW EXECUTE FUNCTION a_changed_part_changes_its_programme();
CREATE TRIGGER a_changed_term_changes_its_programme AFTER INSERT OR UPDATE OR DELETE ON programmes_term
    FOR EACH ROW EXECUTE FUNCTION a_changed_part_changes_its_programme();
"""

BACK = """
DROP TRIGGER a_changed_term_changes_its_programme ON programmes_term;
DROP TRIGGER a_changed_phase_changes_its_programme ON programmes_phase;
DROP TRIGGER a_changed_edition_changes_its_programme ON programmes_edition;
DROP TRIGGER a_changed_programme_has_another_revision ON programmes_programme;
DROP FUNCTION a_changed_part_changes_its_programme();
DROP FUNCTION a_changed_programme_has_another_revision();
DROP SEQUENCE programmes_revision;
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0005_ends_that_are_fair")]

    operations = [
        migrations.AddField(
            "programme", "revision", models.BigIntegerField("lần thay đổi", default=0, editable=False)
        ),
        migrations.RunSQL(TRIGGERS, BACK),
    ]
