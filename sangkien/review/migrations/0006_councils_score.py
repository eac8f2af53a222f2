"""Whoever scored a dossier decides nothing about it, and what a council scores is found valid by its scores."""

from django.db import migrations

# As 0005, and: nobody who gave a sheet.
_DUTIES = """
CREATE OR REPLACE FUNCTION review_check_duties() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM initiatives_initiative i JOIN accounts_person p ON p.id = NEW.by_id
        WHERE i.id = NEW.initiative_id
          AND (i.entered_by_id = p.id
               OR (i.confirmed_by_id = p.id AND NEW.verdict NOT IN ('CONFIRMED', 'UNDONE'))
               OR p.phone = ANY (i.parties)
               OR (i.judged_by_id <> p.id AND NEW.verdict <> 'UNDONE'))
    ) OR EXISTS (
        SELECT FROM initiatives_author a JOIN accounts_person p ON p.id = NEW.by_id
        WHERE a.initiative_id = NEW.initiative_id
          AND (a.person_id = p.id OR a.phone = p.phone
               OR (a.phone = '' AND lower(a.full_name) = lower(p.full_name)))
    ){scored} OR EXISTS (
        SELECT FROM review_decision d
        WHERE d.id = NEW.about_id
          AND (d.initiative_id <> NEW.initiative_id OR (d.by_id = NEW.by_id) <> (NEW.verdict = 'UNDONE'))
    ) THEN
        RAISE EXCEPTION 'person % may not decide on dossier %', NEW.by_id, NEW.initiative_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_decides_on_their_own';
    END IF;
    RETURN NEW;
END $$;
"""
_SCORED = """ OR EXISTS (
        SELECT FROM councils_scoresheet s WHERE s.initiative_id = NEW.initiative_id AND s.by_id = NEW.by_id
    )"""
DUTIES, DUTIES_BEFORE = _DUTIES.format(scored=_SCORED), _DUTIES.format(scored="")

# At the direct superior's desk, where nobody has judged before.
SCORES = """
CREATE FUNCTION review_check_scores() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM initiatives_event t
        JOIN initiatives_initiative i ON i.id = NEW.initiative_id AND i.superior_id = t.desk_id
        JOIN programmes_programme p ON p.id = i.programme_id AND p.workflow = 'COUNCIL'
        JOIN programmes_edition e ON e.id = i.edition_id AND e.points IS NOT NULL
        CROSS JOIN LATERAL (
            SELECT count(*) AS sheets, coalesce(sum(total), 0) AS points FROM (
                SELECT DISTINCT ON (s.by_id) s.total FROM councils_scoresheet s
                WHERE s.initiative_id = i.id AND (s.desk_id, s.since) = (t.desk_id, t.since)
                ORDER BY s.by_id, s.id DESC
            ) newest
        ) given
        WHERE t.id = NEW.event_id
          AND (given.sheets < e.quorum
               OR given.points * 100 < given.sheets * e.pass_percent
                  * (SELECT sum(value::numeric) FROM jsonb_each(e.points)))
    ) THEN
        RAISE EXCEPTION 'dossier % is not valid by the scores of its council', NEW.initiative_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'what_a_council_scores_is_valid_by_its_scores';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER what_a_council_scores_is_valid_by_its_scores AFTER INSERT ON review_decision
    FOR EACH ROW WHEN (NEW.verdict = 'VALID' AND NEW.about_id IS NULL) EXECUTE FUNCTION review_check_scores();
"""
SCORES_BACK = """
DROP TRIGGER what_a_council_scores_is_valid_by_its_scores ON review_decision;
DROP FUNCTION review_check_scores();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("review", "0005_verdicts_that_are_looked_at_again"),
        ("councils", "0001_sheets"),
    ]
    operations = [migrations.RunSQL(DUTIES, DUTIES_BEFORE), migrations.RunSQL(SCORES, SCORES_BACK)]
