import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Of versions from before nobody knows; but the last one of a paper is what the paper is now.
AS_IT_IS_NOW = """
ALTER TABLE registry_revision DISABLE TRIGGER revisions_are_append_only;
UPDATE registry_revision r
    SET figures_id = p.figures_id, authority = p.authority, signer_id = p.signer_id, receivers = p.receivers
    FROM registry_officialpaper p
    WHERE p.id = r.paper_id AND r.number = (SELECT max(number) FROM registry_revision WHERE paper_id = p.id);
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE registry_revision ENABLE TRIGGER revisions_are_append_only;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0005_the_life_is_held"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="figures",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.frozenfigures",
                verbose_name="số liệu",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="authority",
            field=models.CharField(
                blank=True,
                choices=[
                    ("OWN", "Ký theo chức vụ của mình"),
                    ("TM", "TM. (thay mặt tập thể)"),
                    ("KT", "KT. (ký thay)"),
                    ("TL", "TL. (thừa lệnh)"),
                    ("TUQ", "TUQ. (thừa ủy quyền)"),
                ],
                db_default="",
                max_length=3,
                verbose_name="thẩm quyền ký",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="signer",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người ký",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="receivers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), null=True, size=None, verbose_name="đơn vị nhận"
            ),
        ),
        migrations.RunSQL(AS_IT_IS_NOW, migrations.RunSQL.noop),
    ]
