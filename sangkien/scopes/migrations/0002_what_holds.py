"""What the database itself refuses: levels out of order, sheets of others, findings that were not voted."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION scopes_check_request() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    below text := CASE NEW.level WHEN 'PROVINCE' THEN 'BASE' WHEN 'NATION' THEN 'PROVINCE' END;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.state <> 'ASKED' OR NEW.state = 'ASKED'
           OR to_jsonb(OLD) - '{state,reason}'::text[] <> to_jsonb(NEW) - '{state,reason}'::text[]
           OR (NEW.state = 'FOUND') <> EXISTS (SELECT FROM scopes_finding WHERE request_id = NEW.id) THEN
            RAISE EXCEPTION 'request % does not change so', OLD.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'a_request_goes_its_way';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.state <> 'ASKED'
       OR EXISTS (SELECT FROM scopes_finding f JOIN scopes_request r ON r.id = f.request_id
                  WHERE r.initiative_id = NEW.initiative_id AND r.level = NEW.level AND f.recognised)
       OR (below IS NOT NULL AND NOT EXISTS (
                  SELECT FROM scopes_finding f JOIN scopes_request r ON r.id = f.request_id
                  WHERE r.initiative_id = NEW.initiative_id AND r.level = below AND f.recognised)) THEN
        RAISE EXCEPTION 'dossier % does not come before level %', NEW.initiative_id, NEW.level
            USING ERRCODE = 'check_violation', CONSTRAINT = 'levels_are_found_from_below';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER levels_are_found_from_below BEFORE INSERT OR UPDATE ON scopes_request
    FOR EACH ROW EXECUTE FUNCTION scopes_check_request();

CREATE FUNCTION scopes_check_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    most jsonb;
BEGIN
    SELECT c.points INTO most
    FROM scopes_request r JOIN scopes_criteria c ON c.id = r.criteria_id
    JOIN sittings_seat s ON s.council_id = r.council_id AND s.person_id = NEW.person_id
         AND s.valid @> (NEW.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
    WHERE r.id = NEW.request_id AND r.state = 'ASKED';
    IF most IS NULL THEN
        RAISE EXCEPTION 'person % does not score request %', NEW.person_id, NEW.request_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_scope_is_scored_by_its_council';
    END IF;
    IF EXISTS (
        SELECT FROM scopes_request r JOIN initiatives_initiative i ON i.id = r.initiative_id
        JOIN accounts_person p ON p.id = NEW.person_id
        WHERE r.id = NEW.request_id
          AND (p.id IN (i.entered_by_id, i.confirmed_by_id) OR p.phone = ANY (i.parties)
               OR EXISTS (SELECT FROM initiatives_author a WHERE a.initiative_id = i.id
                          AND (a.person_id = p.id OR a.phone = p.phone
                               OR (a.phone = '' AND lower(a.full_name) = lower(p.full_name)))))
    ) THEN
        RAISE EXCEPTION 'person % had a part in what request % is about', NEW.person_id, NEW.request_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_scores_how_far_their_own_reaches';
    END IF;
    IF EXISTS (
        SELECT FROM jsonb_each(most) m FULL JOIN jsonb_each(NEW.points) g USING (key)
        WHERE CASE WHEN m.value IS NULL OR jsonb_typeof(g.value) IS DISTINCT FROM 'number' THEN true
                   ELSE g.value::numeric NOT BETWEEN 0 AND m.value::numeric
                        OR g.value::numeric <> trunc(g.value::numeric) END
    ) OR NEW.total <> (SELECT sum(value::numeric) FROM jsonb_each(NEW.points)) THEN
        RAISE EXCEPTION 'a sheet for request % is not complete', NEW.request_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_sheet_of_a_scope_scores_every_criterion';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_scope_is_scored_by_its_council BEFORE INSERT ON scopes_sheet
    FOR EACH ROW EXECUTE FUNCTION scopes_check_sheet();

CREATE FUNCTION scopes_check_finding() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    given bigint;
    points bigint;
    carried boolean;
    enough bigint;
BEGIN
    SELECT count(*), sum(total) INTO given, points
    FROM (SELECT DISTINCT ON (person_id) total FROM scopes_sheet WHERE request_id = NEW.request_id
          ORDER BY person_id, id DESC) s;
    SELECT o.chosen <> '' AND o.chosen = m.choices -> 0 ->> 0, c.enough INTO carried, enough
    FROM sittings_outcome o JOIN sittings_matter m ON m.id = o.matter_id
    JOIN sittings_sitting t ON t.id = m.sitting_id
    JOIN scopes_request r ON r.id = NEW.request_id AND r.council_id = t.council_id AND r.state = 'ASKED'
    JOIN scopes_criteria c ON c.id = r.criteria_id
    JOIN sittings_council k ON k.id = r.council_id AND given * k.quorum_den >= o.seats * k.quorum_num
    WHERE o.id = NEW.outcome_id AND m.kind = 'scope' AND m.key = NEW.request_id::text;
    IF carried IS NULL OR (NEW.sheets, NEW.points) IS DISTINCT FROM (given, points)
       OR NEW.recognised <> (carried AND points >= enough * given) THEN
        RAISE EXCEPTION 'this is not what the council found of request %', NEW.request_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_finding_is_what_the_council_found';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_finding_is_what_the_council_found BEFORE INSERT ON scopes_finding
    FOR EACH ROW EXECUTE FUNCTION scopes_check_finding();

CREATE TRIGGER findings_of_scopes_are_append_only BEFORE UPDATE OR DELETE ON scopes_finding
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sheets_of_scopes_are_append_only BEFORE UPDATE OR DELETE ON scopes_sheet
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER sheets_of_scopes_are_append_only ON scopes_sheet;
DROP TRIGGER findings_of_scopes_are_append_only ON scopes_finding;
DROP FUNCTION scopes_check_finding() CASCADE;
DROP FUNCTION scopes_check_sheet() CASCADE;
DROP FUNCTION scopes_check_request() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_append_only"),
        ("scopes", "0001_how_far_an_initiative_reaches"),
        ("sittings", "0002_what_holds"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACK)]
