"""Papers of the province, as Đông has them written."""

from datetime import date, datetime
from typing import Any

from docx import Document as opened
from docx.document import Document

from sangkien.base.days import VIETNAM, day_of
from sangkien.files.tests.making import pdf
from sangkien.registry import actions, replacing, signing
from sangkien.registry.actions import Written
from sangkien.registry.models import OfficialPaper
from sangkien.registry.reaching import OfStretch
from sangkien.registry.registering import head
from sangkien.registry.rules import TEXTS, checkers
from sangkien.registry.signatures import Authority
from sangkien.statistics.stretches import stretches
from tests.cast import NOW, Cast

AFTER = datetime(2022, 6, 2, 9, 0, tzinfo=VIETNAM)
UNSIGNED = "Bản ký giấy chuyển về sau"
PROVINCE = "LDLD-NINH-THUAN"
HEADING = {
    "above": "Tổng Liên đoàn Lao động\nViệt Nam",
    "issuer": "Liên đoàn Lao động tỉnh\nNinh Thuận",
    "symbol": "LĐLĐ",
    "place": "Ninh Thuận",
    "archive": "VT, Ban CTCS",
}


def headed(cast: Cast, *, by: str = "dong", at: datetime = NOW, **changes: str) -> None:
    """The province has said how its papers begin."""
    head(cast.unit(PROVINCE), HEADING | changes, by=cast.actor(by, on=day_of(at)), at=at)


def drafted(
    cast: Cast, template: str = "campaign-launch", *, stretch: str = "CD40N", at: datetime = NOW, by: str = "dong"
) -> OfficialPaper:
    """A draft of the province, with the figures of that day or of the stretch's last."""
    unit, on = cast.unit(PROVINCE), day_of(at)
    asked = next(one for one in stretches(cast.programme, unit=unit, on=on) if one.code == stretch)
    as_of = min(on, asked.last_day or on)
    return actions.draft(unit, template, OfStretch(asked, as_of), by=cast.actor(by, on=on), at=at)


def written(paper: OfficialPaper, *, seen: int | None = None, **changes: Any) -> Written:
    """The draft as it stands, but for the changes of its texts, `authority`, `signer`, `delivered`."""
    others = {
        "authority": changes.pop("authority", Authority(paper.authority)),
        "signer": changes.pop("signer", paper.signer),
        "delivered": changes.pop("delivered", bool(paper.receivers)),
        "seen": paper.version if seen is None else seen,
    }
    return Written(texts={name: getattr(paper, name) for name in TEXTS} | changes, **others)


def signed_by(cast: Cast, paper: OfficialPaper, login: str = "dong", *, at: datetime = NOW) -> OfficialPaper:
    """The draft with somebody to sign it."""
    by = cast.actor("dong", on=day_of(at))
    return actions.write(paper, written(paper, signer=cast.person(login)), by=by, at=at)


def checked(cast: Cast, template: str = "campaign-launch", *, at: datetime = NOW, **asked: Any) -> OfficialPaper:
    """A draft that waits for its number; the province has its heading."""
    headed(cast, at=at)
    return found_right(cast, signed_by(cast, drafted(cast, template, at=at, **asked), at=at), at=at)


def found_right(cast: Cast, paper: OfficialPaper, *, at: datetime = NOW) -> OfficialPaper:
    """Checked by another officer of the province where there is one, else by Đông."""
    logins = [person.username for person in checkers(paper.unit, on=day_of(at))]
    login = next((one for one in logins if one != "dong"), "dong")
    return signing.check(paper, seen=paper.version, by=cast.actor(login, on=day_of(at)), at=at)


def numbered(cast: Cast, template: str = "campaign-launch", *, at: datetime = NOW, **asked: Any) -> OfficialPaper:
    """A paper that waits to be signed; the province has its heading."""
    paper, dong = checked(cast, template, at=at, **asked), cast.actor("dong", on=day_of(at))
    actions.number(paper, seen=paper.version, by=dong, at=at)
    return again(paper)


def issued(cast: Cast, *, day: date | None = None, at: datetime = NOW, **asked: Any) -> OfficialPaper:
    """A paper that was signed and went out."""
    return went_out(cast, numbered(cast, at=at, **asked), day=day, at=at)


def went_out(cast: Cast, paper: OfficialPaper, *, day: date | None = None, at: datetime = NOW) -> OfficialPaper:
    """A numbered paper issued while its copy is still on its way."""
    by = cast.actor("dong", on=day_of(at))
    return actions.issue(paper, day=day or day_of(at), unsigned=UNSIGNED, by=by, at=at)


def copied(cast: Cast, paper: OfficialPaper, data: bytes | None = None, *, at: datetime = NOW) -> OfficialPaper:
    """A numbered paper whose scan was attached."""
    by = cast.actor("dong", on=day_of(at))
    return signing.sign(paper, data or pdf(), name="ban-ky.pdf", by=by, at=at)


def replaced(cast: Cast) -> OfficialPaper:
    """An issued paper in whose place another was issued."""
    paper, dong = issued(cast), cast.actor("dong")
    new = replacing.replace(paper, by=dong, at=NOW)
    new = found_right(cast, new)
    actions.number(new, seen=new.version, by=dong, at=NOW)
    went_out(cast, new)
    return again(paper)


def again(paper: OfficialPaper) -> OfficialPaper:
    """As the database has it now."""
    return OfficialPaper.objects.select_related("unit", "figures", "signer").get(pk=paper.pk)


def lines(document: Document) -> list[str]:
    """Everything a DOCX says, in the order in which it is read."""
    found = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            cells = [cell for row in block.rows for cell in row.cells]
            found += [one.text for cell in cells for one in cell.paragraphs]
        else:
            found.append(block.text)
    return [line for line in found if line.strip()]


__all__ = [
    "AFTER",
    "HEADING",
    "PROVINCE",
    "UNSIGNED",
    "again",
    "checked",
    "copied",
    "drafted",
    "found_right",
    "headed",
    "issued",
    "lines",
    "numbered",
    "opened",
    "replaced",
    "went_out",
]
