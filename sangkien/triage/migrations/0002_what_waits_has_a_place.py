"""Whatever puts a dossier on a desk, moves it or takes it away keeps its place; flags keep its rank."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION triage_rank() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.ranked_at := NEW.waiting_since - make_interval(hours => NEW.hours);
    RETURN NEW;
END $$;
CREATE TRIGGER a_place_is_ranked BEFORE INSERT OR UPDATE ON triage_place
    FOR EACH ROW EXECUTE FUNCTION triage_rank();

CREATE FUNCTION triage_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE triage_place p SET (hours, marks) = (
        SELECT coalesce(sum(f.hours), 0), coalesce(array_agg(f.kind ORDER BY f.kind), '{}')
        FROM triage_flag f WHERE f.place_id = p.initiative_id
    ) WHERE p.initiative_id = coalesce(NEW.place_id, OLD.place_id);
    RETURN NULL;
END $$;
CREATE TRIGGER a_place_has_the_marks_of_its_flags AFTER INSERT OR UPDATE OR DELETE ON triage_flag
    FOR EACH ROW EXECUTE FUNCTION triage_mark();

-- On whose desk a dossier lies: nobody's while its author completes it and once it is closed.
CREATE FUNCTION triage_keep_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.desk_id IS NULL THEN
        -- The place before its flags, as who looks for them does: the two wait for one another in turn.
        PERFORM 1 FROM triage_place WHERE initiative_id = NEW.id FOR UPDATE;
        DELETE FROM triage_flag WHERE place_id = NEW.id;
        DELETE FROM triage_place WHERE initiative_id = NEW.id;
    ELSE
        INSERT INTO triage_place (initiative_id, desk_id, waiting_since)
        VALUES (NEW.id, NEW.desk_id, NEW.waiting_since)
        ON CONFLICT (initiative_id) DO UPDATE
        SET desk_id = excluded.desk_id, waiting_since = excluded.waiting_since, looked_at = NULL;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER what_is_sent_has_a_place AFTER INSERT ON initiatives_initiative
    FOR EACH ROW WHEN (NEW.desk_id IS NOT NULL) EXECUTE FUNCTION triage_keep_place();
CREATE TRIGGER what_waits_has_a_place AFTER UPDATE ON initiatives_initiative
    FOR EACH ROW WHEN ((OLD.desk_id, OLD.waiting_since, OLD.version)
                       IS DISTINCT FROM (NEW.desk_id, NEW.waiting_since, NEW.version))
    EXECUTE FUNCTION triage_keep_place();

-- What an author says by the link changes no dossier, but what is to be known of it.
CREATE FUNCTION triage_look_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE triage_place SET looked_at = NULL WHERE initiative_id = (
        SELECT l.initiative_id FROM confirmations_authorlink l WHERE l.id = NEW.link_id);
    RETURN NULL;
END $$;
CREATE TRIGGER an_answer_is_looked_at AFTER INSERT ON confirmations_authoranswer
    FOR EACH ROW EXECUTE FUNCTION triage_look_again();
"""
BACK = """
DROP TRIGGER an_answer_is_looked_at ON confirmations_authoranswer;
DROP FUNCTION triage_look_again();
DROP TRIGGER what_waits_has_a_place ON initiatives_initiative;
DROP TRIGGER what_is_sent_has_a_place ON initiatives_initiative;
DROP FUNCTION triage_keep_place();
DROP TRIGGER a_place_has_the_marks_of_its_flags ON triage_flag;
DROP FUNCTION triage_mark();
DROP TRIGGER a_place_is_ranked ON triage_place;
DROP FUNCTION triage_rank();
"""


class Migration(migrations.Migration):
    dependencies = [("triage", "0001_initial"), ("confirmations", "0001_initial"), ("initiatives", "0017_an_open_dossier_lies_on_one_desk")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
