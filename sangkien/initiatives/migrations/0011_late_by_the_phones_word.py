"""Drafts know whether a phone began them; nobody answers the late arrival of their own dossier."""

from django.db import migrations, models

# The same people who may not decide on a dossier (review: nobody_decides_on_their_own).
DUTIES = """
CREATE FUNCTION initiatives_check_late_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM initiatives_initiative i JOIN accounts_person p ON p.id = NEW.answered_by_id
        WHERE i.id = NEW.initiative_id
          AND (p.id IN (i.entered_by_id, i.confirmed_by_id) OR p.phone = ANY (i.parties))
    ) OR EXISTS (
        SELECT FROM initiatives_author a JOIN accounts_person p ON p.id = NEW.answered_by_id
        WHERE a.initiative_id = NEW.initiative_id
          AND (a.person_id = p.id OR a.phone = p.phone
               OR (a.phone = '' AND lower(a.full_name) = lower(p.full_name)))
    ) THEN
        RAISE EXCEPTION 'person % may not answer the late arrival of dossier %', NEW.answered_by_id, NEW.initiative_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_answers_a_late_arrival_of_their_own';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_answers_a_late_arrival_of_their_own BEFORE INSERT OR UPDATE ON initiatives_latearrival
    FOR EACH ROW WHEN (NEW.answered_by_id IS NOT NULL) EXECUTE FUNCTION initiatives_check_late_answer();

-- What the phone claimed stays as it was claimed, and an answer is given once.
CREATE FUNCTION initiatives_keep_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.accepted IS NOT NULL OR (NEW.initiative_id, NEW.finished_at, NEW.phase_id)
        IS DISTINCT FROM (OLD.initiative_id, OLD.finished_at, OLD.phase_id) THEN
        RAISE EXCEPTION 'the claim of a late arrival stays, and it is answered once'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_late_arrival_is_answered_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_late_arrival_is_answered_once BEFORE UPDATE ON initiatives_latearrival
    FOR EACH ROW EXECUTE FUNCTION initiatives_keep_claim();
"""
BACK = """
DROP TRIGGER a_late_arrival_is_answered_once ON initiatives_latearrival;
DROP FUNCTION initiatives_keep_claim();
DROP TRIGGER nobody_answers_a_late_arrival_of_their_own ON initiatives_latearrival;
DROP FUNCTION initiatives_check_late_answer();
"""


class Migration(migrations.Migration):
    dependencies = [("initiatives", "0009_every_dossier_keeps_its_edition"), ("programmes", "0005_ends_that_are_fair")]
    operations = [
        migrations.AddField("draft", "by_phone", models.BooleanField(default=False, verbose_name="máy tự bắt đầu")),
        migrations.RunSQL(DUTIES, BACK),
        migrations.AddIndex(
            "latearrival",
            models.Index(
                fields=["initiative"], name="late_and_not_answered", condition=models.Q(("accepted__isnull", True))
            ),
        ),
    ]
