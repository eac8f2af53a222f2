"""What changes the decision or the photos of a dossier puts it among those to look at; all that are there already too.
What officers said stays said."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION similarity_note_unmarked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO similarity_unmarked (initiative_id) SELECT id FROM new_dossiers WHERE recognition_number <> '';
    RETURN NULL;
END $$;

CREATE FUNCTION similarity_note_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO similarity_unmarked (initiative_id) VALUES (NEW.id);
    RETURN NULL;
END $$;

CREATE FUNCTION similarity_note_photos() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO similarity_unmarked (initiative_id) SELECT DISTINCT initiative_id FROM new_photos;
    RETURN NULL;
END $$;

CREATE TRIGGER new_decisions_are_noted AFTER INSERT ON initiatives_initiative
    REFERENCING NEW TABLE AS new_dossiers FOR EACH STATEMENT EXECUTE FUNCTION similarity_note_unmarked();
CREATE TRIGGER changed_decisions_are_noted
    AFTER UPDATE OF recognition_number, recognition_issuer, recognised_on ON initiatives_initiative
    FOR EACH ROW WHEN ((OLD.recognition_number, OLD.recognition_issuer, OLD.recognised_on)
                       IS DISTINCT FROM (NEW.recognition_number, NEW.recognition_issuer, NEW.recognised_on))
    EXECUTE FUNCTION similarity_note_decision();
CREATE TRIGGER new_photos_are_noted AFTER INSERT ON initiatives_photo
    REFERENCING NEW TABLE AS new_photos FOR EACH STATEMENT EXECUTE FUNCTION similarity_note_photos();

INSERT INTO similarity_unmarked (initiative_id)
    SELECT id FROM initiatives_initiative WHERE recognition_number <> ''
    UNION SELECT initiative_id FROM initiatives_photo ORDER BY 1;

CREATE TRIGGER what_a_paper_lists_stays_said BEFORE UPDATE OR DELETE ON similarity_decisionlisting
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER what_was_told_apart_stays BEFORE UPDATE OR DELETE ON similarity_toldapart
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE FUNCTION similarity_check_told_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM initiatives_initiative i JOIN accounts_person p ON p.id = NEW.by_id
        WHERE i.id IN (NEW.one_id, NEW.other_id) AND (i.entered_by_id = p.id OR p.phone = ANY (i.parties))
    ) OR EXISTS (
        SELECT FROM initiatives_author a JOIN accounts_person p ON p.id = NEW.by_id
        WHERE a.initiative_id IN (NEW.one_id, NEW.other_id)
          AND (a.person_id = p.id OR a.phone = p.phone
               OR (a.phone = '' AND lower(a.full_name) = lower(p.full_name)))
    ) THEN
        RAISE EXCEPTION 'person % may not tell dossiers % and % apart', NEW.by_id, NEW.one_id, NEW.other_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_tells_their_own_apart';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_tells_their_own_apart BEFORE INSERT ON similarity_toldapart
    FOR EACH ROW EXECUTE FUNCTION similarity_check_told_apart();
"""
BACK = """
DROP TRIGGER nobody_tells_their_own_apart ON similarity_toldapart;
DROP FUNCTION similarity_check_told_apart();
DROP TRIGGER what_was_told_apart_stays ON similarity_toldapart;
DROP TRIGGER what_a_paper_lists_stays_said ON similarity_decisionlisting;
DROP TRIGGER new_photos_are_noted ON initiatives_photo;
DROP TRIGGER changed_decisions_are_noted ON initiatives_initiative;
DROP TRIGGER new_decisions_are_noted ON initiatives_initiative;
DROP FUNCTION similarity_note_photos();
DROP FUNCTION similarity_note_decision();
DROP FUNCTION similarity_note_unmarked();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("similarity", "0004_photos_decisions_and_what_was_said"),
        ("initiatives", "0017_an_open_dossier_lies_on_one_desk"),
        ("audit", "0002_append_only"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACK)]
