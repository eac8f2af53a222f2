"""A document says how far the value is attested, and who judged: what changes that notes the dossier too."""

from django.db import migrations, models
from django.db.models import Q

_TRIGGER = """
CREATE OR REPLACE TRIGGER what_changes_is_read_again AFTER UPDATE ON initiatives_initiative FOR EACH ROW
    WHEN (({old}) IS DISTINCT FROM ({new})) EXECUTE FUNCTION search_note_changed();
"""
_BEFORE = (
    "version, state, title, before, after, effect, restricted, publish_name, unit_id, superior_id, desk_id, chain, "
    "phase_id, programme_id, kind_id, field_id, benefit_vnd, benefit_method, recognition_number, recognition_issuer, "
    "entered_by_id"
).split(", ")
_NOW = [*_BEFORE, "employer_vnd", "verified_vnd", "confirmed_by_id", "agreed", "judged_for_id"]


def _noting(columns: list[str]) -> str:
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return _TRIGGER.format(old=old, new=new)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_what_changes_is_read_again"),
        ("initiatives", "0020_who_judged_and_what_is_not_told_yet"),
    ]
    operations = [
        migrations.AddIndex(
            model_name="unread",
            index=models.Index(condition=Q(("misleads", True)), fields=["id"], name="read_first"),
        ),
        migrations.RunSQL(_noting(_NOW), _noting(_BEFORE)),
    ]
