from django.db import migrations

FORWARD = """
-- From its number on a paper keeps every word; what is checked is what gets the number; it moves along its states
-- (states.py), and is replaced by one that was issued.
CREATE OR REPLACE FUNCTION registry_keep_paper() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moves text[] := ARRAY['state', 'version', 'day', 'issued_at', 'reason', 'signed_id', 'unsigned'];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state NOT IN ('DRAFT', 'CHECKED') AND (
        (to_jsonb(OLD) - moves) <> (to_jsonb(NEW) - moves)
        OR (OLD.state NOT IN ('NUMBERED', 'SIGNED') AND (OLD.day, OLD.issued_at, OLD.signed_id, OLD.unsigned)
            IS DISTINCT FROM (NEW.day, NEW.issued_at, NEW.signed_id, NEW.unsigned))
        OR (NEW.state <> 'SIGNED' AND OLD.signed_id IS DISTINCT FROM NEW.signed_id)
    ) THEN
        RAISE EXCEPTION 'paper % has its number', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_numbered_paper_never_changes';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'CHECKED' AND NEW.state = 'NUMBERED'
        AND (to_jsonb(OLD) - ARRAY['state', 'version', 'content'])
            <> (to_jsonb(NEW) - ARRAY['state', 'version', 'content']) THEN
        RAISE EXCEPTION 'paper % is not what was checked', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_numbered_paper_is_what_was_checked';
    END IF;
    IF TG_OP = 'DELETE' OR (OLD.state, NEW.state) NOT IN (
        ('DRAFT', 'DRAFT'), ('DRAFT', 'CHECKED'), ('DRAFT', 'DISCARDED'),
        ('CHECKED', 'DRAFT'), ('CHECKED', 'NUMBERED'), ('CHECKED', 'DISCARDED'),
        ('NUMBERED', 'SIGNED'), ('NUMBERED', 'ISSUED'), ('NUMBERED', 'CANCELLED'),
        ('SIGNED', 'SIGNED'), ('SIGNED', 'ISSUED'), ('SIGNED', 'CANCELLED'),
        ('ISSUED', 'REPLACED'), ('ISSUED', 'WITHDRAWN')
    ) THEN
        RAISE EXCEPTION 'paper % does not move that way', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'papers_move_along_their_states';
    END IF;
    IF NEW.state = 'REPLACED' AND NOT EXISTS (
        SELECT 1 FROM registry_officialpaper WHERE replaces_id = NEW.id AND state = 'ISSUED'
    ) THEN
        RAISE EXCEPTION 'no issued paper replaces paper %', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_replaced_paper_has_its_successor';
    END IF;
    RETURN NEW;
END $$;
-- When a transaction ends, the paper and its number say the same.
CREATE OR REPLACE FUNCTION registry_check_number() RETURNS trigger LANGUAGE plpgsql AS $$
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
        CASE WHEN paper.state IN ('NUMBERED', 'SIGNED') THEN 'RESERVED'
            WHEN paper.state IN ('ISSUED', 'REPLACED', 'WITHDRAWN') THEN 'ISSUED'
            WHEN paper.state = 'CANCELLED' THEN 'CANCELLED' END IS DISTINCT FROM taken.state
        OR paper.day IS DISTINCT FROM taken.day
        OR (taken.id IS NOT NULL AND (paper.unit_id, paper.kind) <> (taken.unit_id, taken.kind))
    ) THEN
        RAISE EXCEPTION 'paper % and its number do not say the same', paper.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_paper_and_its_number_agree';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER revisions_are_append_only BEFORE UPDATE OR DELETE ON registry_revision
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER series_are_append_only BEFORE UPDATE OR DELETE ON registry_series
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER series_are_append_only ON registry_series;
DROP TRIGGER revisions_are_append_only ON registry_revision;
CREATE OR REPLACE FUNCTION registry_keep_paper() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE OR REPLACE FUNCTION registry_check_number() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_the_life_of_a_paper"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
