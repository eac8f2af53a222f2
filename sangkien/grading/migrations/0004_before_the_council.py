"""What the database holds of a council's vote on a round: who votes, what is voted on, and that it was voted at all."""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION grading_agreed(asked bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT m.state = 'DECIDED' AND o.chosen <> '' AND o.chosen = m.choices -> 0 ->> 0
    FROM sittings_matter m JOIN sittings_outcome o ON o.matter_id = m.id WHERE m.id = asked
$$;
-- The matters in which a sheet was since its round came to the council last.
CREATE FUNCTION grading_matters(sheet bigint) RETURNS TABLE (matter_id bigint) LANGUAGE sql STABLE AS $$
    SELECT b.matter_id FROM grading_tabled b WHERE b.sheet_id = sheet AND b.step_id = (
        SELECT max(s.id) FROM grading_step s JOIN grading_sheet h ON h.round_id = s.round_id
        WHERE h.id = sheet AND s.state = 'COUNCIL')
$$;
CREATE FUNCTION grading_stays(sheet bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM grading_matters(sheet) b JOIN sittings_matter m ON m.id = b.matter_id
        WHERE m.state = 'LISTED' OR grading_agreed(m.id))
$$;

CREATE FUNCTION grading_check_tabled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM grading_sheet h
        JOIN grading_round r ON r.id = h.round_id AND r.state = 'COUNCIL'
        JOIN grading_step s ON s.id = NEW.step_id AND s.round_id = r.id AND s.state = 'COUNCIL'
        JOIN sittings_matter m ON m.id = NEW.matter_id AND m.state = 'LISTED'
             AND (m.kind, m.key) IN (('grading.round', r.id::text), ('grading.sheet', h.id::text))
        JOIN sittings_sitting t ON t.id = m.sitting_id
        JOIN sittings_council c ON c.id = t.council_id AND c.unit_id = r.organiser_id AND c.purpose = 'EMULATION'
        WHERE h.id = NEW.sheet_id
          AND NOT EXISTS (SELECT FROM grading_step later WHERE later.round_id = r.id AND later.id > s.id)
    ) OR grading_stays(NEW.sheet_id) THEN
        RAISE EXCEPTION 'sheet % does not come before matter %', NEW.sheet_id, NEW.matter_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_sheet_comes_before_its_own_council_once_at_a_time';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_sheet_comes_before_its_own_council_once_at_a_time BEFORE INSERT ON grading_tabled
    FOR EACH ROW EXECUTE FUNCTION grading_check_tabled();

-- Whoever had an office in one of the unions when the matter was put on the agenda.
CREATE FUNCTION grading_check_vote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM grading_tabled b
        JOIN sittings_matter m ON m.id = b.matter_id
        JOIN grading_sheet h ON h.id = b.sheet_id
        JOIN accounts_appointment a ON a.organisation_id = h.unit_id
             AND lower(a.valid) <= (m.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
        WHERE b.matter_id = NEW.matter_id AND a.person_id = NEW.person_id
    ) THEN
        RAISE EXCEPTION 'person % may not vote on the grade of their union', NEW.person_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_votes_on_the_grade_of_their_own_union';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_votes_on_the_grade_of_their_own_union BEFORE INSERT ON sittings_vote
    FOR EACH ROW EXECUTE FUNCTION grading_check_vote();
CREATE TRIGGER nobody_casts_a_slip_on_the_grade_of_their_own_union BEFORE INSERT ON sittings_cast
    FOR EACH ROW EXECUTE FUNCTION grading_check_vote();

CREATE FUNCTION grading_check_points() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF grading_stays(NEW.sheet_id) THEN
        RAISE EXCEPTION 'sheet % is before the council', NEW.sheet_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'what_the_council_votes_on_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER what_the_council_votes_on_stays BEFORE INSERT ON grading_score
    FOR EACH ROW WHEN (NEW.stage = 'COUNCIL') EXECUTE FUNCTION grading_check_points();

CREATE FUNCTION grading_check_verdict() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM grading_tabled b
        JOIN grading_sheet h ON h.id = b.sheet_id AND h.round_id = NEW.id
        JOIN sittings_matter m ON m.id = b.matter_id AND m.state = 'LISTED'
    ) THEN
        RAISE EXCEPTION 'round % waits for a vote', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_round_waits_for_the_vote_of_its_council';
    END IF;
    IF NEW.state = 'APPEAL' AND EXISTS (
        SELECT FROM grading_sheet h WHERE h.round_id = NEW.id
          AND NOT EXISTS (SELECT FROM grading_matters(h.id) b WHERE grading_agreed(b.matter_id))
    ) THEN
        RAISE EXCEPTION 'the council has not agreed to all of round %', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_result_is_told_once_the_council_agreed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_result_is_told_once_the_council_agreed BEFORE UPDATE ON grading_round
    FOR EACH ROW WHEN (OLD.state = 'COUNCIL') EXECUTE FUNCTION grading_check_verdict();

CREATE TRIGGER tabled_sheets_are_append_only BEFORE UPDATE OR DELETE ON grading_tabled
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER tabled_sheets_are_append_only ON grading_tabled;
DROP TRIGGER a_result_is_told_once_the_council_agreed ON grading_round;
DROP TRIGGER what_the_council_votes_on_stays ON grading_score;
DROP TRIGGER nobody_casts_a_slip_on_the_grade_of_their_own_union ON sittings_cast;
DROP TRIGGER nobody_votes_on_the_grade_of_their_own_union ON sittings_vote;
DROP TRIGGER a_sheet_comes_before_its_own_council_once_at_a_time ON grading_tabled;
DROP FUNCTION grading_check_verdict();
DROP FUNCTION grading_check_points();
DROP FUNCTION grading_check_vote();
DROP FUNCTION grading_check_tabled();
DROP FUNCTION grading_stays(bigint);
DROP FUNCTION grading_matters(bigint);
DROP FUNCTION grading_agreed(bigint);
"""


def _key(to: str, verbose_name: str, related_name: str) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to=to, verbose_name=verbose_name
    )


class Migration(migrations.Migration):
    dependencies = [("grading", "0003_exhibits"), ("sittings", "0002_what_holds")]
    operations = [
        migrations.CreateModel(
            name="Tabled",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("matter", _key("sittings.matter", "nội dung biểu quyết", "graded")),
                ("sheet", _key("grading.sheet", "bảng điểm", "tabled")),
                ("step", _key("grading.step", "lần đưa ra hội đồng", "+")),
            ],
            options={"verbose_name": "bảng điểm trình hội đồng"},
        ),
        migrations.RunSQL(FORWARD, BACK),
        migrations.CreateModel(
            name="DueReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grading.step",
                        verbose_name="lần tự chấm",
                    ),
                ),
            ],
            options={"verbose_name": "đã nhắc tự chấm"},
        ),
    ]
