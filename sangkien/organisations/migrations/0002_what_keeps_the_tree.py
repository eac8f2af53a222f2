"""The triggers that keep the tree a tree on every day, and its closure (Ancestry) true after every statement.

Three promises, whoever writes and however:

* the closure is a function of the placements: after each statement the lines of the units it touched, and of all
  that hang below them, are drawn again; nothing else may write it;
* at the end of a transaction every parent exists on all days of its children's placements, no unit is above
  itself on any day, and a unit has a name and a kind on every day it exists;
* whoever changes placements waits for the others who do (advisory lock), and sees what they did.
"""

from django.db import migrations

CODE = """
CREATE FUNCTION organisations_code_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'organisation % keeps its code', OLD.code
        USING ERRCODE = 'check_violation', CONSTRAINT = 'an_organisation_keeps_its_code';
END $$;

CREATE TRIGGER an_organisation_keeps_its_code
    BEFORE UPDATE ON organisations_organisation
    FOR EACH ROW WHEN (OLD.code IS DISTINCT FROM NEW.code)
    EXECUTE FUNCTION organisations_code_stays();
"""

UNDO_CODE = """
DROP TRIGGER an_organisation_keeps_its_code ON organisations_organisation;
DROP FUNCTION organisations_code_stays();
"""

LOCK = """
-- One writer of the tree at a time. Under a snapshot older than the lock a writer would not see what the one
-- before it did, and could draw stale lines or close a cycle; hence read committed only.
CREATE FUNCTION organisations_lock_tree() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'the tree of unions is changed under read committed only'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('sangkien.organisations.tree', 0));
END $$;

CREATE FUNCTION organisations_one_writer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM organisations_lock_tree();
    RETURN NULL;
END $$;

CREATE TRIGGER placements_have_one_writer_at_a_time
    BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON organisations_placement
    FOR EACH STATEMENT EXECUTE FUNCTION organisations_one_writer();
"""

UNDO_LOCK = """
DROP TRIGGER placements_have_one_writer_at_a_time ON organisations_placement;
DROP FUNCTION organisations_one_writer();
DROP FUNCTION organisations_lock_tree();
"""

