"""Loading the kinds of unions from their plain file."""

from importlib.resources import files
from typing import Any

import yaml
from django.db import transaction

from sangkien.organisations.models import UnitKind


@transaction.atomic
def load_kinds(text: str | None = None) -> list[UnitKind]:
    """Make the kinds what the file says (`kinds.yaml` of this room, unless another text is given).

    Kinds that the file does not name stay, since past years may need them. Loading twice changes nothing.
    """
    text = text or files(__package__).joinpath("kinds.yaml").read_text("utf-8")
    written: dict[str, dict[str, Any]] = yaml.safe_load(text)
    kinds = [_kind(code, facts) for code, facts in written.items()]
    UnitKind.objects.bulk_create(
        kinds,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "name_en", "rank", "takes_dossiers", "reviews"],
    )
    for kind in kinds:
        kind.may_hang_under.set(written[kind.code].get("under", []))
    return kinds


def _kind(code: str, facts: dict[str, Any]) -> UnitKind:
    return UnitKind(
        code=code,
        name=facts["name"],
        name_en=facts["name_en"],
        rank=facts["rank"],
        takes_dossiers=facts.get("takes_dossiers", False),
        reviews=facts.get("reviews", False),
    )
