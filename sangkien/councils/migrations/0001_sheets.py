"""Sheets that councillors give, and what keeps them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

# Under the lock that every action holds on the dossier: what is true when a sheet is added stays true until it is there.
FORWARD = """
CREATE FUNCTION councils_check_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    most jsonb;
BEGIN
    SELECT e.points INTO most
    FROM initiatives_initiative i
    JOIN programmes_programme p ON p.id = i.programme_id
    JOIN programmes_edition e ON e.id = i.edition_id
    WHERE i.id = NEW.initiative_id AND p.workflow = 'COUNCIL' AND e.points IS NOT NULL
      AND i.state = 'REVIEWING' AND i.desk_id = i.superior_id AND i.judged_by_id IS NULL
      AND (i.desk_id, i.waiting_since, i.version) = (NEW.desk_id, NEW.since, NEW.version);
    IF most IS NULL THEN
        RAISE EXCEPTION 'dossier % is not being scored', NEW.initiative_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_sheet_is_given_while_the_council_scores';
    END IF;
    IF EXISTS (
        SELECT FROM initiatives_initiative i JOIN accounts_person p ON p.id = NEW.by_id
        WHERE i.id = NEW.initiative_id
          AND (i.entered_by_id = p.id OR i.confirmed_by_id = p.id OR p.phone = ANY (i.parties))
    ) OR EXISTS (
        SELECT FROM initiatives_author a JOIN accounts_person p ON p.id = NEW.by_id
        WHERE a.initiative_id = NEW.initiative_id
          AND (a.person_id = p.id OR a.phone = p.phone
               OR (a.phone = '' AND lower(a.full_name) = lower(p.full_name)))
    ) THEN
        RAISE EXCEPTION 'person % may not score dossier %', NEW.by_id, NEW.initiative_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_scores_their_own';
    END IF;
    IF EXISTS (
        SELECT FROM jsonb_each(most) m FULL JOIN jsonb_each(NEW.points) g USING (key)
        WHERE CASE WHEN m.value IS NULL OR jsonb_typeof(g.value) IS DISTINCT FROM 'number' THEN true
                   ELSE g.value::numeric NOT BETWEEN 0 AND m.value::numeric
                        OR g.value::numeric <> trunc(g.value::numeric) END
    ) OR NEW.total <> (SELECT sum(value::numeric) FROM jsonb_each(NEW.points)) THEN
        RAISE EXCEPTION 'a sheet for dossier % is not complete', NEW.initiative_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_sheet_scores_every_criterion';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_sheet_is_given_while_the_council_scores BEFORE INSERT ON councils_scoresheet
    FOR EACH ROW EXECUTE FUNCTION councils_check_sheet();
CREATE TRIGGER sheets_are_append_only BEFORE UPDATE OR DELETE ON councils_scoresheet
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER summons_are_append_only BEFORE UPDATE OR DELETE ON councils_summons
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER summons_are_append_only ON councils_summons;
DROP TRIGGER sheets_are_append_only ON councils_scoresheet;
DROP TRIGGER a_sheet_is_given_while_the_council_scores ON councils_scoresheet;
DROP FUNCTION councils_check_sheet();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("accounts", "0007_councillors"),
        ("audit", "0002_append_only"),
        ("initiatives", "0022_who_works_on_it"),
        ("organisations", "0007_a_part_may_take_over_later"),
        ("programmes", "0010_councils_score"),
    ]
    operations = [
        migrations.CreateModel(
            name="ScoreSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(verbose_name="phiên bản đã đọc")),
                ("since", models.DateTimeField(verbose_name="giữ từ lúc")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                ("points", models.JSONField(verbose_name="điểm từng tiêu chí")),
                ("total", models.PositiveIntegerField(verbose_name="tổng điểm")),
                ("note", models.TextField(blank=True, verbose_name="nhận xét")),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ủy viên chấm",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="nơi đang giữ",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="initiatives.initiative",
                        verbose_name="hồ sơ",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="nhân danh",
                    ),
                ),
            ],
            options={
                "verbose_name": "phiếu chấm",
                "indexes": [models.Index(fields=["by", "-at"], name="sheets_of_a_councillor")],
            },
        ),
        migrations.CreateModel(
            name="Summons",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("waiting", models.PositiveIntegerField(verbose_name="số hồ sơ chờ chấm")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ủy viên",
                    ),
                ),
            ],
            options={
                "verbose_name": "lời mời chấm",
                "indexes": [models.Index(fields=["person", "at"], name="summons_of_a_councillor")],
                "constraints": [
                    models.CheckConstraint(condition=Q(waiting__gte=1), name="nobody_is_summoned_for_nothing")
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