CLOSURE = """
-- Every way up, with the days on which the whole way stands: the days of each step are cut to those of the next.
-- A cycle, which only lasts until the end of the transaction that made it, is walked once.
CREATE FUNCTION organisations_lines(units bigint[])
    RETURNS TABLE (ancestor_id bigint, descendant_id bigint, depth smallint, valid daterange)
    LANGUAGE sql STABLE AS $$
    WITH RECURSIVE up (ancestor_id, descendant_id, depth, valid, way) AS (
        SELECT p.organisation_id, p.organisation_id, 0, p.valid, ARRAY[p.organisation_id]
        FROM organisations_placement p
        WHERE p.organisation_id = ANY (units)
      UNION ALL
        SELECT p.parent_id, up.descendant_id, up.depth + 1, up.valid * p.valid, up.way || p.parent_id
        FROM up JOIN organisations_placement p
          ON p.organisation_id = up.ancestor_id AND p.valid && up.valid
        WHERE p.parent_id IS NOT NULL AND p.parent_id <> ALL (up.way)
    )
    SELECT up.ancestor_id, up.descendant_id, up.depth::smallint, up.valid FROM up
$$;

-- A line can only change if it passes a unit whose placements changed. Below the first such unit the way is as it
-- was, so the old closure still knows everything that hangs under it.
CREATE FUNCTION organisations_redraw(changed bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[] := ARRAY(
        SELECT unnest(changed)
        UNION
        SELECT a.descendant_id FROM organisations_ancestry a WHERE a.ancestor_id = ANY (changed)
    );
BEGIN
    DELETE FROM organisations_ancestry a WHERE a.descendant_id = ANY (touched);
    INSERT INTO organisations_ancestry (ancestor_id, descendant_id, depth, valid)
        SELECT l.ancestor_id, l.descendant_id, l.depth, l.valid FROM organisations_lines(touched) l;
END $$;

CREATE FUNCTION organisations_closure_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    CASE TG_OP
        WHEN 'INSERT' THEN
            PERFORM organisations_redraw(ARRAY(SELECT DISTINCT organisation_id FROM after_it));
        WHEN 'UPDATE' THEN
            PERFORM organisations_redraw(ARRAY(
                SELECT organisation_id FROM before_it UNION SELECT organisation_id FROM after_it));
        WHEN 'DELETE' THEN
            PERFORM organisations_redraw(ARRAY(SELECT DISTINCT organisation_id FROM before_it));
        WHEN 'TRUNCATE' THEN
            DELETE FROM organisations_ancestry;
    END CASE;
    RETURN NULL;
END $$;

CREATE TRIGGER the_closure_follows_an_insert AFTER INSERT ON organisations_placement
    REFERENCING NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION organisations_closure_follows();
CREATE TRIGGER the_closure_follows_an_update AFTER UPDATE ON organisations_placement
    REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION organisations_closure_follows();
CREATE TRIGGER the_closure_follows_a_delete AFTER DELETE ON organisations_placement
    REFERENCING OLD TABLE AS before_it
    FOR EACH STATEMENT EXECUTE FUNCTION organisations_closure_follows();
CREATE TRIGGER the_closure_follows_a_truncate AFTER TRUNCATE ON organisations_placement
    FOR EACH STATEMENT EXECUTE FUNCTION organisations_closure_follows();

-- A write that does not come out of the triggers above stands at depth 1. Emptying every table at once (tests do)
-- is left alone: then no placement is left either.
CREATE FUNCTION organisations_closure_is_derived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND NOT EXISTS (SELECT FROM organisations_placement) THEN
        RETURN NULL;
    END IF;
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'the closure is derived from placements and written by nobody'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'the_closure_is_written_by_nobody';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER the_closure_is_written_by_nobody
    BEFORE INSERT OR UPDATE OR DELETE ON organisations_ancestry
    FOR EACH STATEMENT EXECUTE FUNCTION organisations_closure_is_derived();
CREATE TRIGGER the_closure_is_emptied_by_nobody
    AFTER TRUNCATE ON organisations_ancestry
    FOR EACH STATEMENT EXECUTE FUNCTION organisations_closure_is_derived();
"""

UNDO_CLOSURE = """
DROP TRIGGER the_closure_is_emptied_by_nobody ON organisations_ancestry;
DROP TRIGGER the_closure_is_written_by_nobody ON organisations_ancestry;
DROP TRIGGER the_closure_follows_a_truncate ON organisations_placement;
DROP TRIGGER the_closure_follows_a_delete ON organisations_placement;
DROP TRIGGER the_closure_follows_an_update ON organisations_placement;
DROP TRIGGER the_closure_follows_an_insert ON organisations_placement;
DROP FUNCTION organisations_closure_is_derived();
DROP FUNCTION organisations_closure_follows();
DROP FUNCTION organisations_redraw(bigint[]);
DROP FUNCTION organisations_lines(bigint[]);
"""

