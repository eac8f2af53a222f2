"""Whose word stands for the value. What still runs of the release before sends dossiers without them; the checks are
proven and the index is made beside the traffic."""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import CheckConstraint, Q

from sangkien.base.indexes import AddIndexPatiently
from sangkien.base.resuming import Resumable

CHECKS = [
    CheckConstraint(
        name="an_employer_speaks_of_an_amount",
        condition=Q(employer_vnd=None) | Q(benefit_vnd__isnull=False, employer_vnd__range=(0, 10**15)),
    ),
    CheckConstraint(
        name="only_the_value_of_a_valid_dossier_is_verified",
        condition=Q(verified_vnd=None)
        | Q(state="VALID", benefit_vnd__isnull=False, verified_vnd__range=(0, 10**15)),
    ),
]


class Migration(Resumable):
    dependencies = [("initiatives", "0017_an_open_dossier_lies_on_one_desk")]
    operations = [
        migrations.AddField(
            "initiative",
            "agreed",
            models.BooleanField("tác giả đồng ý với bản nhập giúp", default=False, db_default=False),
        ),
        migrations.AddField(
            "initiative",
            "employer_vnd",
            models.BigIntegerField("giá trị theo người sử dụng lao động (đồng)", null=True),
        ),
        migrations.AddField(
            "initiative", "verified_vnd", models.BigIntegerField("giá trị thực tế sau một năm (đồng)", null=True)
        ),
        *(AddConstraintNotValid("initiative", check) for check in CHECKS),
        *(ValidateConstraint("initiative", check.name) for check in CHECKS),
        AddIndexPatiently(
            "initiative",
            models.Index(
                fields=["superior", "id"],
                name="values_to_verify",
                condition=Q(state="VALID", benefit_vnd__isnull=False, verified_vnd=None),
            ),
        ),
    ]
