"""Every row that a decision writes leaves a trace, and can be put back."""

from django.db import migrations

# What a decision may write: the tree, and who is in charge.
TABLES = [
    "organisations_organisation",
    "organisations_externalcode",
    "organisations_unitname",
    "organisations_classification",
    "organisations_placement",
    "organisations_succession",
    "accounts_appointment",
]

TRACE = """
CREATE FUNCTION reforms_trace_rows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reform bigint := nullif(current_setting('sangkien.reform', true), '')::bigint;
BEGIN
    IF reform IS NULL THEN
        RETURN NULL;
    END IF;
    CASE TG_OP
        WHEN 'INSERT' THEN
            INSERT INTO reforms_trace (reform_id, table_name, row_id, after)
            SELECT reform, TG_TABLE_NAME, n.id, to_jsonb(n) FROM after_it n ORDER BY n.id;
        WHEN 'UPDATE' THEN
            INSERT INTO reforms_trace (reform_id, table_name, row_id, before, after)
            SELECT reform, TG_TABLE_NAME, n.id, to_jsonb(o), to_jsonb(n)
            FROM before_it o JOIN after_it n USING (id) WHERE o IS DISTINCT FROM n ORDER BY n.id;
        WHEN 'DELETE' THEN
            INSERT INTO reforms_trace (reform_id, table_name, row_id, before)
            SELECT reform, TG_TABLE_NAME, o.id, to_jsonb(o) FROM before_it o ORDER BY o.id;
    END CASE;
    RETURN NULL;
END $$;
"""

TRACED = """
CREATE TRIGGER a_reform_leaves_a_trace_of_what_it_adds AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION reforms_trace_rows();
CREATE TRIGGER a_reform_leaves_a_trace_of_what_it_changes AFTER UPDATE ON {table}
    REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION reforms_trace_rows();
CREATE TRIGGER a_reform_leaves_a_trace_of_what_it_removes AFTER DELETE ON {table}
    REFERENCING OLD TABLE AS before_it
    FOR EACH STATEMENT EXECUTE FUNCTION reforms_trace_rows();
"""

UNTRACED = """
DROP TRIGGER a_reform_leaves_a_trace_of_what_it_removes ON {table};
DROP TRIGGER a_reform_leaves_a_trace_of_what_it_changes ON {table};
DROP TRIGGER a_reform_leaves_a_trace_of_what_it_adds ON {table};
"""

PUT_BACK = """
-- Rows of a table that are no longer as the decision left them.
CREATE FUNCTION reforms_changed_since(reform bigint, of_table text) RETURNS SETOF bigint LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY EXECUTE format($q$
        SELECT last.row_id
        FROM (SELECT DISTINCT ON (t.row_id) t.row_id, t.after FROM reforms_trace t
              WHERE t.reform_id = $1 AND t.table_name = $2 ORDER BY t.row_id, t.id DESC) last
        LEFT JOIN %I now ON now.id = last.row_id
        WHERE to_jsonb(now) IS DISTINCT FROM last.after
    $q$, of_table) USING reform, of_table;
END $$;

-- Put a table back to where the decision found it, in one statement for what goes and one for what comes.
CREATE FUNCTION reforms_put_back(reform bigint, of_table text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    gone bigint;
BEGIN
    EXECUTE format($q$
        DELETE FROM %I now USING (SELECT DISTINCT row_id FROM reforms_trace
                                  WHERE reform_id = $1 AND table_name = $2) written
        WHERE now.id = written.row_id
    $q$, of_table) USING reform, of_table;
    GET DIAGNOSTICS gone = ROW_COUNT;
    EXECUTE format($q$
        INSERT INTO %1$I SELECT was.*
        FROM (SELECT DISTINCT ON (row_id) row_id, before FROM reforms_trace
              WHERE reform_id = $1 AND table_name = $2 ORDER BY row_id, id) first,
             LATERAL jsonb_populate_record(NULL::%1$I, first.before) was
        WHERE first.before IS NOT NULL
    $q$, of_table) USING reform, of_table;
    RETURN gone;
END $$;
"""

BACK = """
DROP FUNCTION reforms_put_back(bigint, text);
DROP FUNCTION reforms_changed_since(bigint, text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reforms", "0001_initial"),
        ("accounts", "0001_initial"),
        ("organisations", "0005_who_takes_over"),
    ]

    operations = [
        migrations.RunSQL(TRACE, "DROP FUNCTION reforms_trace_rows();"),
        *(migrations.RunSQL(TRACED.format(table=table), UNTRACED.format(table=table)) for table in TABLES),
        migrations.RunSQL(PUT_BACK, BACK),
    ]