PROMISES = """
CREATE FUNCTION organisations_existence(unit bigint) RETURNS datemultirange LANGUAGE sql STABLE AS $$
    SELECT coalesce(range_agg(p.valid), '{}') FROM organisations_placement p WHERE p.organisation_id = unit
$$;

-- Checked from both ends: a placement needs its parent, and a parent that is shortened leaves its children.
CREATE FUNCTION organisations_parent_exists() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lonely record;
BEGIN
    SELECT p.organisation_id, p.parent_id, p.valid INTO lonely
    FROM organisations_placement p
    WHERE TG_OP <> 'DELETE' AND p.organisation_id = NEW.organisation_id AND p.parent_id IS NOT NULL
      AND NOT p.valid <@ organisations_existence(p.parent_id)
    LIMIT 1;
    IF NOT FOUND AND TG_OP <> 'INSERT' THEN
        SELECT p.organisation_id, p.parent_id, p.valid INTO lonely
        FROM organisations_placement p, organisations_existence(OLD.organisation_id) AS days
        WHERE p.parent_id = OLD.organisation_id AND NOT p.valid <@ days
        LIMIT 1;
    END IF;
    IF lonely.organisation_id IS NOT NULL THEN
        RAISE EXCEPTION 'organisation % hangs under % in %, on days when that does not exist',
            lonely.organisation_id, lonely.parent_id, lonely.valid
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_parent_exists_on_all_days_of_its_children';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER a_parent_exists_on_all_days_of_its_children
    AFTER INSERT OR UPDATE OR DELETE ON organisations_placement
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION organisations_parent_exists();

-- A new cycle must contain a changed placement: then the unit is above its own parent.
CREATE FUNCTION organisations_no_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM organisations_placement p
        JOIN organisations_ancestry a
          ON a.descendant_id = p.parent_id AND a.ancestor_id = p.organisation_id AND a.valid && p.valid
        WHERE p.organisation_id = NEW.organisation_id
    ) THEN
        RAISE EXCEPTION 'organisation % would be above itself', NEW.organisation_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'no_unit_is_above_itself_on_any_day';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER no_unit_is_above_itself_on_any_day
    AFTER INSERT OR UPDATE ON organisations_placement
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION organisations_no_cycle();

-- A placement asks for its unit as it is now, a name or a kind for the unit it was taken from. Names and kinds are
-- written without the lock, so it is taken here: nobody lengthens the unit's life meanwhile.
CREATE FUNCTION organisations_is_described() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    unit bigint;
    days datemultirange;
BEGIN
    IF TG_TABLE_NAME = 'organisations_placement' THEN
        unit := NEW.organisation_id;
    ELSE
        unit := OLD.organisation_id;
        PERFORM organisations_lock_tree();
    END IF;
    days := organisations_existence(unit);
    IF NOT days <@ (SELECT coalesce(range_agg(n.valid), '{}') FROM organisations_unitname n
                    WHERE n.organisation_id = unit)
       OR NOT days <@ (SELECT coalesce(range_agg(c.valid), '{}') FROM organisations_classification c
                       WHERE c.organisation_id = unit)
    THEN
        RAISE EXCEPTION 'organisation % has no name or no kind on some day it exists', unit
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_unit_has_a_name_and_a_kind_while_it_exists';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER a_unit_has_a_name_and_a_kind_while_it_exists
    AFTER INSERT OR UPDATE ON organisations_placement
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION organisations_is_described();
CREATE CONSTRAINT TRIGGER a_unit_has_a_name_while_it_exists
    AFTER UPDATE OR DELETE ON organisations_unitname
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION organisations_is_described();
CREATE CONSTRAINT TRIGGER a_unit_has_a_kind_while_it_exists
    AFTER UPDATE OR DELETE ON organisations_classification
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION organisations_is_described();
"""

UNDO_PROMISES = """
DROP TRIGGER a_unit_has_a_kind_while_it_exists ON organisations_classification;
DROP TRIGGER a_unit_has_a_name_while_it_exists ON organisations_unitname;
DROP TRIGGER a_unit_has_a_name_and_a_kind_while_it_exists ON organisations_placement;
DROP FUNCTION organisations_is_described();
DROP TRIGGER no_unit_is_above_itself_on_any_day ON organisations_placement;
DROP FUNCTION organisations_no_cycle();
DROP TRIGGER a_parent_exists_on_all_days_of_its_children ON organisations_placement;
DROP FUNCTION organisations_parent_exists();
DROP FUNCTION organisations_existence(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_the_tree_of_unions")]

    operations = [
        migrations.RunSQL(CODE, UNDO_CODE),
        migrations.RunSQL(LOCK, UNDO_LOCK),
        migrations.RunSQL(CLOSURE, UNDO_CLOSURE),
        migrations.RunSQL(PROMISES, UNDO_PROMISES),
    ]
