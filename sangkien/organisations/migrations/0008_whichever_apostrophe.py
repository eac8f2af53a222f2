"""The keys of names with an apostrophe that Unicode calls a letter, as in "Cư Mʼgar", were one word and are two now."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

from sangkien.organisations.keys import search_key

LETTERS = "[ʹʺʻʼʽʾʿˈ]"
STORED_KEYS = {"UnitName": ["name", "short_name"], "Workplace": ["name"], "Commune": ["name", "district", "province"]}


def spell_keys_anew(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A few rows, if any. The entries of search follow by their triggers."""
    for model, texts in STORED_KEYS.items():
        table = apps.get_model("organisations", model).objects
        rows = list(table.filter(Q(*((f"{text}__regex", LETTERS) for text in texts), _connector=Q.OR)))
        for row in rows:
            row.folded = search_key(*(getattr(row, text) for text in texts))
        table.bulk_update(rows, ["folded"], batch_size=1_000)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0007_a_part_may_take_over_later")]
    operations = [migrations.RunPython(spell_keys_anew, migrations.RunPython.noop)]
