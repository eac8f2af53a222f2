"""What the database holds of a round, whoever asks: its states, whose hands gave points, and that nothing changes."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION grading_check_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.cluster_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM clusters_cluster c WHERE c.id = NEW.cluster_id AND c.organiser_id = NEW.organiser_id
    ) THEN
        RAISE EXCEPTION 'round % is over a cluster of another union', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_round_is_over_a_cluster_of_its_organiser';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_round_is_over_a_cluster_of_its_organiser BEFORE INSERT ON grading_round
    FOR EACH ROW EXECUTE FUNCTION grading_check_round();

CREATE FUNCTION grading_check_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.state, OLD.state) NOT IN (
        ('REVIEW', 'SELF'), ('CANCELLED', 'SELF'),
        ('SELF', 'REVIEW'), ('COUNCIL', 'REVIEW'), ('CANCELLED', 'REVIEW'),
        ('REVIEW', 'COUNCIL'), ('APPEAL', 'COUNCIL'), ('CANCELLED', 'COUNCIL'),
        ('LOCKED', 'APPEAL'), ('CANCELLED', 'APPEAL')
    ) OR (to_jsonb(NEW) - 'state') <> (to_jsonb(OLD) - 'state') THEN
        RAISE EXCEPTION 'round % does not go from % to %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_round_moves_along_its_arrows';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_round_moves_along_its_arrows BEFORE UPDATE ON grading_round
    FOR EACH ROW EXECUTE FUNCTION grading_check_move();

CREATE FUNCTION grading_check_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM grading_round r WHERE r.id = NEW.round_id AND r.state = NEW.state) THEN
        RAISE EXCEPTION 'round % is not in state %', NEW.round_id, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_step_tells_where_the_round_stands';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_step_tells_where_the_round_stands BEFORE INSERT ON grading_step
    FOR EACH ROW EXECUTE FUNCTION grading_check_step();

-- A line of the edition by which a sheet is graded, as its file has it: {"code": ..., "points": 12.5, "auto": ...}
CREATE FUNCTION grading_line(sheet bigint, code text) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT line FROM grading_sheet s
    JOIN grading_round r ON r.id = s.round_id
    JOIN grading_edition e ON e.id = r.edition_id
    CROSS JOIN jsonb_array_elements(e.content -> 'groups') AS g
    CROSS JOIN jsonb_array_elements(g -> 'lines') AS line
    WHERE s.id = sheet AND line ->> 'code' = code
$$;

CREATE FUNCTION grading_has_an_office(person bigint, sheet bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM accounts_appointment a JOIN grading_sheet s ON s.unit_id = a.organisation_id
        WHERE s.id = sheet AND a.person_id = person
    )
$$;

CREATE FUNCTION grading_check_score() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found jsonb := grading_line(NEW.sheet_id, NEW.line);
BEGIN
    IF NOT EXISTS (
        SELECT FROM grading_sheet s JOIN grading_round r ON r.id = s.round_id
        WHERE s.id = NEW.sheet_id
          AND (r.state, NEW.stage) IN (('SELF', 'SELF'), ('REVIEW', 'SUPERIOR'), ('COUNCIL', 'COUNCIL'))
    ) THEN
        RAISE EXCEPTION 'points of stage % are not given now', NEW.stage
            USING ERRCODE = 'check_violation', CONSTRAINT = 'points_are_given_at_their_stage';
    END IF;
    IF found IS NULL OR found ? 'auto' OR NEW.points > (found ->> 'points')::numeric * 100 THEN
        RAISE EXCEPTION 'line % of sheet % does not take % points', NEW.line, NEW.sheet_id, NEW.points
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_line_is_given_no_more_than_it_has';
    END IF;
    IF NEW.stage <> 'SELF' AND grading_has_an_office(NEW.by_id, NEW.sheet_id) THEN
        RAISE EXCEPTION 'person % may not give points on sheet %', NEW.by_id, NEW.sheet_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_grades_their_own_union';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER points_are_given_by_the_right_hand BEFORE INSERT ON grading_score
    FOR EACH ROW EXECUTE FUNCTION grading_check_score();

CREATE FUNCTION grading_check_appeal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF grading_line(NEW.sheet_id, NEW.line) IS NULL OR NOT EXISTS (
        SELECT FROM grading_sheet s JOIN grading_round r ON r.id = s.round_id
        WHERE s.id = NEW.sheet_id AND r.state = 'APPEAL'
    ) THEN
        RAISE EXCEPTION 'line % of sheet % cannot be appealed', NEW.line, NEW.sheet_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'an_appeal_comes_while_appeals_are_taken';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER an_appeal_comes_while_appeals_are_taken BEFORE INSERT ON grading_appeal
    FOR EACH ROW EXECUTE FUNCTION grading_check_appeal();

CREATE FUNCTION grading_check_answer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    about grading_appeal%ROWTYPE;
BEGIN
    SELECT * INTO about FROM grading_appeal WHERE id = NEW.appeal_id;
    IF about.by_id = NEW.by_id OR grading_has_an_office(NEW.by_id, about.sheet_id) OR EXISTS (
        SELECT FROM grading_score s
        WHERE s.sheet_id = about.sheet_id AND s.by_id = NEW.by_id
    ) THEN
        RAISE EXCEPTION 'person % had a part in what appeal % is about', NEW.by_id, NEW.appeal_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'somebody_else_answers_an_appeal';
    END IF;
    IF NEW.points > (grading_line(about.sheet_id, about.line) ->> 'points')::numeric * 100 OR NOT EXISTS (
        SELECT FROM grading_sheet s JOIN grading_round r ON r.id = s.round_id
        WHERE s.id = about.sheet_id AND r.state = 'APPEAL'
    ) THEN
        RAISE EXCEPTION 'appeal % does not take this answer', NEW.appeal_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'an_answer_comes_before_the_lock_and_within_the_line';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER somebody_else_answers_an_appeal BEFORE INSERT ON grading_answer
    FOR EACH ROW EXECUTE FUNCTION grading_check_answer();

CREATE FUNCTION grading_check_result() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM grading_sheet s JOIN grading_round r ON r.id = s.round_id
        WHERE s.id = NEW.sheet_id AND r.state = 'LOCKED'
    ) THEN
        RAISE EXCEPTION 'the round of sheet % is not locked', NEW.sheet_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_result_is_of_a_locked_round';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_result_is_of_a_locked_round BEFORE INSERT ON grading_result
    FOR EACH ROW EXECUTE FUNCTION grading_check_result();

CREATE TRIGGER editions_of_criteria_are_append_only BEFORE UPDATE OR DELETE ON grading_edition
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rounds_are_never_deleted BEFORE DELETE ON grading_round
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER steps_are_append_only BEFORE UPDATE OR DELETE ON grading_step
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER grading_sheets_are_append_only BEFORE UPDATE OR DELETE ON grading_sheet
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER scores_are_append_only BEFORE UPDATE OR DELETE ON grading_score
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER appeals_of_grading_are_append_only BEFORE UPDATE OR DELETE ON grading_appeal
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER answers_of_grading_are_append_only BEFORE UPDATE OR DELETE ON grading_answer
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER results_are_append_only BEFORE UPDATE OR DELETE ON grading_result
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER results_are_append_only ON grading_result;
DROP TRIGGER answers_of_grading_are_append_only ON grading_answer;
DROP TRIGGER appeals_of_grading_are_append_only ON grading_appeal;
DROP TRIGGER scores_are_append_only ON grading_score;
DROP TRIGGER grading_sheets_are_append_only ON grading_sheet;
DROP TRIGGER steps_are_append_only ON grading_step;
DROP TRIGGER rounds_are_never_deleted ON grading_round;
DROP TRIGGER editions_of_criteria_are_append_only ON grading_edition;
DROP TRIGGER a_result_is_of_a_locked_round ON grading_result;
DROP TRIGGER somebody_else_answers_an_appeal ON grading_answer;
DROP TRIGGER an_appeal_comes_while_appeals_are_taken ON grading_appeal;
DROP TRIGGER points_are_given_by_the_right_hand ON grading_score;
DROP TRIGGER a_step_tells_where_the_round_stands ON grading_step;
DROP TRIGGER a_round_moves_along_its_arrows ON grading_round;
DROP TRIGGER a_round_is_over_a_cluster_of_its_organiser ON grading_round;
DROP FUNCTION grading_check_result();
DROP FUNCTION grading_check_answer();
DROP FUNCTION grading_check_appeal();
DROP FUNCTION grading_check_score();
DROP FUNCTION grading_has_an_office(bigint, bigint);
DROP FUNCTION grading_line(bigint, text);
DROP FUNCTION grading_check_step();
DROP FUNCTION grading_check_move();
DROP FUNCTION grading_check_round();
"""


class Migration(migrations.Migration):
    dependencies = [("grading", "0001_rounds"), ("audit", "0002_append_only"), ("clusters", "0001_clusters")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
