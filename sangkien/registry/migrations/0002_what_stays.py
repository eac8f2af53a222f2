from django.db import migrations

FORWARD = """
-- A number is the next of its book: no gap, whoever writes. Two at once are told apart by the unique constraint.
CREATE FUNCTION registry_check_outgoing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'RESERVED' OR NEW.number <> 1 + (
        SELECT coalesce(max(number), 0) FROM registry_outgoing
        WHERE unit_id = NEW.unit_id AND kind = NEW.kind AND year = NEW.year
    ) THEN
        RAISE EXCEPTION 'number % is not the next of its book', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_number_is_the_next_of_its_book';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION registry_check_incoming() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number <> 1 + (
        SELECT coalesce(max(number), 0) FROM registry_incoming WHERE unit_id = NEW.unit_id AND year = NEW.year
    ) THEN
        RAISE EXCEPTION 'number % is not the next of the papers that came', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'an_incoming_number_is_the_next';
    END IF;
    RETURN NEW;
END $$;
-- A number that was given stays what it is: it is used or struck out, once.
CREATE FUNCTION registry_keep_outgoing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'RESERVED' OR NEW.state = 'RESERVED'
        OR (to_jsonb(OLD) - ARRAY['state', 'day', 'reason']) <> (to_jsonb(NEW) - ARRAY['state', 'day', 'reason']) THEN
        RAISE EXCEPTION 'number % is given', OLD.line
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_given_number_stays';
    END IF;
    RETURN NEW;
END $$;
-- From its number on a paper keeps every word; before and after it moves along its states (states.py).
CREATE FUNCTION registry_keep_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state <> 'DRAFT' AND (
        (to_jsonb(OLD) - ARRAY['state', 'version', 'day', 'issued_at', 'reason'])
        <> (to_jsonb(NEW) - ARRAY['state', 'version', 'day', 'issued_at', 'reason'])
        OR (OLD.state = 'ISSUED' AND (OLD.day, OLD.issued_at) IS DISTINCT FROM (NEW.day, NEW.issued_at))
    ) THEN
        RAISE EXCEPTION 'paper % has its number', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_numbered_paper_never_changes';
    END IF;
    IF TG_OP = 'DELETE' OR (OLD.state, NEW.state) NOT IN (
        ('DRAFT', 'DRAFT'), ('DRAFT', 'NUMBERED'), ('DRAFT', 'DISCARDED'),
        ('NUMBERED', 'ISSUED'), ('NUMBERED', 'CANCELLED'), ('ISSUED', 'WITHDRAWN')
    ) THEN
        RAISE EXCEPTION 'paper % does not move that way', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'papers_move_along_their_states';
    END IF;
    RETURN NEW;
END $$;
-- When a transaction ends, the paper and its number say the same.
CREATE FUNCTION registry_check_number() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paper registry_officialpaper;
    taken registry_outgoing;
BEGIN
    IF TG_TABLE_NAME = 'registry_officialpaper' THEN
        SELECT * INTO paper FROM registry_officialpaper WHERE id = NEW.id;
    ELSE
        SELECT * INTO paper FROM registry_officialpaper WHERE id = NEW.paper_id;
    END IF;
    SELECT * INTO taken FROM registry_outgoing WHERE paper_id = paper.id;
    IF paper.id IS NOT NULL AND (
        CASE paper.state WHEN 'NUMBERED' THEN 'RESERVED' WHEN 'ISSUED' THEN 'ISSUED' WHEN 'WITHDRAWN' THEN 'ISSUED'
            WHEN 'CANCELLED' THEN 'CANCELLED' END IS DISTINCT FROM taken.state
        OR paper.day IS DISTINCT FROM taken.day
        OR (taken.id IS NOT NULL AND (paper.unit_id, paper.kind) <> (taken.unit_id, taken.kind))
    ) THEN
        RAISE EXCEPTION 'paper % and its number do not say the same', paper.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_paper_and_its_number_agree';
    END IF;
    RETURN NULL;
END $$;
-- A figure can be traced: the hash of what was frozen is that of what it says, and the figures are the union's own.
CREATE FUNCTION registry_check_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sha256 <> encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'the hash is not that of the content'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'the_hash_of_frozen_figures_is_that_of_their_content';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER a_number_is_the_next_of_its_book BEFORE INSERT ON registry_outgoing
    FOR EACH ROW EXECUTE FUNCTION registry_check_outgoing();
CREATE TRIGGER an_incoming_number_is_the_next BEFORE INSERT ON registry_incoming
    FOR EACH ROW EXECUTE FUNCTION registry_check_incoming();
CREATE TRIGGER a_given_number_stays BEFORE UPDATE OR DELETE ON registry_outgoing
    FOR EACH ROW EXECUTE FUNCTION registry_keep_outgoing();
CREATE TRIGGER incoming_is_append_only BEFORE UPDATE OR DELETE ON registry_incoming
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER a_numbered_paper_never_changes BEFORE UPDATE OR DELETE ON registry_officialpaper
    FOR EACH ROW EXECUTE FUNCTION registry_keep_paper();
CREATE CONSTRAINT TRIGGER a_paper_has_its_number AFTER INSERT OR UPDATE ON registry_officialpaper
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION registry_check_number();
CREATE CONSTRAINT TRIGGER a_number_has_its_paper AFTER INSERT OR UPDATE ON registry_outgoing
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION registry_check_number();
CREATE TRIGGER frozen_figures_are_what_their_hash_says BEFORE INSERT ON registry_frozenfigures
    FOR EACH ROW EXECUTE FUNCTION registry_check_figures();
CREATE TRIGGER frozen_figures_are_append_only BEFORE UPDATE OR DELETE ON registry_frozenfigures
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER deliveries_are_append_only BEFORE UPDATE OR DELETE ON registry_delivery
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER adaptations_are_append_only BEFORE UPDATE OR DELETE ON registry_adaptation
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER adaptations_are_append_only ON registry_adaptation;
DROP TRIGGER deliveries_are_append_only ON registry_delivery;
DROP TRIGGER frozen_figures_are_append_only ON registry_frozenfigures;
DROP TRIGGER frozen_figures_are_what_their_hash_says ON registry_frozenfigures;
DROP TRIGGER a_number_has_its_paper ON registry_outgoing;
DROP TRIGGER a_paper_has_its_number ON registry_officialpaper;
DROP TRIGGER a_numbered_paper_never_changes ON registry_officialpaper;
DROP TRIGGER incoming_is_append_only ON registry_incoming;
DROP TRIGGER a_given_number_stays ON registry_outgoing;
DROP TRIGGER an_incoming_number_is_the_next ON registry_incoming;
DROP TRIGGER a_number_is_the_next_of_its_book ON registry_outgoing;
DROP FUNCTION registry_check_figures();
DROP FUNCTION registry_check_number();
DROP FUNCTION registry_keep_paper();
DROP FUNCTION registry_keep_outgoing();
DROP FUNCTION registry_check_incoming();
DROP FUNCTION registry_check_outgoing();
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_papers"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
