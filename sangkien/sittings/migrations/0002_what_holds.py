"""What the database itself refuses: seats beyond their council, people who do not belong, outcomes that were not voted."""

from django.db import migrations

FORWARD = """
-- Of whoever may vote on a matter, and of its count, only these speak; every trigger below asks them.
CREATE FUNCTION sittings_seated(asked bigint) RETURNS TABLE (person_id bigint) LANGUAGE sql STABLE AS $$
    SELECT s.person_id FROM sittings_sitting t
    JOIN sittings_seat s ON s.council_id = t.council_id AND s.valid @> t.day
    WHERE t.id = asked
$$;
CREATE FUNCTION sittings_entitled(asked bigint) RETURNS TABLE (person_id bigint) LANGUAGE sql STABLE AS $$
    SELECT s.person_id FROM sittings_matter m
    CROSS JOIN LATERAL sittings_seated(m.sitting_id) s
    JOIN accounts_person p ON p.id = s.person_id
    WHERE m.id = asked AND (p.phone = ANY (m.parties)) IS NOT TRUE
      AND NOT EXISTS (SELECT FROM sittings_recusal r WHERE r.matter_id = m.id AND r.person_id = s.person_id)
$$;

CREATE FUNCTION sittings_check_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM sittings_seat s JOIN sittings_council c ON c.id = s.council_id
        WHERE c.id = (to_jsonb(NEW) ->> TG_ARGV[0])::bigint AND NOT c.valid @> s.valid
    ) THEN
        RAISE EXCEPTION 'a seat lasts longer than its council'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_seat_lasts_no_longer_than_its_council';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER a_seat_lasts_no_longer_than_its_council AFTER INSERT OR UPDATE ON sittings_seat
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sittings_check_seat('council_id');
CREATE CONSTRAINT TRIGGER a_council_lasts_as_long_as_its_seats AFTER UPDATE ON sittings_council
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sittings_check_seat('id');

CREATE FUNCTION sittings_check_presence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_id NOT IN (SELECT person_id FROM sittings_seated(NEW.sitting_id))
       OR (SELECT state FROM sittings_sitting WHERE id = NEW.sitting_id) <> 'OPEN' THEN
        RAISE EXCEPTION 'person % is no member at sitting %', NEW.person_id, NEW.sitting_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'only_members_of_the_day_come';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER only_members_of_the_day_come BEFORE INSERT OR UPDATE ON sittings_presence
    FOR EACH ROW EXECUTE FUNCTION sittings_check_presence();

-- A sitting and a matter move along the arrows of `states.py`, and what is put to the vote stays as it was put.
CREATE FUNCTION sittings_check_sitting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.state, NEW.state) NOT IN (('PLANNED', 'PLANNED'), ('PLANNED', 'OPEN'), ('PLANNED', 'CANCELLED'),
                                      ('OPEN', 'CLOSED'))
       OR (OLD.council_id, OLD.number) <> (NEW.council_id, NEW.number)
       OR (OLD.state <> 'PLANNED' AND OLD.day <> NEW.day) THEN
        RAISE EXCEPTION 'sitting % does not go from % to %', OLD.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_sitting_goes_its_way';
    END IF;
    IF NEW.state IN ('CLOSED', 'CANCELLED')
       AND EXISTS (SELECT FROM sittings_matter WHERE sitting_id = NEW.id AND state = 'LISTED') THEN
        RAISE EXCEPTION 'sitting % has matters that wait', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_sitting_that_is_over_leaves_nothing_open';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_sitting_goes_its_way BEFORE UPDATE ON sittings_sitting
    FOR EACH ROW EXECUTE FUNCTION sittings_check_sitting();

CREATE FUNCTION sittings_check_matter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.state <> 'LISTED' OR NEW.state = 'LISTED'
       OR to_jsonb(OLD) - '{state,put_off_for}'::text[] <> to_jsonb(NEW) - '{state,put_off_for}'::text[]) THEN
        RAISE EXCEPTION 'matter % is no longer changed', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_matter_stays_as_it_was_put';
    END IF;
    IF TG_OP = 'INSERT' AND (NEW.state <> 'LISTED' OR NOT EXISTS (
        SELECT FROM sittings_sitting WHERE id = NEW.sitting_id AND state IN ('PLANNED', 'OPEN'))) THEN
        RAISE EXCEPTION 'sitting % is over', NEW.sitting_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_sitting_that_is_over_leaves_nothing_open';
    END IF;
    IF NEW.state = 'DECIDED' AND NOT EXISTS (SELECT FROM sittings_outcome WHERE matter_id = NEW.id) THEN
        RAISE EXCEPTION 'matter % has no outcome', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'what_is_decided_has_an_outcome';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_matter_stays_as_it_was_put BEFORE INSERT OR UPDATE ON sittings_matter
    FOR EACH ROW EXECUTE FUNCTION sittings_check_matter();

-- Votes, open ones and casts of secret ones. The lock keeps a vote from slipping in while the outcome is counted.
CREATE FUNCTION sittings_check_vote() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked record;
BEGIN
    SELECT m.secret, m.choices, m.sitting_id, m.state AS stands, t.state INTO asked
    FROM sittings_matter m JOIN sittings_sitting t ON t.id = m.sitting_id
    WHERE m.id = NEW.matter_id FOR UPDATE OF m;
    IF asked.stands <> 'LISTED' OR asked.state <> 'OPEN' OR asked.secret <> (TG_TABLE_NAME = 'sittings_cast') THEN
        RAISE EXCEPTION 'matter % is not voted on so, or not now', NEW.matter_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_vote_is_given_while_the_sitting_votes';
    END IF;
    IF NEW.person_id NOT IN (SELECT person_id FROM sittings_entitled(NEW.matter_id)) THEN
        RAISE EXCEPTION 'person % may not vote on matter %', NEW.person_id, NEW.matter_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_votes_on_their_own_or_without_a_seat';
    END IF;
    IF NOT EXISTS (SELECT FROM sittings_presence WHERE sitting_id = asked.sitting_id AND person_id = NEW.person_id
                   AND left_at IS NULL) THEN
        RAISE EXCEPTION 'person % is not there', NEW.person_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'only_who_is_there_votes';
    END IF;
    IF TG_TABLE_NAME = 'sittings_vote' AND NOT EXISTS (
        SELECT FROM jsonb_array_elements(asked.choices) c WHERE c ->> 0 = to_jsonb(NEW) ->> 'choice') THEN
        RAISE EXCEPTION 'no such choice in matter %', NEW.matter_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_vote_is_for_one_of_the_choices';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_vote_is_given_while_the_sitting_votes BEFORE INSERT ON sittings_vote
    FOR EACH ROW EXECUTE FUNCTION sittings_check_vote();
CREATE TRIGGER a_slip_is_cast_while_the_sitting_votes BEFORE INSERT ON sittings_cast
    FOR EACH ROW EXECUTE FUNCTION sittings_check_vote();

-- Whoever has voted is not kept out afterwards: a secret slip could not be found again.
CREATE FUNCTION sittings_check_recusal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM sittings_matter WHERE id = NEW.matter_id FOR UPDATE;
    IF EXISTS (SELECT FROM sittings_vote WHERE matter_id = NEW.matter_id AND person_id = NEW.person_id)
       OR EXISTS (SELECT FROM sittings_cast WHERE matter_id = NEW.matter_id AND person_id = NEW.person_id)
       OR EXISTS (SELECT FROM sittings_outcome WHERE matter_id = NEW.matter_id) THEN
        RAISE EXCEPTION 'person % has voted on matter %', NEW.person_id, NEW.matter_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_is_kept_out_after_they_voted';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_is_kept_out_after_they_voted BEFORE INSERT ON sittings_recusal
    FOR EACH ROW EXECUTE FUNCTION sittings_check_recusal();

-- A box is empty at first, gains one slip of the choices at a time, is always sorted, and holds as many as were cast.
CREATE FUNCTION sittings_check_box() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before text[] := CASE WHEN TG_OP = 'UPDATE' THEN OLD.slips ELSE '{}' END;
BEGIN
    IF NEW.slips <> ARRAY(SELECT s FROM unnest(NEW.slips) s ORDER BY s COLLATE "C")
       OR (TG_OP = 'INSERT' AND NEW.slips <> '{}')
       OR (TG_OP = 'UPDATE' AND (NEW.matter_id <> OLD.matter_id OR cardinality(NEW.slips) <> cardinality(before) + 1))
       OR EXISTS (
           SELECT FROM (SELECT s, count(*) AS n FROM unnest(before) s GROUP BY s) o
           LEFT JOIN (SELECT s, count(*) AS n FROM unnest(NEW.slips) s GROUP BY s) w USING (s) WHERE o.n > coalesce(w.n, 0))
       OR EXISTS (
           SELECT FROM unnest(NEW.slips) s WHERE s NOT IN (
               SELECT c ->> 0 FROM sittings_matter m, jsonb_array_elements(m.choices) c WHERE m.id = NEW.matter_id)) THEN
        RAISE EXCEPTION 'box % gains one slip at a time', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_box_gains_one_slip_at_a_time';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_box_gains_one_slip_at_a_time BEFORE INSERT OR UPDATE ON sittings_box
    FOR EACH ROW EXECUTE FUNCTION sittings_check_box();
CREATE FUNCTION sittings_check_slips() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM sittings_cast WHERE matter_id = NEW.matter_id)
       <> coalesce((SELECT cardinality(slips) FROM sittings_box WHERE matter_id = NEW.matter_id), 0) THEN
        RAISE EXCEPTION 'the box of matter % does not hold what was cast', NEW.matter_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_box_holds_what_was_cast';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER a_box_holds_what_was_cast AFTER INSERT OR UPDATE ON sittings_box
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sittings_check_slips();
CREATE CONSTRAINT TRIGGER a_slip_lies_in_its_box AFTER INSERT ON sittings_cast
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sittings_check_slips();

-- The database counts by itself, and what does not come to the same is no outcome.
CREATE FUNCTION sittings_check_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    m sittings_matter;
    c sittings_council;
    entitled bigint[];
    seated bigint;
    there bigint;
    counted jsonb;
    slips bigint;
    base bigint;
    most bigint;
    first text[];
BEGIN
    SELECT * INTO m FROM sittings_matter WHERE id = NEW.matter_id FOR UPDATE;
    SELECT k.* INTO c FROM sittings_council k JOIN sittings_sitting t ON t.council_id = k.id WHERE t.id = m.sitting_id;
    entitled := ARRAY(SELECT person_id FROM sittings_entitled(m.id));
    SELECT count(*) INTO seated FROM sittings_seated(m.sitting_id);
    SELECT count(DISTINCT person_id) INTO there FROM (
        SELECT person_id FROM sittings_presence WHERE sitting_id = m.sitting_id AND left_at IS NULL
        UNION ALL SELECT person_id FROM sittings_vote WHERE matter_id = m.id
        UNION ALL SELECT person_id FROM sittings_cast WHERE matter_id = m.id) p WHERE person_id = ANY (entitled);
    SELECT jsonb_object_agg(k ->> 0, (
        SELECT count(*) FROM (
            SELECT choice FROM sittings_vote WHERE matter_id = m.id
            UNION ALL SELECT unnest(b.slips) FROM sittings_box b WHERE b.matter_id = m.id) v
        WHERE v.choice = k ->> 0)) INTO counted FROM jsonb_array_elements(m.choices) k;
    SELECT sum(value::bigint), max(value::bigint) INTO slips, most FROM jsonb_each_text(counted);
    IF slips < 1 OR slips * c.quorum_den < cardinality(entitled) * c.quorum_num THEN
        RAISE EXCEPTION 'matter % has no quorum', m.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'no_outcome_without_a_quorum';
    END IF;
    base := CASE m.base WHEN 'SEATS' THEN cardinality(entitled) ELSE there END;
    first := ARRAY(SELECT key FROM jsonb_each_text(counted) WHERE value::bigint = most);
    IF cardinality(first) > 1
       OR (CASE WHEN m.more THEN most * m.den <= base * m.num ELSE most * m.den < base * m.num END) THEN
        first := '{""}';
    END IF;
    IF m.state <> 'LISTED' OR NEW.by_id <> ALL (entitled)
       OR (NEW.seats, NEW.excluded, NEW.present, NEW.cast, NEW.counts, NEW.chosen)
          <> (cardinality(entitled), seated - cardinality(entitled), there, slips, counted, first[1]) THEN
        RAISE EXCEPTION 'the outcome of matter % is not what was voted', m.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'an_outcome_is_what_was_voted';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER an_outcome_is_what_was_voted BEFORE INSERT ON sittings_outcome
    FOR EACH ROW EXECUTE FUNCTION sittings_check_outcome();

CREATE TRIGGER outcomes_are_append_only BEFORE UPDATE OR DELETE ON sittings_outcome
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER votes_are_append_only BEFORE UPDATE OR DELETE ON sittings_vote
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER casts_are_append_only BEFORE UPDATE OR DELETE ON sittings_cast
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER recusals_are_append_only BEFORE UPDATE OR DELETE ON sittings_recusal
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER boxes_stay BEFORE DELETE ON sittings_box FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER matters_stay BEFORE DELETE ON sittings_matter FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER matters_stay ON sittings_matter;
DROP TRIGGER boxes_stay ON sittings_box;
DROP TRIGGER recusals_are_append_only ON sittings_recusal;
DROP TRIGGER casts_are_append_only ON sittings_cast;
DROP TRIGGER votes_are_append_only ON sittings_vote;
DROP TRIGGER outcomes_are_append_only ON sittings_outcome;
DROP FUNCTION sittings_check_outcome() CASCADE;
DROP FUNCTION sittings_check_slips() CASCADE;
DROP FUNCTION sittings_check_box() CASCADE;
DROP FUNCTION sittings_check_recusal() CASCADE;
DROP FUNCTION sittings_check_vote() CASCADE;
DROP FUNCTION sittings_check_matter() CASCADE;
DROP FUNCTION sittings_check_sitting() CASCADE;
DROP FUNCTION sittings_check_presence() CASCADE;
DROP FUNCTION sittings_check_seat() CASCADE;
DROP FUNCTION sittings_entitled(bigint);
DROP FUNCTION sittings_seated(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only"), ("sittings", "0001_councils_sit")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
