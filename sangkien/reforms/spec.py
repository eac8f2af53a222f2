"""The shape of a decision file (YAML). A wrong file is refused whole, with every mistake named by its place.

Tables stand beside the file as CSV; reading puts them in, so that a plan is whole in itself.
"""

import csv
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sangkien.base.problems import NotPossible, Problem
from sangkien.base.shapes import mistakes
from sangkien.base.text import nfc, one_line

Code = Annotated[str, Field(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)*$", max_length=60)]
Kind = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$", max_length=40)]
Text = Annotated[str, Field(min_length=1, max_length=250)]


class Part(BaseModel):
    """Every part refuses words it does not know: a slip of the pen is not silently dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Decision(Part):
    """Quyết định: its number, the day it was signed, who issued it. A draft may have no number yet."""

    number: Annotated[str, Field(max_length=60)] = ""
    signed_on: date | None = None
    issuer: Text


class Selection(Part):
    """Which unions: those named, and those below others (on the eve of the effective day) that fit all that is said.

    `ownership`: every workplace of the union is of one of these types.
    """

    codes: tuple[Code, ...] = ()
    under: tuple[Code, ...] = ()
    kind: tuple[Kind, ...] = ()
    ownership: tuple[str, ...] = ()
    leave_out: Annotated[tuple[Code, ...], Field(alias="except")] = ()

    @model_validator(mode="before")
    @classmethod
    def _plain_list(cls, said: Any) -> Any:
        return {"codes": said} if isinstance(said, list | tuple) else said

    @model_validator(mode="after")
    def _says_something(self) -> "Selection":
        if not self.codes and not self.under:
            raise ValueError("cần nêu đơn vị (codes) hoặc phạm vi (under)")
        return self


People = Literal["end", "move"]


class NewUnion(Part):
    """A union to be founded."""

    code: Code
    parent: Code
    kind: Kind
    name: Text
    short_name: Annotated[str, Field(max_length=250)] = ""
    external_codes: dict[str, str] = {}


class Create(Part):
    """Thành lập: one union, or all of a table."""

    units: tuple[NewUnion, ...]


class Rename(Part):
    """Đổi tên: letters of earlier days keep the old name."""

    unit: Code
    name: Text
    short_name: Annotated[str, Field(max_length=250)] = ""


class Reclassify(Part):
    """Đổi loại tổ chức."""

    units: Selection
    kind: Kind


class Move(Part):
    """Chuyển về trực thuộc đơn vị khác."""

    units: Selection
    to: Code


class MoveByCommune(Part):
    """Chuyển về công đoàn của xã, phường nơi đơn vị làm việc. `map`: old commune code to the new ones; where an old
    commune was divided there is no automatic answer and `divided` names the new commune of each union by hand."""

    units: Selection
    to: Annotated[str, Field(pattern=r"\{commune\}")]
    map: dict[str, tuple[str, ...]]
    divided: dict[Code, str] = {}


class Merge(Part):
    """Sáp nhập, hợp nhất: these unions end, `into` stands for them; what hangs under them follows."""

    units: Selection
    into: Code
    people: People = "end"


class Split(Part):
    """Chia, tách: `children` go to the new unions. The union ends into its `heir` (chia), or without one it goes on
    (tách) and keeps its records."""

    unit: Code
    into: Annotated[tuple[Code, ...], Field(min_length=1)]
    children: dict[Code, Code] = {}
    heir: Code | None = None
    people: People = "end"

    @model_validator(mode="after")
    def _heir_is_one_of_them(self) -> "Split":
        if self.heir and self.heir not in self.into:
            raise ValueError("đơn vị nhận hồ sơ (heir) phải là một trong các đơn vị mới (into)")
        if not set(self.children.values()) <= set(self.into):
            raise ValueError("đơn vị trực thuộc (children) chỉ chuyển về các đơn vị mới (into)")
        return self


class Dissolve(Part):
    """Giải thể: members pass to the superior (`to`, or where nothing is said their own), or leave. Records and open
    work pass to it in both cases, and so does what hangs under the union."""

    units: Selection
    members: Literal["transfer", "leave"]
    to: Code | None = None
    people: People = "end"


Operation = Create | Rename | Reclassify | Move | MoveByCommune | Merge | Split | Dissolve

OPERATIONS: dict[str, type[Operation]] = {
    "create": Create,
    "rename": Rename,
    "reclassify": Reclassify,
    "move": Move,
    "move_by_commune": MoveByCommune,
    "merge": Merge,
    "split": Split,
    "dissolve": Dissolve,
}


class Plan(Part):
    """A decision and what it does, in this order, all from 00:00 (Vietnam) of `effective`."""

    code: Code
    title: Text
    decision: Decision
    effective: date
    note: str = ""
    operations: Annotated[tuple[Operation, ...], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _by_their_names(cls, said: Any) -> Any:
        if not isinstance(said, dict) or not isinstance(said.get("operations"), list):
            return said
        return said | {"operations": [_operation(n, one) for n, one in enumerate(said["operations"], start=1)]}

    def document(self) -> dict[str, Any]:
        """The plan as a file has it, to be kept and read again."""
        names = {shape: name for name, shape in OPERATIONS.items()}
        plain = self.model_dump(mode="json", by_alias=True, exclude={"operations"})
        parts = [{names[type(one)]: one.model_dump(mode="json", by_alias=True)} for one in self.operations]
        return plain | {"operations": parts}


def _operation(number: int, said: Any) -> Operation:
    if isinstance(said, Operation):
        return said
    if not isinstance(said, dict) or len(said) != 1 or (name := next(iter(said))) not in OPERATIONS:
        raise ValueError(f"việc thứ {number}: ghi đúng một trong {', '.join(OPERATIONS)}")
    try:
        return OPERATIONS[name].model_validate(said[name])
    except ValidationError as wrong:
        told = (problem.text for problem in mistakes(wrong, whole=name))
        raise ValueError("; ".join(f"việc thứ {number} ({name}), {text}" for text in told)) from None


def read(path: Path) -> Plan:
    """The plan in a file, with the tables beside it. Raises NotPossible with every mistake."""
    try:
        said = yaml.safe_load(nfc(path.read_text("utf-8")))
    except (yaml.YAMLError, UnicodeDecodeError) as wrong:
        raise _unreadable(path.name, str(wrong)) from None
    if isinstance(said, dict) and isinstance(said.get("operations"), list):
        said["operations"] = [_with_tables(one, path.parent) for one in said["operations"]]
    return understand(said)


def understand(said: Any) -> Plan:
    """The plan that the plain facts describe. Raises NotPossible with every mistake."""
    try:
        return Plan.model_validate(said)
    except ValidationError as wrong:
        raise NotPossible(mistakes(wrong, whole="quyết định")) from None


def _with_tables(said: Any, folder: Path) -> Any:
    """The same operation with the rows of its tables in place of their file names."""
    if not isinstance(said, dict) or len(said) != 1:
        return said
    [(name, facts)] = said.items()
    if name == "create" and isinstance(facts, dict):
        return {name: {"units": _new_unions(facts, folder)}}
    if name == "move_by_commune" and isinstance(facts, dict):
        return {name: facts | _commune_tables(facts, folder)}
    return said


def _new_unions(facts: dict[str, Any], folder: Path) -> list[dict[str, Any]]:
    if "table" not in facts:
        return list(facts["units"]) if "units" in facts else [facts]
    rows = _table(folder, facts["table"], {"code", "parent", "kind", "name"})
    return [row | {"external_codes": _pairs(row.get("external_codes", ""))} for row in rows]


def _commune_tables(facts: dict[str, Any], folder: Path) -> dict[str, Any]:
    tables: dict[str, Any] = {}
    if isinstance(facts.get("map"), str):
        tables["map"] = {}
        for row in _table(folder, facts["map"], {"old_commune_code", "new_commune_code"}):
            tables["map"].setdefault(row["old_commune_code"], []).append(row["new_commune_code"])
    if isinstance(facts.get("divided"), str):
        rows = _table(folder, facts["divided"], {"unit", "new_commune_code"})
        tables["divided"] = {row["unit"]: row["new_commune_code"] for row in rows}
    return tables


def _table(folder: Path, name: str, needed: set[str]) -> list[dict[str, str]]:
    path = folder / name
    if path.parent.resolve() != folder.resolve() or not path.is_file():
        raise _unreadable(name, "không có bảng này bên cạnh tệp quyết định")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [{key: one_line(value or "") for key, value in row.items() if key} for row in csv.DictReader(file)]
    if missing := needed - set(rows[0] if rows else needed):
        raise _unreadable(name, f"thiếu cột {', '.join(sorted(missing))}")
    return rows


def _pairs(text: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in text.split(";") if pair.strip())
    return {system.strip(): code.strip() for system, _equals, code in pairs}


def _unreadable(name: str, why: str) -> NotPossible:
    return NotPossible([Problem(code="unreadable", text=f"Không đọc được {name}: {why}.")])
