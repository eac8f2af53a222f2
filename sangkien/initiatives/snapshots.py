"""What a dossier says at one moment, and what has changed between two: for the history of a completion."""

from collections.abc import Iterable

from sangkien.initiatives.models import Initiative
from sangkien.initiatives.reckoning import told
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Term

_SHOWN = ["unit", "title", "kind", "field", "restricted", "before", "after", "effect", "applied_on"]
_SHOWN += ["benefit_kind", "benefit_vnd", "benefit_period", "benefit_cost", "benefit_method", "effects"]
_SHOWN += ["recognition", "recognition_number", "recognised_on", "recognition_issuer", "recognition_paper_id"]


def snapshot(initiative: Initiative) -> dict[str, str]:
    """What the dossier says now, field by field, as text."""
    said = {name: _text(getattr(initiative, name)) for name in _SHOWN}
    said["authors"] = "; ".join(f"{a.full_name} {a.share / 100:g}%" for a in initiative.authors.order_by("position"))
    said["benefit_lines"] = "; ".join(told(line) for line in initiative.benefit_lines.order_by("position"))
    said["photos"] = _files_of(initiative.photos.order_by("moment", "position").values_list("moment", "file__name"))
    said["papers"] = _files_of(initiative.papers.order_by("code", "position").values_list("code", "file__name"))
    return said


def changed(before: dict[str, str], after: dict[str, str], *, hidden: set[str]) -> dict[str, list[str]]:
    """What a completion changed. The history is kept for ever: a secret that is being taken out stays out."""
    names = [name for name in after if name not in hidden and before[name] != after[name]]
    return {name: [before[name], after[name]] for name in names}


def _files_of(named: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{what}: {name}" for what, name in named)


def _text(value: object) -> str:
    return value.code if isinstance(value, Term | Organisation) else "" if value is None else str(value)
