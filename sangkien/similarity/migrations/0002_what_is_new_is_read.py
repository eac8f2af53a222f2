"""Whatever changes the words of a dossier puts it among those whose print is to be taken; all that are there already too."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION similarity_note_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO similarity_unread (initiative_id) SELECT id FROM new_words;
    RETURN NULL;
END $$;

CREATE FUNCTION similarity_note_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO similarity_unread (initiative_id) VALUES (NEW.id);
    RETURN NULL;
END $$;

CREATE TRIGGER new_words_are_read AFTER INSERT ON initiatives_initiative
    REFERENCING NEW TABLE AS new_words FOR EACH STATEMENT EXECUTE FUNCTION similarity_note_new();
CREATE TRIGGER changed_words_are_read AFTER UPDATE OF title, before, after ON initiatives_initiative
    FOR EACH ROW WHEN ((OLD.title, OLD.before, OLD.after) IS DISTINCT FROM (NEW.title, NEW.before, NEW.after))
    EXECUTE FUNCTION similarity_note_changed();

INSERT INTO similarity_unread (initiative_id) SELECT id FROM initiatives_initiative ORDER BY id;
"""
BACK = """
DROP TRIGGER changed_words_are_read ON initiatives_initiative;
DROP TRIGGER new_words_are_read ON initiatives_initiative;
DROP FUNCTION similarity_note_changed();
DROP FUNCTION similarity_note_new();
"""


class Migration(migrations.Migration):
    dependencies = [("similarity", "0001_initial"), ("initiatives", "0013_the_seven_words")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
