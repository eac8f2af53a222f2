"""What made dossiers tell: the stories of the demonstration, told of other workplaces."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random

from sangkien.base.text import fold
from sangkien.ops.demo import registers
from sangkien.ops.demo.registers import Unit
from sangkien.ops.demo.themes import themes_for
from sangkien.ops.demo.titles import write
from sangkien.ops.national import words
from sangkien.ops.national.registers import communes, districts
from sangkien.programmes.models import Programme, TermList

COLUMNS = ("title", "folded", "before", "after", "kind_id", "field_id")
HERE, HERE_FOLDED = "Zzplacezz", "zzplacezz"  # where a story names its workplace, until somebody knows which

Story = tuple[str, str, str, str, int, int]
Terms = Mapping[tuple[str, str], int]

# Whose stories the workplaces of a sector tell that has none of its own: of the trade that is nearest.
_OFFICES = ("Dịch vụ hành chính công", "Hành chính cấp huyện", "Tài chính công", "Tư pháp", "Tài nguyên, môi trường")
_WORKSHOPS = ("Cơ khí, điện tử", "Chế biến nông sản", "Dệt may")
NEAREST: Mapping[str, tuple[str, ...]] = {
    "Quản lý nhà nước": _OFFICES,
    "Ngân hàng": ("Tài chính công", "Bảo hiểm xã hội"),
    "Công an": _OFFICES,
    "Giáo dục": ("Giáo dục tiểu học", "Giáo dục trung học cơ sở", "Giáo dục trung học phổ thông", "Giáo dục mầm non"),
    "Dược": ("Y tế", "Y tế dự phòng"),
    "Điện": ("Điện lực", "Thủy điện"),
    "Dầu khí": ("Cơ khí, điện tử", "Điện lực"),
    "Than, khoáng sản": ("Đá xây dựng", "Cơ khí, điện tử"),
    "Vật liệu xây dựng": ("Đá xây dựng", "Cơ khí, điện tử"),
    "Xây dựng": ("Đá xây dựng", "Cơ khí, điện tử"),
    "Cấp thoát nước": ("Cấp nước", "Thủy lợi"),
    "Cao su": ("Nông nghiệp", "Chế biến nông sản"),
    "Thực phẩm, đồ uống": ("Chế biến nông sản", "Mía đường"),
    "Hàng không": ("Vận tải", "Cơ khí, điện tử"),
    "Hàng hải": ("Vận tải", "Cơ khí, điện tử"),
    "Đường sắt": ("Vận tải", "Cơ khí, điện tử"),
    "Công nghệ thông tin": ("Khoa học, công nghệ", "Cơ khí, điện tử"),
    "Bưu chính, viễn thông": ("Khoa học, công nghệ", "Dịch vụ hành chính công"),
    "Thương mại, dịch vụ": ("Dịch vụ hành chính công", "Vận tải"),
}


def trades_of(sector: str) -> tuple[str, ...]:
    """Of which trades the stories of a workplace of this sector are."""
    return (sector,) if themes_for(sector) else NEAREST.get(sector, _WORKSHOPS)


def terms_of(programme: Programme) -> Terms:
    """The ids of the programme's terms, by list and code."""
    return {(term.list, term.code): term.pk for term in programme.terms.all()}


def stories(rng: Random, terms: Terms, count: int) -> Iterator[Story]:
    """So many stories of the workplaces of the demonstration, whatever their trade."""
    at = [unit for unit in registers.units().values() if themes_for(unit.sector)]
    for _number in range(count):
        yield _story(rng, terms, rng.choice(at))


def stories_of(sector: str, terms: Terms, *, count: int, seed: int) -> Iterator[Story]:
    """So many stories of a sector, told of any workplace (`HERE`)."""
    rng = Random(f"{seed}/stories/{sector}")
    for _number in range(count):
        yield _story(rng, terms, _anywhere(rng.choice(trades_of(sector))))


def places(rng: Random) -> Iterator[tuple[str, str]]:
    """Where a title says that it was: a commune, a district, a firm; as it is written, and folded."""
    some = [f"{rng.choice(list(words.TRADES))} {first} {second}" for first in words.FIRST for second in words.SECOND]
    names = [f"Công ty {one}" for one in some] + [one.name for among in districts().values() for one in among]
    for name in [*names, *(one.name for one in communes()[::3])]:
        said = f" tại {name}"
        yield said, fold(said)


def _anywhere(trade: str) -> Unit:
    return replace(next(iter(registers.units().values())), sector=trade, workplace=HERE, ownership="private")


def _story(rng: Random, terms: Terms, unit: Unit) -> Story:
    told = write(rng, unit, by_officer=rng.random() < 0.1)
    kind = terms[TermList.KIND, rng.choice(told.theme.kinds)]
    field = terms[TermList.FIELD, rng.choice(told.theme.fields)]
    return told.title, fold(told.title), told.before, told.after, kind, field
