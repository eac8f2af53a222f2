from django.db import migrations

FORWARD = """
-- A number that was given stays what it is: it is used or struck out, once. One that is kept for a paper gets that paper.
CREATE OR REPLACE FUNCTION registry_keep_outgoing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changes text[] := CASE
        WHEN TG_OP = 'UPDATE' AND NEW.state = 'RESERVED' AND OLD.paper_id IS NULL AND NEW.paper_id IS NOT NULL
        THEN ARRAY['paper_id', 'subject'] ELSE ARRAY['state', 'day', 'reason'] END;
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'RESERVED' OR (NEW.state = 'RESERVED' AND NOT 'paper_id' = ANY (changes))
        OR (to_jsonb(OLD) - changes) <> (to_jsonb(NEW) - changes) THEN
        RAISE EXCEPTION 'number % is given', OLD.line
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_given_number_stays';
    END IF;
    RETURN NEW;
END $$;
"""
BACK = """
CREATE OR REPLACE FUNCTION registry_keep_outgoing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'RESERVED' OR NEW.state = 'RESERVED'
        OR (to_jsonb(OLD) - ARRAY['state', 'day', 'reason']) <> (to_jsonb(NEW) - ARRAY['state', 'day', 'reason']) THEN
        RAISE EXCEPTION 'number % is given', OLD.line
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_given_number_stays';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0007_what_a_decision_recognises")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
