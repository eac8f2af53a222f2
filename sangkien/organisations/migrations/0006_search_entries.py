"""One entry of search for each union, kept by triggers.

A statement that touches what an entry is made of notes the units it touched, as one row. At the end of the transaction
(or when asked, `organisations_search_catch_up`) the entries of all units noted so far are made anew at once: an
import of a nation makes each entry once. The notes never outlive their transaction.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

from sangkien.organisations.keys import search_key

ENTRIES = """
-- Folded text as search reads it: its words, without the guesses that the parser of the server makes about text.
CREATE FUNCTION organisations_words(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(array_remove(string_to_array(said, ' '), ''))
$$;
CREATE FUNCTION organisations_words(said text, more text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(array_remove(string_to_array(said || ' ' || more, ' '), ''))
$$;

-- What the entries of these units should say now. Names of unions above and of places are put together once for each
-- of them, not once for each unit. A root is above everybody: its name tells no union from another.
CREATE FUNCTION organisations_search_entries(units bigint[])
    RETURNS TABLE (organisation_id bigint, names text, around text, members integer)
    LANGUAGE sql STABLE AS $$
    WITH line AS (
        SELECT n.organisation_id, 1 AS rank, n.id, n.folded FROM organisations_unitname n
        WHERE n.organisation_id = ANY (units)
      UNION ALL
        SELECT w.organisation_id, 2, w.id, concat_ws(' | ', w.folded, nullif(w.tax_code, ''))
        FROM organisations_workplace w WHERE w.organisation_id = ANY (units)
      UNION ALL
        SELECT o.id, 3, 0, lower(translate(o.code, '-', ' ')) FROM organisations_organisation o
        WHERE o.id = ANY (units)
    ), own AS (
        SELECT line.organisation_id, string_agg(line.folded, ' | ' ORDER BY line.rank, line.id DESC) AS names
        FROM line GROUP BY 1
    ), step AS MATERIALIZED (
        SELECT DISTINCT a.descendant_id, a.ancestor_id FROM organisations_ancestry a
        WHERE a.descendant_id = ANY (units) AND a.ancestor_id <> a.descendant_id
    ), superior AS MATERIALIZED (
        SELECT n.organisation_id, string_agg(n.folded, ' | ' ORDER BY n.id) AS said
        FROM organisations_unitname n
        WHERE n.organisation_id IN (SELECT ancestor_id FROM step)
          AND EXISTS (SELECT FROM organisations_placement p
                      WHERE p.organisation_id = n.organisation_id AND p.parent_id IS NOT NULL)
        GROUP BY 1
    ), site AS MATERIALIZED (
        SELECT w.organisation_id, c.id AS commune_id
        FROM organisations_workplace w
        JOIN organisations_commune c ON c.code = w.commune_code AND c.valid @> w.commune_on
        WHERE w.organisation_id = ANY (units) AND w.commune_code <> ''
    ), place AS MATERIALIZED (
        SELECT s.commune_id, string_agg(c.folded, ' | ' ORDER BY c.id) AS said
        FROM (SELECT DISTINCT commune_id FROM site) s
        JOIN LATERAL (
            SELECT s.commune_id AS id
            UNION SELECT h.after_id FROM organisations_communechange h WHERE h.before_id = s.commune_id
            UNION SELECT h.before_id FROM organisations_communechange h WHERE h.after_id = s.commune_id
        ) related ON true
        JOIN organisations_commune c ON c.id = related.id
        GROUP BY 1
    ), beside AS (
        SELECT x.organisation_id, string_agg(x.said, ' | ' ORDER BY x.said) AS around
        FROM (
            SELECT step.descendant_id AS organisation_id, superior.said
            FROM step JOIN superior ON superior.organisation_id = step.ancestor_id
          UNION
            SELECT site.organisation_id, place.said FROM site JOIN place USING (commune_id)
        ) x GROUP BY 1
    ), counted AS (
        SELECT DISTINCT ON (m.organisation_id) m.organisation_id, m.members FROM organisations_membercount m
        WHERE m.organisation_id = ANY (units) ORDER BY m.organisation_id, m.counted_on DESC
    ), above AS (
        SELECT DISTINCT c.organisation_id, 1000000000 AS members FROM organisations_classification c
        JOIN organisations_unitkind k ON k.code = c.kind_id AND NOT k.takes_dossiers
        WHERE c.organisation_id = ANY (units)
    )
    SELECT own.organisation_id, own.names, coalesce(beside.around, ''), coalesce(above.members, counted.members, 0)
    FROM own
    LEFT JOIN beside USING (organisation_id)
    LEFT JOIN counted USING (organisation_id)
    LEFT JOIN above USING (organisation_id)
$$;

-- Who makes an entry anew locks it first and reads afterwards, so nothing that others have committed is lost.
-- A unit has its entry since the transaction that made it: there always is something to lock.
CREATE FUNCTION organisations_search_renew(units bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM organisations_searchentry e WHERE e.organisation_id = ANY (units)
        ORDER BY e.organisation_id FOR UPDATE;
    DELETE FROM organisations_searchentry e WHERE e.organisation_id = ANY (units)
        AND NOT EXISTS (SELECT FROM organisations_organisation o WHERE o.id = e.organisation_id);
    WITH renewed AS (
        INSERT INTO organisations_searchentry AS e (organisation_id, names, around, members)
        SELECT n.organisation_id, n.names, n.around, n.members FROM organisations_search_entries(units) n
        ORDER BY n.organisation_id
        ON CONFLICT (organisation_id) DO UPDATE
            SET names = EXCLUDED.names, around = EXCLUDED.around, members = EXCLUDED.members
            WHERE (e.names, e.around, e.members) IS DISTINCT FROM (EXCLUDED.names, EXCLUDED.around, EXCLUDED.members)
        RETURNING e.names, e.around
    ), word AS MATERIALIZED (
        SELECT DISTINCT t.word
        FROM (SELECT names AS said FROM renewed UNION SELECT around FROM renewed) x,
             string_to_table(x.said, ' ') AS t (word)
    )
    INSERT INTO organisations_searchword (word)
    SELECT word FROM word
    WHERE word ~ '^[[:alpha:]]{1,60}$'
      AND NOT EXISTS (SELECT FROM organisations_searchword known WHERE known.word = word.word)
    ORDER BY 1
    ON CONFLICT DO NOTHING;
END $$;
"""

UNDO_ENTRIES = """
DROP FUNCTION organisations_search_renew(bigint[]);
DROP FUNCTION organisations_search_entries(bigint[]);
DROP FUNCTION organisations_words(text, text);
DROP FUNCTION organisations_words(text);
"""

FOLLOWS = """
-- The notes of transactions under way. `below`: what hangs under the units is touched as well (they are called
-- otherwise now).
CREATE TABLE organisations_search_note (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    units bigint[] NOT NULL,
    below boolean NOT NULL
);

CREATE FUNCTION organisations_search_catch_up() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[];
    renamed bigint[];
BEGIN
    IF NOT EXISTS (SELECT FROM organisations_search_note) THEN
        RETURN;
    END IF;
    WITH noted AS (DELETE FROM organisations_search_note RETURNING units, below),
         unit AS (SELECT u.id, bool_or(noted.below) AS below FROM noted, unnest(noted.units) AS u (id) GROUP BY 1)
    SELECT array_agg(id), array_agg(id) FILTER (WHERE below) INTO touched, renamed FROM unit;
    IF renamed IS NOT NULL THEN
        -- Nobody moves a unit under one of these meanwhile.
        PERFORM organisations_lock_tree();
        touched := ARRAY(SELECT unnest(touched) UNION
                         SELECT a.descendant_id FROM organisations_ancestry a WHERE a.ancestor_id = ANY (renamed));
    END IF;
    PERFORM organisations_search_renew(touched);
END $$;

CREATE FUNCTION organisations_search_ends_up_true() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM organisations_search_catch_up();
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER search_is_never_stale AFTER INSERT ON organisations_search_note
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION organisations_search_ends_up_true();

-- Arguments: the column that holds the unit, and whether the units below are touched as well.
CREATE FUNCTION organisations_search_notes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed text := CASE TG_OP WHEN 'INSERT' THEN 'SELECT * FROM after_it'
                               WHEN 'DELETE' THEN 'SELECT * FROM before_it'
                               ELSE 'SELECT * FROM before_it UNION ALL SELECT * FROM after_it' END;
    touched bigint[];
BEGIN
    EXECUTE format('SELECT array_agg(DISTINCT x.%I) FROM (%s) x', TG_ARGV[0], changed) INTO touched;
    IF touched IS NOT NULL THEN
        INSERT INTO organisations_search_note (units, below) VALUES (touched, TG_ARGV[1]::boolean);
    END IF;
    RETURN NULL;
END $$;

-- Where a kind changes from above the grassroots to the grassroots, or back, so do all its unions.
CREATE FUNCTION organisations_search_notes_a_kind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[] := (
        SELECT array_agg(DISTINCT c.organisation_id)
        FROM before_it b JOIN after_it a ON a.code = b.code AND a.takes_dossiers <> b.takes_dossiers
        JOIN organisations_classification c ON c.kind_id = a.code);
BEGIN
    IF touched IS NOT NULL THEN
        INSERT INTO organisations_search_note (units, below) VALUES (touched, false);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER search_notes_update AFTER UPDATE ON organisations_unitkind
    REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION organisations_search_notes_a_kind();

-- The map changes seldom and as a whole: every unit with a workplace on it is looked at.
CREATE FUNCTION organisations_search_notes_the_map() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed text := CASE TG_OP WHEN 'DELETE' THEN 'before_it' ELSE 'after_it' END;
    touched bigint[];
BEGIN
    EXECUTE format('SELECT array_agg(DISTINCT organisation_id) FROM organisations_workplace
                    WHERE commune_code <> %L AND EXISTS (SELECT FROM %I)', '', changed) INTO touched;
    IF touched IS NOT NULL THEN
        INSERT INTO organisations_search_note (units, below) VALUES (touched, false);
    END IF;
    RETURN NULL;
END $$;
"""

UNDO_FOLLOWS = """
DROP TRIGGER search_notes_update ON organisations_unitkind;
DROP FUNCTION organisations_search_notes_a_kind();
DROP FUNCTION organisations_search_notes_the_map();
DROP FUNCTION organisations_search_notes();
DROP TABLE organisations_search_note;
DROP FUNCTION organisations_search_ends_up_true();
DROP FUNCTION organisations_search_catch_up();
"""

WATCHED = {
    "organisation": "organisations_search_notes('id', 'false')",
    "unitname": "organisations_search_notes('organisation_id', 'true')",
    "classification": "organisations_search_notes('organisation_id', 'false')",
    "workplace": "organisations_search_notes('organisation_id', 'false')",
    "membercount": "organisations_search_notes('organisation_id', 'false')",
    "ancestry": "organisations_search_notes('descendant_id', 'false')",
    "commune": "organisations_search_notes_the_map()",
    "communechange": "organisations_search_notes_the_map()",
}
ROWS = {
    "insert": "NEW TABLE AS after_it",
    "update": "OLD TABLE AS before_it NEW TABLE AS after_it",
    "delete": "OLD TABLE AS before_it",
}


def _watch(table: str, work: str) -> list[migrations.RunSQL]:
    return [
        migrations.RunSQL(
            f"""
            CREATE TRIGGER search_notes_{verb} AFTER {verb.upper()} ON organisations_{table}
                REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION {work}
            """,
            f"DROP TRIGGER search_notes_{verb} ON organisations_{table}",
        )
        for verb, rows in ROWS.items()
    ]


STORED_KEYS = {"UnitName": ["name", "short_name"], "Workplace": ["name"], "Commune": ["name", "district", "province"]}


def spell_keys_anew(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """There are more short forms than before, and they are part of the stored keys."""
    for model, texts in STORED_KEYS.items():
        table = apps.get_model("organisations", model).objects
        rows = table.only("folded", *texts).order_by("pk").iterator(5_000)
        for some in iter(lambda: list(islice(rows, 5_000)), []):
            table.bulk_update(_spelt_anew(some, texts), ["folded"], batch_size=1_000)


def _spelt_anew(rows: Iterable[Any], texts: Sequence[str]) -> Iterator[Any]:
    for row in rows:
        before, row.folded = row.folded, search_key(*(getattr(row, text) for text in texts))
        if row.folded != before:
            yield row


MAKE_ALL = """
SELECT organisations_search_renew(ARRAY(SELECT id FROM organisations_organisation));
SET CONSTRAINTS ALL IMMEDIATE;
"""


def _words(*said: Any) -> models.Func:
    output = django.contrib.postgres.search.SearchVectorField()
    return models.Func(*said, function="organisations_words", output_field=output)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0005_who_takes_over")]

    operations = [
        migrations.RunSQL(ENTRIES, UNDO_ENTRIES),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="organisations.organisation",
                    ),
                ),
                ("names", models.TextField()),
                ("around", models.TextField()),
                ("members", models.IntegerField()),
            ],
            options={"verbose_name": "mục tra cứu"},
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "word",
                    models.CharField(
                        db_collation="C", max_length=60, primary_key=True, serialize=False, verbose_name="từ"
                    ),
                ),
            ],
            options={"verbose_name": "từ tra cứu"},
        ),
        migrations.RunPython(spell_keys_anew, migrations.RunPython.noop),
        migrations.RunSQL(MAKE_ALL, migrations.RunSQL.noop),
        migrations.RunSQL(FOLLOWS, UNDO_FOLLOWS),
        *[operation for table, work in WATCHED.items() for operation in _watch(table, work)],
        *[
            migrations.AddIndex(
                "searchentry",
                django.contrib.postgres.indexes.GinIndex(
                    _words(*said), name=name, condition=only, gin_pending_list_limit=512
                ),
            )
            for said, name, only in [
                (["names"], "entry_by_names", None),
                (["names", "around"], "entry_by_all_words", None),
                (["names"], "entry_of_a_big_union_by_names", Q(members__gte=500)),
                (["names", "around"], "entry_of_a_big_union_by_all", Q(members__gte=500)),
            ]
        ],
        # The entries are searched instead.
        migrations.RemoveIndex("unitname", "unit_name_by_words"),
        migrations.RemoveIndex("workplace", "workplace_by_words"),
        migrations.RemoveIndex("commune", "commune_by_words"),
    ]
