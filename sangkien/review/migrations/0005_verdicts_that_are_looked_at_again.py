"""Verdicts are undone, appealed, handed back and corrected. Dossiers learn from their decisions who judged them, a few
thousand at a time, each time in a transaction of its own."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import connection, migrations, models
from django.db.models import Q

from sangkien.base.resuming import Resumable

AT_ONCE = 5_000
VERDICTS = [
    ("CONFIRMED", "Công đoàn cơ sở xác nhận"),
    ("ENDORSED", "Đề nghị cấp trên công nhận"),
    ("VALID", "Hợp lệ"),
    ("RETURNED", "Trả lại để bổ sung"),
    ("REFERRED", "Đề nghị cấp trên trả lại"),
    ("INELIGIBLE", "Không đủ điều kiện"),
    ("DUPLICATE", "Trùng hồ sơ khác"),
    ("UPGRADE", "Cải tiến từ hồ sơ khác"),
    ("REROUTED", "Chuyển đúng đơn vị"),
    ("HANDED_BACK", "Chuyển về để xem tiếp"),
    ("REOPENED", "Mở lại để thẩm định"),
    ("UNDONE", "Hoàn tác"),
]

# As 0003, and: whoever undoes a decision is the one who took it, whoever decides anew about it is somebody else, and
# the dossier names who judged it.
FORWARD = """
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
    ) OR EXISTS (
        SELECT FROM review_decision d
        WHERE d.id = NEW.about_id
          AND (d.initiative_id <> NEW.initiative_id OR (d.by_id = NEW.by_id) <> (NEW.verdict = 'UNDONE'))
    ) THEN
        RAISE EXCEPTION 'person % may not decide on dossier %', NEW.by_id, NEW.initiative_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_decides_on_their_own';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION review_check_appeal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM review_decision d
        JOIN initiatives_initiative i ON i.id = d.initiative_id
        WHERE d.id = NEW.decision_id AND d.verdict = 'INELIGIBLE'
          AND (i.entered_by_id = NEW.by_id OR EXISTS (
              SELECT FROM initiatives_author a WHERE a.initiative_id = i.id AND a.person_id = NEW.by_id))
    ) THEN
        RAISE EXCEPTION 'person % may not appeal against decision %', NEW.by_id, NEW.decision_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'only_its_people_appeal_a_refusal';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER only_its_people_appeal_a_refusal BEFORE INSERT ON review_appeal
    FOR EACH ROW EXECUTE FUNCTION review_check_appeal();
CREATE TRIGGER appeals_are_append_only BEFORE UPDATE OR DELETE ON review_appeal
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
BACK = """
DROP TRIGGER appeals_are_append_only ON review_appeal;
DROP TRIGGER only_its_people_appeal_a_refusal ON review_appeal;
DROP FUNCTION review_check_appeal();
"""

JUDGED = """
UPDATE initiatives_initiative i SET judged_by_id = last.by_id, judged_for_id = last.unit_id
FROM (
    SELECT DISTINCT ON (d.initiative_id) d.initiative_id, d.by_id, d.unit_id FROM review_decision d
    WHERE d.initiative_id = ANY (%s) AND d.verdict IN ('VALID', 'RETURNED', 'INELIGIBLE', 'DUPLICATE')
    ORDER BY d.initiative_id, d.id DESC
) last
WHERE i.id = last.initiative_id AND i.judged_by_id IS NULL
  AND i.state IN ('VALID', 'RETURNED', 'INELIGIBLE', 'DUPLICATE')
"""


def learn_who_judged(apps, schema_editor):
    rows = apps.get_model("initiatives", "Initiative").objects.order_by("pk").values_list("pk", flat=True)
    last = 0
    while keys := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        with connection.cursor() as cursor:
            cursor.execute(JUDGED, [keys])
        last = keys[-1]


class Migration(Resumable):
    dependencies = [
        ("review", "0004_what_is_said_about_a_dossier"),
        ("initiatives", "0020_who_judged_and_what_is_not_told_yet"),
    ]
    operations = [
        migrations.AddField(
            "decision",
            "about",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="review.decision",
                verbose_name="về kết luận trước",
            ),
        ),
        migrations.AlterField(
            "decision", "verdict", models.CharField(choices=VERDICTS, max_length=12, verbose_name="kết luận")
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                ("text", models.CharField(max_length=2000, verbose_name="lý do đề nghị")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.person",
                        verbose_name="người đề nghị",
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeal",
                        to="review.decision",
                        verbose_name="kết luận",
                    ),
                ),
            ],
            options={
                "verbose_name": "đề nghị xem lại",
                "constraints": [models.CheckConstraint(name="an_appeal_gives_its_reasons", condition=~Q(text=""))],
            },
        ),
        migrations.RunSQL(FORWARD, BACK),
        migrations.RunPython(learn_who_judged, migrations.RunPython.noop),
        *(
            operation
            for name, condition, old in [
                ("verdict_is_known", Q(verdict__in=[code for code, _said in VERDICTS]), "verdict_is_known"),
                (
                    "a_return_or_refusal_gives_its_reasons",
                    ~Q(verdict__in=["RETURNED", "REFERRED", "INELIGIBLE"]) | ~Q(reasons=[]),
                    "a_return_or_refusal_gives_its_reasons",
                ),
                (
                    "only_a_merging_names_the_other_record",
                    Q(verdict__in=["DUPLICATE", "UPGRADE"]) ^ Q(duplicate_of__isnull=True),
                    "only_a_duplicate_verdict_names_the_other_record",
                ),
                (
                    "what_goes_back_for_another_look_says_why",
                    ~Q(verdict__in=["HANDED_BACK", "REOPENED"]) | ~Q(note=""),
                    "",
                ),
                ("what_undoes_names_what_it_undoes", ~Q(verdict="UNDONE") | Q(about__isnull=False), ""),
            ]
            for operation in [
                *([migrations.RemoveConstraint("decision", old)] if old else []),
                AddConstraintNotValid("decision", models.CheckConstraint(name=name, condition=condition)),
                ValidateConstraint("decision", name),
            ]
        ),
        migrations.AddConstraint(
            "decision",
            models.UniqueConstraint(
                name="a_decision_is_undone_once", fields=["about"], condition=Q(verdict="UNDONE")
            ),
        ),
    ]
