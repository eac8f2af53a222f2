"""Whatever changes what a document says, or to whom, notes the dossier; all that are there already as well.

The notes are written in the transaction of the change: from its commit on, a document that may say too much answers to
nobody. Sending a dossier costs one insert more, in the trip that it takes anyway: its authors and files come with it.
"""

from django.db import migrations

CHANGES = """
CREATE FUNCTION search_note_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_unread (initiative_id) SELECT id FROM changed;
    RETURN NULL;
END $$;
CREATE TRIGGER what_is_sent_is_read AFTER INSERT ON initiatives_initiative
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_note_new();

-- `version` rises with every step and every completion, which may bring other authors as well.
CREATE FUNCTION search_note_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_unread (initiative_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER what_changes_is_read_again AFTER UPDATE ON initiatives_initiative FOR EACH ROW
    WHEN ((OLD.version, OLD.state, OLD.title, OLD.before, OLD.after, OLD.effect, OLD.restricted, OLD.publish_name,
           OLD.unit_id, OLD.superior_id, OLD.desk_id, OLD.chain, OLD.phase_id, OLD.programme_id, OLD.kind_id, OLD.field_id,
           OLD.benefit_vnd, OLD.benefit_method, OLD.recognition_number, OLD.recognition_issuer, OLD.entered_by_id)
          IS DISTINCT FROM
          (NEW.version, NEW.state, NEW.title, NEW.before, NEW.after, NEW.effect, NEW.restricted, NEW.publish_name,
           NEW.unit_id, NEW.superior_id, NEW.desk_id, NEW.chain, NEW.phase_id, NEW.programme_id, NEW.kind_id, NEW.field_id,
           NEW.benefit_vnd, NEW.benefit_method, NEW.recognition_number, NEW.recognition_issuer, NEW.entered_by_id))
    EXECUTE FUNCTION search_note_changed();

CREATE FUNCTION search_note_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_unread (initiative_id) SELECT DISTINCT initiative_id FROM changed;
    RETURN NULL;
END $$;
CREATE TRIGGER another_author_is_read_again AFTER UPDATE ON initiatives_author
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_note_part();
CREATE TRIGGER a_new_consent_is_read AFTER INSERT ON confirmations_consent
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_note_part();
CREATE TRIGGER a_withdrawn_consent_is_read AFTER UPDATE ON confirmations_consent
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_note_part();
CREATE TRIGGER what_is_withheld_is_read_again AFTER INSERT ON confirmations_withheld
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_note_part();
CREATE TRIGGER what_is_withheld_otherwise_is_read_again AFTER UPDATE ON confirmations_withheld
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_note_part();
CREATE TRIGGER what_is_public_again_is_read_again AFTER DELETE ON confirmations_withheld
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_note_part();

-- Whether a sender's own word names an author goes by the sender's name and phone.
CREATE FUNCTION search_note_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_unread (initiative_id) SELECT id FROM initiatives_initiative WHERE entered_by_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER who_is_called_otherwise_is_read_again AFTER UPDATE ON accounts_person FOR EACH ROW
    WHEN ((OLD.full_name, OLD.phone) IS DISTINCT FROM (NEW.full_name, NEW.phone))
    EXECUTE FUNCTION search_note_person();

-- A union or a workplace that is called otherwise: its dossiers are behind, and mislead nobody.
CREATE FUNCTION search_note_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_unread (initiative_id, misleads)
    SELECT i.id, false FROM initiatives_initiative i WHERE i.unit_id IN (SELECT organisation_id FROM changed);
    RETURN NULL;
END $$;
CREATE TRIGGER a_new_name_is_read AFTER INSERT ON organisations_unitname
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_note_unit();
CREATE TRIGGER another_name_is_read AFTER UPDATE ON organisations_unitname
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_note_unit();
CREATE TRIGGER a_lost_name_is_read AFTER DELETE ON organisations_unitname
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_note_unit();
CREATE TRIGGER a_new_workplace_is_read AFTER INSERT ON organisations_workplace
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_note_unit();
CREATE TRIGGER another_workplace_is_read AFTER UPDATE ON organisations_workplace
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_note_unit();
CREATE TRIGGER a_lost_workplace_is_read AFTER DELETE ON organisations_workplace
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION search_note_unit();

INSERT INTO search_unread (initiative_id) SELECT id FROM initiatives_initiative ORDER BY id DESC;
"""
BACK = """
DROP FUNCTION search_note_unit() CASCADE;
DROP FUNCTION search_note_person() CASCADE;
DROP FUNCTION search_note_part() CASCADE;
DROP FUNCTION search_note_changed() CASCADE;
DROP FUNCTION search_note_new() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_initial"),
        ("initiatives", "0017_an_open_dossier_lies_on_one_desk"),
        ("confirmations", "0003_a_paper_waits_for_its_answer"),
        ("organisations", "0008_whichever_apostrophe"),
        ("accounts", "0005_resume_attempts"),
    ]
    operations = [migrations.RunSQL(CHANGES, BACK)]
