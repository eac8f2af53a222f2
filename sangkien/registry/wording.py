"""What a paper says from top to bottom, filled in: kept with its number for good, and laid out as often as it is
asked for."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from sangkien.base.numbers import format_int, format_percent
from sangkien.documents.papers import (
    Addressee,
    Annex,
    Bases,
    Closing,
    Column,
    Letterhead,
    Paper,
    Part,
    Prose,
    Run,
    Title,
    day_line,
)
from sangkien.registry.filling import Facts, Piece, filled, plain
from sangkien.registry.kinds import Kind, number_line
from sangkien.registry.models import Authority, Heading, OfficialPaper

_NOTHING = "–"
_END = "./."  # the sign of the end (Decree 30/2020, Appendix I)
_COLUMNS = [
    Column("TT", 12),
    Column("Đơn vị", 125),
    Column("Chỉ tiêu", 35, figures=True),
    Column("Hợp lệ", 35, figures=True),
    Column("Đạt", 35, figures=True),
]


@dataclass(frozen=True)
class Head:
    """How it begins, and where it is kept."""

    above: str
    issuer: str
    symbol: str
    place: str
    archive: str


@dataclass(frozen=True)
class Said:
    """Everything but number and day. `annex`: the rows of the list that goes with it, empty without one."""

    kind: Kind
    head: Head
    subject: str
    addressees: Sequence[str]
    bases: Sequence[str]
    body: Sequence[Sequence[Piece]]
    recipients: Sequence[str]
    signature: Sequence[str]
    signer: str
    annex: Sequence[Sequence[str]] = ()

    @property
    def kind_name(self) -> str:
        """What kind of paper it is: in Vietnamese, as it is printed, whatever language the page is read in."""
        with override("vi"):
            return str(self.kind.label)

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the paper."""
        kept: dict[str, Any] = json.loads(json.dumps(asdict(self), ensure_ascii=False))
        return kept

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "Said":
        """As it was kept."""
        body = [[Piece(**piece) for piece in paragraph] for paragraph in kept["body"]]
        return cls(**{**kept, "kind": Kind(kept["kind"]), "head": Head(**kept["head"]), "body": body})


def said_by(paper: OfficialPaper, heading: Head, *, facts: Facts | None, rows: Sequence[Mapping[str, Any]]) -> Said:
    """What the draft says now. `rows`: of the unions below, where an annex lists them."""
    body = [pieces for line in lines_of(paper.body) if (pieces := filled(line, facts))]
    return Said(
        kind=Kind(paper.kind),
        head=heading,
        subject=plain(paper.subject, facts),
        addressees=punctuated(lines_of(plain(paper.addressees, facts))),
        bases=[plain(line, facts) for line in lines_of(paper.bases)],
        body=_ended(body),
        recipients=punctuated([*lines_of(plain(paper.recipients, facts)), f"Lưu: {heading.archive}"]),
        signature=_signature(paper),
        signer=paper.signer.full_name if paper.signer else "",
        annex=[_row(place, row) for place, row in enumerate(rows, start=1)],
    )


def head_of(heading: Heading) -> Head:
    """The heading of a union as words."""
    return Head(heading.above, heading.issuer, heading.symbol, heading.place, heading.archive)


def laid_out(said: Said, *, number: int | None, day: date | None, year: int) -> Paper:
    """The paper as the room `documents` takes it; a draft leaves number and day blank."""
    line, when = number_line(number, said.kind, said.head.symbol), day_line(day, year)
    letter = said.kind == Kind.CV
    head = Letterhead(
        above=said.head.above,
        issuer=said.head.issuer,
        number=f"Số: {line}",
        place_and_day=f"{said.head.place}, {when}",
        subject=said.subject if letter else "",
    )
    parts: list[Part] = [head]
    if not letter:
        parts.append(Title(said.kind_name, said.subject))
    if said.addressees:
        parts.append(Addressee(said.addressees if len(said.addressees) > 1 else said.addressees[0]))
    if said.bases:
        parts.append(Bases(said.bases))
    parts += [Prose([Run(piece.text, piece.bold) for piece in paragraph]) for paragraph in said.body]
    parts.append(Closing(said.recipients, said.signature, said.signer))
    return Paper(f"{said.kind_name} {said.subject}".replace("\n", " "), [*parts, *_annex(said, line, when)])


def lines_of(text: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def punctuated(lines: Sequence[str]) -> list[str]:
    """A list as the decree has it: each ends with a semicolon, the last with a full stop."""
    bare = [line.strip().removeprefix("-").strip().rstrip(";.,") for line in lines]
    return [f"{line}{'.' if place == len(bare) else ';'}" for place, line in enumerate(bare, start=1)]


def _ended(body: list[list[Piece]]) -> list[list[Piece]]:
    """The sign of the end stands behind the last word, once."""
    if not body:
        return body
    *before, last = body[-1]
    text = last.text.rstrip().removesuffix(_END).rstrip(" .")
    return [*body[:-1], [*before, replace(last, text=text + _END)]]


def _signature(paper: OfficialPaper) -> list[str]:
    """TM. BAN THƯỜNG VỤ, and beneath CHỦ TỊCH."""
    own = [paper.title] if paper.title else []
    return own if paper.authority == Authority.OWN else [f"{paper.authority}. {paper.on_behalf}", *own]


def _annex(said: Said, line: str, when: str) -> list[Annex]:
    if not said.annex:
        return []
    belongs_to = f"(Kèm theo {said.kind_name} số {line} {when})"
    return [Annex("Phụ lục", belongs_to, _COLUMNS, said.annex)]


def _row(place: int, row: Mapping[str, Any]) -> list[str]:
    target = _NOTHING if row["target"] is None else format_int(row["target"])
    percent = format_percent(None if row["percent"] is None else Decimal(row["percent"]))
    return [str(place), row["name"], target, format_int(row["valid"]), percent]
