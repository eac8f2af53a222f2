"""The questions of a task in their order, each ready for its page."""

from dataclasses import dataclass
from typing import Any

from sangkien.web.reforms import picking
from sangkien.web.reforms.splitting import PartForm
from sangkien.web.reforms.tasks import TaskForm


@dataclass(frozen=True)
class Row:
    """One question of a task: a picker, the rows of new unions, the choices of the children, or a plain field."""

    name: str
    field: Any = None
    picker: picking.Picker | None = None

    @property
    def optional(self) -> bool:
        """May it be left empty?"""
        return self.name in ("short_name", "code")


def rows_of(form: TaskForm) -> list[Row]:
    """Pickers, rows of new unions and children included."""
    plain = [name for name in form.fields if not name.startswith(("moi-", "theo-"))]
    rows = [_row(form, name) for name in plain]
    if isinstance(form, PartForm):
        rows[1:1] = [Row("moi"), Row("theo")]
    return rows


def _row(form: TaskForm, name: str) -> Row:
    if name not in (*form.several, *form.single):
        return Row(name, field=form[name])
    several = name in form.several
    text = picking.words(form.raw, name)
    chosen = form.chosen(name)
    if name == "into":
        chosen = list(dict.fromkeys([*chosen, *form.chosen("units")]))
    picker = picking.Picker(
        bound=form[name],
        several=several,
        words=text,
        chosen=chosen,
        groups=form.groups if several else [],
        offered=picking.offered(text, by=form.actor, kinds=form.kinds, groups=several),
        one=form.one(name),
    )
    return Row(name, picker=picker)
