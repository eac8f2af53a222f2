"""Who takes part (`TAKING_PART`): on which days a union, an FDI enterprise or a person came to have a valid dossier
under a unit, or ceased to. In SQL, for the folder, for readings and for counting anew.

Nothing is kept for it. Of each key that is asked about all entries of VALID are laid in the order of their days: where
the running sum leaves 0 the key has come, where it returns it has gone. So neither the order in which entries are
folded nor a lock decides anything, and a dossier that is decided waits for nobody.
"""

# Whose entries to look at: of these entries (`taken`), and of all that was folded before of the same keys.
TOUCHED = """
touched AS MATERIALIZED (
    SELECT DISTINCT keys.kind, keys.key, t.programme_id
    FROM taken t CROSS JOIN LATERAL (
        SELECT 'UNIONS' AS kind, t.unit_id AS key
        UNION ALL SELECT 'FDI_UNIONS', t.unit_id WHERE 'FDI' = ANY(t.traits)
        UNION ALL SELECT 'PEOPLE', unnest(t.people)
    ) keys WHERE t.measure = 'VALID'
), history AS (
    SELECT k.kind, k.key, k.programme_id, e.phase_id, e.chain, e.day, e.count, e.folded
    FROM touched k CROSS JOIN LATERAL (
        SELECT * FROM counting_entry e
        WHERE e.unit_id = k.key AND e.programme_id = k.programme_id AND e.measure = 'VALID' OFFSET 0
    ) e
    WHERE k.kind IN ('UNIONS', 'FDI_UNIONS') AND (k.kind = 'UNIONS' OR 'FDI' = ANY(e.traits))
      AND (e.folded OR e.id IN (SELECT id FROM taken))
    UNION ALL
    SELECT k.kind, k.key, k.programme_id, e.phase_id, e.chain, e.day, e.count, e.folded
    FROM touched k CROSS JOIN LATERAL (
        SELECT * FROM counting_entry e WHERE e.people @> ARRAY[k.key] AND e.measure = 'VALID' OFFSET 0
    ) e
    WHERE k.kind = 'PEOPLE' AND e.programme_id = k.programme_id
      AND (e.folded OR e.id IN (SELECT id FROM taken))
)"""

# All that was folded, as if nothing had been counted before.
EVERYTHING = """
history AS (
    SELECT keys.kind, keys.key, e.programme_id, e.phase_id, e.chain, e.day, e.count, false AS folded
    FROM counting_entry e CROSS JOIN LATERAL (
        SELECT 'UNIONS' AS kind, e.unit_id AS key
        UNION ALL SELECT 'FDI_UNIONS', e.unit_id WHERE 'FDI' = ANY(e.traits)
        UNION ALL SELECT 'PEOPLE', unnest(e.people)
    ) keys WHERE e.measure = 'VALID' AND e.folded
)"""

# From a `history`: what changes for each unit and day, in the phase and (phase NULL) in the whole programme, when the
# entries that are not `folded` yet join those that are. A union's own is what counts it at itself. Nearly every key has
# had one chain all the time: it came to all units of it on the same days, which are looked for once (its `path`).
CROSSED = """
shares AS (
    SELECT kind, key, programme_id, phase_id, chain, day,
           COALESCE(sum(count) FILTER (WHERE folded), 0) AS before, sum(count) AS after
    FROM history GROUP BY kind, key, programme_id, phase_id, chain, day
), moved AS (
    SELECT kind, key, programme_id, min(chain) <> max(chain) AS has_moved FROM shares GROUP BY 1, 2, 3
), days AS (
    SELECT kind, key, programme_id, scope.phase_id, paths.path, day, sum(before) AS before, sum(after) AS after
    FROM shares JOIN moved USING (kind, key, programme_id)
    CROSS JOIN LATERAL (
        SELECT chain AS path WHERE NOT has_moved
        UNION ALL SELECT ARRAY[above.unit_id] FROM unnest(chain) AS above (unit_id) WHERE has_moved
    ) paths
    CROSS JOIN LATERAL (
        SELECT NULL::bigint AS phase_id UNION ALL SELECT shares.phase_id WHERE shares.phase_id IS NOT NULL
    ) scope
    GROUP BY 1, 2, 3, 4, 5, 6
), running AS (
    SELECT kind, key, programme_id, phase_id, path, day,
           (sum(before) OVER so_far > 0)::int AS before, (sum(after) OVER so_far > 0)::int AS after
    FROM days WINDOW so_far AS (PARTITION BY kind, key, programme_id, phase_id, path ORDER BY day)
), steps AS (
    SELECT kind, key, programme_id, phase_id, path, day,
           after - lag(after, 1, 0) OVER one - before + lag(before, 1, 0) OVER one AS step
    FROM running WINDOW one AS (PARTITION BY kind, key, programme_id, phase_id, path ORDER BY day)
), crossed AS (
    SELECT unit_id, programme_id, phase_id, day, kind AS measure, step AS count,
           CASE WHEN kind <> 'PEOPLE' AND key = unit_id THEN step ELSE 0 END AS own_count
    FROM steps CROSS JOIN LATERAL unnest(path) AS above (unit_id) WHERE step <> 0
)"""
