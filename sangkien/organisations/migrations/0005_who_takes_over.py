"""Successions, and a closure that goes on where unions end.

* a union that has ended keeps lines: those of the union that stands for it, its heir or, where none was named, its
  last superior, and so on in turn. Every day every union that ever was leads to a root, so whatever is summed over
  "today's tree" loses nothing;
* an heir takes over on the very day the union ends, and exists that day (checked at the end of the transaction).
"""

import django.db.models.deletion
from django.db import migrations, models

STEPS = """
-- One step up from a union on the days of `valid`: while it lives to its superior, afterwards to whoever stands for it.
CREATE VIEW organisations_step AS
SELECT p.organisation_id, p.parent_id, p.valid, true AS lives, true AS carries_members
FROM organisations_placement p
UNION ALL
SELECT p.organisation_id, coalesce(s.successor_id, p.parent_id),
       daterange(upper(p.valid), (SELECT min(lower(n.valid)) FROM organisations_placement n
                                  WHERE n.organisation_id = p.organisation_id AND lower(n.valid) > upper(p.valid))),
       false, coalesce(s.manner <> 'LEFT', false)
FROM organisations_placement p
LEFT JOIN organisations_succession s
  ON s.organisation_id = p.organisation_id AND s.heir AND s.since = upper(p.valid)
WHERE NOT upper_inf(p.valid)
  AND NOT EXISTS (SELECT FROM organisations_placement n
                  WHERE n.organisation_id = p.organisation_id AND lower(n.valid) = upper(p.valid));

-- Every way up, with the days on which the whole way stands: the days of each step are cut to those of the next. The
-- lines of a union that has ended are cut to the days on which the upper end exists. A cycle, which only lasts until
-- the end of the transaction that made it, is walked once.
DROP FUNCTION organisations_lines(bigint[]);
CREATE FUNCTION organisations_lines(units bigint[])
    RETURNS TABLE (ancestor_id bigint, descendant_id bigint, depth smallint, valid daterange,
                   lives boolean, carries_members boolean)
    LANGUAGE sql STABLE AS $$
    WITH RECURSIVE up (ancestor_id, descendant_id, depth, valid, way, lives, carries_members) AS (
        SELECT CASE WHEN s.lives THEN s.organisation_id ELSE s.parent_id END, s.organisation_id, 0, s.valid,
               CASE WHEN s.lives THEN ARRAY[s.organisation_id] ELSE ARRAY[s.organisation_id, s.parent_id] END,
               s.lives, s.carries_members
        FROM organisations_step s
        WHERE s.organisation_id = ANY (units) AND (s.lives OR s.parent_id IS NOT NULL)
      UNION ALL
        SELECT s.parent_id, up.descendant_id, up.depth + s.lives::int, up.valid * s.valid, up.way || s.parent_id,
               up.lives, up.carries_members AND s.carries_members
        FROM up JOIN organisations_step s ON s.organisation_id = up.ancestor_id AND s.valid && up.valid
        WHERE s.parent_id IS NOT NULL AND s.parent_id <> ALL (up.way)
    )
    SELECT up.ancestor_id, up.descendant_id, up.depth::smallint, up.valid, true, true FROM up WHERE up.lives
    UNION ALL
    SELECT up.ancestor_id, up.descendant_id, up.depth::smallint, up.valid * p.valid, false, up.carries_members
    FROM up JOIN organisations_placement p ON p.organisation_id = up.ancestor_id AND p.valid && up.valid
    WHERE NOT up.lives
$$;

-- A line can only change if it passes a unit whose steps changed. Below the first such unit the way is as it was, so
-- the old closure still knows what hangs under it; what it left to others before, the successions know.
CREATE OR REPLACE FUNCTION organisations_redraw(changed bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[] := ARRAY(
        WITH RECURSIVE reached (id) AS (
            SELECT unnest(changed)
          UNION
            SELECT below.id FROM reached, LATERAL (
                SELECT a.descendant_id AS id FROM organisations_ancestry a WHERE a.ancestor_id = reached.id
                UNION ALL
                SELECT s.organisation_id FROM organisations_succession s WHERE s.successor_id = reached.id AND s.heir
            ) below
        )
        SELECT id FROM reached
    );
BEGIN
    DELETE FROM organisations_ancestry a WHERE a.descendant_id = ANY (touched);
    INSERT INTO organisations_ancestry (ancestor_id, descendant_id, depth, valid, lives, carries_members)
        SELECT l.ancestor_id, l.descendant_id, l.depth, l.valid, l.lives, l.carries_members
        FROM organisations_lines(touched) l;
END $$;

CREATE TRIGGER successions_have_one_writer_at_a_time
    BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON organisations_succession
    FOR EACH STATEMENT EXECUTE FUNCTION organisations_one_writer();
CREATE TRIGGER the_closure_follows_an_inheritance AFTER INSERT ON organisations_succession
    REFERENCING NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION organisations_closure_follows();
CREATE TRIGGER the_closure_follows_a_changed_inheritance AFTER UPDATE ON organisations_succession
    REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION organisations_closure_follows();
CREATE TRIGGER the_closure_follows_a_lost_inheritance AFTER DELETE ON organisations_succession
    REFERENCING OLD TABLE AS before_it
    FOR EACH STATEMENT EXECUTE FUNCTION organisations_closure_follows();
"""

