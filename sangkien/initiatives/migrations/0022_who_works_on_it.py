"""Which officer works on a dossier leaves it with the desk, whoever moves it: also the release before, and a reform."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q

from sangkien.base.indexes import AddIndexPatiently
from sangkien.base.resuming import Resumable

# By its name it acts after `a_dossier_is_put_on_a_desk`.
FORWARD = """
CREATE FUNCTION initiatives_leave_the_officer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.desk_id IS DISTINCT FROM OLD.desk_id THEN
        NEW.officer_id := NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER an_officer_stays_at_the_desk BEFORE UPDATE OF state, unit_id, superior_id, desk_id
    ON initiatives_initiative FOR EACH ROW EXECUTE FUNCTION initiatives_leave_the_officer();
"""
BACK = """
DROP TRIGGER an_officer_stays_at_the_desk ON initiatives_initiative;
DROP FUNCTION initiatives_leave_the_officer();
"""


class Migration(Resumable):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("initiatives", "0021_how_long_a_union_has"),
    ]
    operations = [
        migrations.AddField(
            "initiative",
            "officer",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="cán bộ được giao",
            ),
        ),
        migrations.RunSQL(FORWARD, BACK),
        AddConstraintNotValid(
            "initiative",
            models.CheckConstraint(
                name="only_what_lies_on_a_desk_has_an_officer",
                condition=Q(officer__isnull=True) | Q(desk__isnull=False),
            ),
        ),
        ValidateConstraint("initiative", "only_what_lies_on_a_desk_has_an_officer"),
        AddIndexPatiently(
            "initiative",
            models.Index(
                fields=["officer", "waiting_since"], name="work_of_an_officer", condition=Q(officer__isnull=False)
            ),
        ),
    ]
