from django.db import migrations

# Once the photos of a dossier and the decision that it names are known by their marks, its signs are looked for again.
FORWARD = """
CREATE FUNCTION triage_look_at_what_was_marked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE triage_place SET looked_at = NULL WHERE initiative_id = OLD.initiative_id AND looked_at IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER a_changed_mark_is_looked_at AFTER DELETE ON similarity_unmarked
    FOR EACH ROW EXECUTE FUNCTION triage_look_at_what_was_marked();
"""
BACK = """
DROP TRIGGER a_changed_mark_is_looked_at ON similarity_unmarked;
DROP FUNCTION triage_look_at_what_was_marked();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("triage", "0003_who_waits_already"),
        ("similarity", "0005_what_is_new_is_looked_at"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACK)]