PROMISES = """
CREATE FUNCTION organisations_heir_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    unit bigint;
    wrong record;
BEGIN
    IF TG_OP = 'DELETE' THEN unit := OLD.organisation_id; ELSE unit := NEW.organisation_id; END IF;
    SELECT s.organisation_id, s.successor_id, s.since INTO wrong
    FROM organisations_succession s
    WHERE s.organisation_id = unit AND s.heir
      AND (upper_inf(organisations_existence(unit)) OR s.since IS DISTINCT FROM upper(organisations_existence(unit)))
    LIMIT 1;
    IF wrong.organisation_id IS NOT NULL THEN
        RAISE EXCEPTION 'organisation % is taken over on %, and does not end that day', unit, wrong.since
            USING ERRCODE = 'check_violation', CONSTRAINT = 'an_heir_takes_over_on_the_day_a_union_ends';
    END IF;
    SELECT s.organisation_id, s.successor_id, s.since INTO wrong
    FROM organisations_succession s
    WHERE unit IN (s.organisation_id, s.successor_id) AND NOT organisations_existence(s.successor_id) @> s.since
    LIMIT 1;
    IF wrong.organisation_id IS NOT NULL THEN
        RAISE EXCEPTION 'organisation % succeeds % on %, when it does not exist',
            wrong.successor_id, wrong.organisation_id, wrong.since
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_successor_exists_on_the_day_it_takes_over';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER an_inheritance_fits
    AFTER INSERT OR UPDATE ON organisations_succession
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION organisations_heir_fits();
CREATE CONSTRAINT TRIGGER an_inheritance_still_fits
    AFTER INSERT OR UPDATE OR DELETE ON organisations_placement
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION organisations_heir_fits();
"""

# Unions that had ended before get the lines of their afterlife.
REDRAW = """
-- Through a placement that is written as it was: the closure is written by its own triggers only.
UPDATE organisations_placement SET valid = valid WHERE NOT upper_inf(valid);
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_the_administrative_map")]

    operations = [
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="từ ngày")),
                (
                    "manner",
                    models.CharField(
                        choices=[
                            ("MERGED", "hợp nhất, sáp nhập"),
                            ("SPLIT", "chia, tách"),
                            ("TRANSFERRED", "giải thể, chuyển lên cấp trên"),
                            ("LEFT", "giải thể, đoàn viên thôi sinh hoạt"),
                        ],
                        max_length=12,
                        verbose_name="cách",
                    ),
                ),
                ("heir", models.BooleanField(default=True, verbose_name="nhận hồ sơ và số liệu")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="organisations.organisation",
                        verbose_name="tổ chức",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inheritances",
                        to="organisations.organisation",
                        verbose_name="tổ chức kế thừa",
                    ),
                ),
            ],
            options={
                "verbose_name": "kế thừa",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("manner__in", ["MERGED", "SPLIT", "TRANSFERRED", "LEFT"])),
                        name="succession_manner_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("successor", models.F("organisation")), _negated=True),
                        name="no_union_succeeds_itself",
                    ),
                    models.UniqueConstraint(fields=("organisation", "successor"), name="a_successor_is_named_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("heir", True)), fields=("organisation",), name="a_union_has_one_heir"
                    ),
                ],
            },
        ),
        # The lines there are all belong to living unions.
        migrations.AddField("ancestry", "lives", models.BooleanField(default=True), preserve_default=False),
        migrations.AddField("ancestry", "carries_members", models.BooleanField(default=True), preserve_default=False),
        migrations.RemoveIndex("ancestry", "ancestry_downwards"),
        migrations.AddIndex(
            "ancestry",
            models.Index(
                fields=["ancestor"],
                include=["descendant", "depth", "valid", "lives", "carries_members"],
                name="ancestry_downwards",
            ),
        ),
        migrations.RunSQL(STEPS),
        migrations.RunSQL(PROMISES),
        migrations.RunSQL(REDRAW),
    ]
