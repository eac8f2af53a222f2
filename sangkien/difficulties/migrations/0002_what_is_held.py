from django.db import migrations

FORWARD = """
-- What was asked stays as it was asked; state, desk and last day move along the arrows of difficulties/states.py. The
-- mark of an address is emptied after a day. Grouped ones go along with their leading one.
CREATE FUNCTION difficulties_check_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moving text[] := ARRAY['state', 'desk_id', 'waiting_since', 'due_on', 'version', 'address_mark'];
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - moving) <> (to_jsonb(OLD) - moving)
       OR NEW.address_mark NOT IN (OLD.address_mark, '')
       OR (NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('RECEIVED', 'ANSWERED'), ('RECEIVED', 'ASIDE'), ('RECEIVED', 'ASKED_BACK'), ('RECEIVED', 'GROUPED'),
        ('RECEIVED', 'WITH_UPPER'), ('WITH_UPPER', 'ANSWERED'), ('WITH_UPPER', 'ASIDE'),
        ('WITH_UPPER', 'ASKED_BACK'), ('WITH_UPPER', 'GROUPED'), ('WITH_UPPER', 'RECEIVED'),
        ('WITH_UPPER', 'WITH_UPPER'), ('REOPENED', 'ANSWERED'), ('REOPENED', 'ASIDE'),
        ('REOPENED', 'ASKED_BACK'), ('REOPENED', 'GROUPED'), ('REOPENED', 'RECEIVED'),
        ('REOPENED', 'WITH_UPPER'), ('ASKED_BACK', 'ANSWERED'), ('ASKED_BACK', 'ASIDE'),
        ('ASKED_BACK', 'RECEIVED'), ('ASKED_BACK', 'WITH_UPPER'), ('ANSWERED', 'CLOSED'),
        ('ANSWERED', 'REOPENED'), ('CLOSED', 'REOPENED'), ('GROUPED', 'ANSWERED'), ('GROUPED', 'RECEIVED'),
        ('GROUPED', 'WITH_UPPER'), ('ASIDE', 'RECEIVED'), ('ASIDE', 'WITH_UPPER')))
       OR (NEW.state = OLD.state AND NEW.desk_id <> OLD.desk_id AND NEW.state NOT IN ('WITH_UPPER', 'GROUPED')) THEN
        RAISE EXCEPTION 'difficulty % does not change so', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_difficulty_moves_along_its_arrows';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_difficulty_moves_along_its_arrows BEFORE UPDATE OR DELETE ON difficulties_difficulty
    FOR EACH ROW EXECUTE FUNCTION difficulties_check_change();

-- Nobody answers, hands over or groups what they asked themselves: by account or by phone number.
CREATE FUNCTION difficulties_check_asker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.by_id IS NOT NULL AND COALESCE(to_jsonb(NEW) ->> 'kind', '') <> 'MORE' AND EXISTS (
        SELECT FROM difficulties_difficulty d JOIN accounts_person p ON p.id = NEW.by_id
        WHERE d.id = NEW.difficulty_id AND (d.asked_by_id = p.id OR p.phone = ANY (d.parties))
    ) THEN
        RAISE EXCEPTION 'person % may not act on difficulty %', NEW.by_id, NEW.difficulty_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_settles_their_own_difficulty';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_settles_their_own_difficulty BEFORE INSERT ON difficulties_reply
    FOR EACH ROW EXECUTE FUNCTION difficulties_check_asker();
CREATE TRIGGER nobody_hands_over_their_own_difficulty BEFORE INSERT ON difficulties_handover
    FOR EACH ROW EXECUTE FUNCTION difficulties_check_asker();
CREATE TRIGGER nobody_groups_their_own_difficulty BEFORE INSERT ON difficulties_grouping
    FOR EACH ROW EXECUTE FUNCTION difficulties_check_asker();

-- Asked at the end: what is answered has its answer, and who says that it helped or not speaks of an answer.
CREATE FUNCTION difficulties_check_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM difficulties_difficulty WHERE id = NEW.id) IN ('ANSWERED', 'CLOSED', 'REOPENED')
       AND NOT EXISTS (SELECT FROM difficulties_reply WHERE difficulty_id = NEW.id AND kind = 'ANSWER') THEN
        RAISE EXCEPTION 'difficulty % has no answer', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'what_is_answered_has_an_answer';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER what_is_answered_has_an_answer AFTER INSERT OR UPDATE ON difficulties_difficulty
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION difficulties_check_state();
CREATE FUNCTION difficulties_check_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT kind FROM difficulties_reply WHERE id = NEW.reply_id) <> 'ANSWER' THEN
        RAISE EXCEPTION 'reply % is no answer', NEW.reply_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'only_answers_are_judged_and_taught';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER only_answers_are_judged BEFORE INSERT ON difficulties_verdict
    FOR EACH ROW EXECUTE FUNCTION difficulties_check_answer();
CREATE TRIGGER only_answers_are_taught BEFORE INSERT ON difficulties_lesson
    FOR EACH ROW EXECUTE FUNCTION difficulties_check_answer();

CREATE TRIGGER attachments_are_append_only BEFORE UPDATE OR DELETE ON difficulties_attachment
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER handovers_are_append_only BEFORE UPDATE OR DELETE ON difficulties_handover
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER replies_are_append_only BEFORE UPDATE OR DELETE ON difficulties_reply
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER verdicts_are_append_only BEFORE UPDATE OR DELETE ON difficulties_verdict
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER groupings_are_append_only BEFORE UPDATE OR DELETE ON difficulties_grouping
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER lessons_are_append_only BEFORE UPDATE OR DELETE ON difficulties_lesson
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER lessons_are_append_only ON difficulties_lesson;
DROP TRIGGER groupings_are_append_only ON difficulties_grouping;
DROP TRIGGER verdicts_are_append_only ON difficulties_verdict;
DROP TRIGGER replies_are_append_only ON difficulties_reply;
DROP TRIGGER handovers_are_append_only ON difficulties_handover;
DROP TRIGGER attachments_are_append_only ON difficulties_attachment;
DROP TRIGGER only_answers_are_taught ON difficulties_lesson;
DROP TRIGGER only_answers_are_judged ON difficulties_verdict;
DROP FUNCTION difficulties_check_answer();
DROP TRIGGER what_is_answered_has_an_answer ON difficulties_difficulty;
DROP FUNCTION difficulties_check_state();
DROP TRIGGER nobody_groups_their_own_difficulty ON difficulties_grouping;
DROP TRIGGER nobody_hands_over_their_own_difficulty ON difficulties_handover;
DROP TRIGGER nobody_settles_their_own_difficulty ON difficulties_reply;
DROP FUNCTION difficulties_check_asker();
DROP TRIGGER a_difficulty_moves_along_its_arrows ON difficulties_difficulty;
DROP FUNCTION difficulties_check_change();
"""


class Migration(migrations.Migration):
    dependencies = [("difficulties", "0001_the_difficulties"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
