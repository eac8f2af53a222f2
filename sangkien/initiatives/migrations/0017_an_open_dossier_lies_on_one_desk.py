"""Which union has to act stands in the dossier. Open ones are put on their desks a few thousand at a time, each time in a
transaction of its own; index and constraint are made beside the traffic. What still runs of the release before knows
of no desk: the trigger puts down, and takes away, what it writes."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import Case, F, Q, When

from sangkien.base.indexes import AddIndexPatiently
from sangkien.base.resuming import Resumable

AT_ONCE = 5_000
OPEN = ["SUBMITTED", "REVIEWING"]

# A desk that was chosen, above the superior, stays: only what lies with the dossier's own unions follows them.
FORWARD = """
CREATE FUNCTION initiatives_put_on_a_desk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state NOT IN ('SUBMITTED', 'REVIEWING') THEN
        NEW.desk_id := NULL;
    ELSIF NEW.desk_id IS NULL OR TG_OP = 'UPDATE' AND NEW.desk_id = OLD.desk_id
            AND OLD.desk_id IN (OLD.unit_id, OLD.superior_id)
            AND (NEW.state, NEW.unit_id, NEW.superior_id) IS DISTINCT FROM (OLD.state, OLD.unit_id, OLD.superior_id) THEN
        NEW.desk_id := CASE NEW.state WHEN 'SUBMITTED' THEN NEW.unit_id ELSE NEW.superior_id END;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_dossier_is_put_on_a_desk BEFORE INSERT OR UPDATE OF state, unit_id, superior_id
    ON initiatives_initiative FOR EACH ROW EXECUTE FUNCTION initiatives_put_on_a_desk();
"""
BACK = """
DROP TRIGGER a_dossier_is_put_on_a_desk ON initiatives_initiative;
DROP FUNCTION initiatives_put_on_a_desk();
"""


def put_on_desks(apps, schema_editor):
    open_ones = apps.get_model("initiatives", "Initiative").objects.filter(state__in=OPEN, desk=None)
    first = Case(When(state="SUBMITTED", then=F("unit")), default=F("superior"))
    while keys := list(open_ones.values_list("pk", flat=True)[:AT_ONCE]):
        open_ones.filter(pk__in=keys).update(desk=first)


class Migration(Resumable):
    dependencies = [("initiatives", "0016_a_draft_may_be_discarded"), ("organisations", "0008_whichever_apostrophe")]
    operations = [
        migrations.AddField(
            "initiative",
            "desk",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
                verbose_name="nơi đang giữ",
            ),
        ),
        migrations.RunSQL(FORWARD, BACK),
        migrations.RunPython(put_on_desks, migrations.RunPython.noop),
        AddConstraintNotValid(
            "initiative",
            models.CheckConstraint(
                name="an_open_dossier_lies_on_one_desk",
                condition=Q(state__in=OPEN) ^ Q(desk__isnull=True),
            ),
        ),
        ValidateConstraint("initiative", "an_open_dossier_lies_on_one_desk"),
        AddIndexPatiently(
            "initiative",
            models.Index(
                fields=["desk", "waiting_since"], name="queue_of_a_desk", condition=Q(state__in=OPEN)
            ),
        ),
    ]
