"""What changed from one edition of a programme to the next, in the words of its file."""

from collections.abc import Iterator
from typing import Any

from sangkien.programmes.models import Edition, Programme

_RULES = ("applied", "recognised", "recognition_counts", "confirm_above", "quorum", "pass_percent")


def changes(programme: Programme) -> Iterator[tuple[Edition, list[str]]]:
    """Each edition with what it changed, the first without. One query."""
    before: Edition | None = None
    for edition in programme.editions.order_by("number"):
        yield edition, _between(before, edition) if before else []
        before = edition


def _between(before: Edition, after: Edition) -> list[str]:
    old, new = _plain(before), _plain(after)
    names = sorted(old.keys() | new.keys())
    return [line for name in names if (line := _change(name, old.get(name), new.get(name)))]


def _change(name: str, old: Any, new: Any) -> str:
    if old == new:
        return ""
    if old is None:
        return f"+ {name}"
    if new is None:
        return f"- {name}"
    return f"~ {name}" if isinstance(old, dict | list) else f"~ {name}: {old} → {new}"


def _plain(edition: Edition) -> dict[str, Any]:
    """Everything an edition says, each thing under a name of its own: "form.kind", "questions.years", "texts.start"."""
    told: dict[str, Any] = {f"form.{item}": answering for item, answering in edition.core.items()}
    told |= {f"limits.{name}": value for name, value in edition.limits.items()}
    told |= {f"texts.{name}": text for name, text in edition.texts.items()}
    told |= {f"questions.{question['code']}": question for question in edition.questions}
    told |= {f"papers.{paper['code']}": paper for paper in edition.papers}
    told |= {f"points.{code}": most for code, most in (edition.points or {}).items()}
    told |= {f"lists.{name.lower()}": codes for name, codes in edition.offers.items()}
    return told | {name: value for name in _RULES if (value := getattr(edition, name)) is not None}
