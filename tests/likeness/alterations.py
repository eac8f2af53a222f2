"""Titles as real lists alter them: the same initiative written another way, and another one written nearly alike.

What is altered is drawn from a seeded `Random`, so that the same titles give the same pairs. The synonyms and the
places are this file's own, not the product's: what it does not know is tested too. It is long since it is a list: one
short function for each way, and the table of them all at its end.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from sangkien.base.text import fold, tones_placed
from sangkien.base.text.abbreviations import IN_FULL
from sangkien.base.text.old_letters import from_tcvn3, from_vni

Way = Callable[[str, Random], str]


@dataclass(frozen=True)
class Pair:
    """Two titles; do they name the same initiative? `way`: how the second came of the first."""

    a: str
    b: str
    same: bool
    way: str


def pairs(titles: Sequence[str], *, seed: int, each: int) -> Iterator[Pair]:
    """For each way at most so many pairs, of titles drawn anew for it."""
    for same, ways in ((True, SAME), (False, OTHER)):
        for name, alter in ways.items():
            # Seeded by its name: a way that is added changes none of the others.
            random = Random(f"{seed} {name}")
            made = ((title, alter(title, random)) for title in random.sample(titles, len(titles)))
            kept = [Pair(a, b, same, name) for a, b in made if b not in ("", a)]
            yield from kept[:each]


# The same, written another way ---------------------------------------------------------------------------------


def without_marks(title: str, _random: Random) -> str:
    """ "Do ga may tui": typed on a machine without Vietnamese."""
    bare = unicodedata.normalize("NFD", title).replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in bare if not unicodedata.combining(c))


def in_capitals(title: str, _random: Random) -> str:
    """As on a cover page."""
    return title.upper()


def decomposed(title: str, _random: Random) -> str:
    """As files from a Mac have it."""
    return unicodedata.normalize("NFD", title)


def tones_apart(title: str, _random: Random) -> str:
    """ "Tổ hợp": the tone is a character of its own, the letter is whole."""
    return "".join(_tone_apart(c) for c in unicodedata.normalize("NFC", title))


def _tone_apart(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    tones = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones)) + tones


def tones_elsewhere(title: str, _random: Random) -> str:
    """Hoà for hòa, or the other way round."""
    old = re.sub(r"([òóỏõọ])([ae])(?!\w)", lambda found: _shifted(found[1], found[2]), tones_placed(title))
    return re.sub(r"(?<![qQ])([ùúủũụ])y(?!\w)", lambda found: _shifted(found[1], "y"), old)


def _shifted(first: str, second: str) -> str:
    base, tone = unicodedata.normalize("NFD", first)
    return base + unicodedata.normalize("NFC", second + tone)


def _opened(title: str, random: Random) -> str:
    opening = random.choice(["Sáng kiến: ", "SKKN: ", "Giải pháp: ", "Đề tài: ", "Sáng kiến kinh nghiệm ", "Tên SK: "])
    return opening + title


def shortened(title: str, random: Random) -> str:
    """Two or three common abbreviations for what they stand for."""
    known = [(full, short) for short, full in IN_FULL.items() if re.search(rf"\b{full}\b", title, re.IGNORECASE)]
    for full, short in random.sample(known, min(3, len(known))):
        title = re.sub(rf"\b{full}\b", short, title, flags=re.IGNORECASE)
    return title


def own_initials(title: str, random: Random) -> str:
    """A stretch of three or four words by their first letters, as only the author would: "hữu nghị đa khoa", HNĐK."""
    words = title.split()
    many = random.choice([3, 4])
    places = [at for at in range(1, len(words) - many) if all(w.isalpha() for w in words[at : at + many])]
    if not places:
        return ""
    at = random.choice(places)
    return " ".join([*words[:at], "".join(word[0] for word in words[at : at + many]).upper(), *words[at + many :]])


def misspelt(title: str, random: Random) -> str:
    """Two slips of the keyboard: two letters swapped, one lost, one doubled."""
    for _slip in range(2):
        places = [at for at in range(2, len(title) - 2) if title[at - 1 : at + 2].isalpha()]
        if not places:
            return ""
        at, slip = random.choice(places), random.choice(["swap", "lose", "double", "neighbour"])
        if slip == "swap":
            title = title[:at] + title[at + 1] + title[at] + title[at + 2 :]
        elif slip == "lose":
            title = title[:at] + title[at + 1 :]
        elif slip == "double":
            title = title[:at] + title[at] + title[at:]
        else:
            title = title[:at] + _NEIGHBOURS.get(title[at], title[at]) + title[at + 1 :]
    return title


_NEIGHBOURS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wqretuyoipsadgfhkjlxzvcnbn", strict=True))


def left_by_the_typing_tool(title: str, random: Random) -> str:
    """A word or two as Telex has it before it becomes a letter: "chaast luwowngj"."""
    words = title.split()
    marked = [at for at, word in enumerate(words) if not word.isascii() and word.isalpha()]
    for at in random.sample(marked, min(2, len(marked))):
        words[at] = _telex(words[at])
    return " ".join(words)


def _telex(word: str) -> str:
    tones = dict(zip("\u0301\u0300\u0309\u0303\u0323", "sfrxj", strict=True))
    letters, tone = "", ""
    for c in unicodedata.normalize("NFD", word.replace("đ", "dd").replace("Đ", "DD")):
        if c in tones:
            tone = tones[c]
        else:
            letters += {"\u0302": letters[-1:], "\u0306": "w", "\u031b": "w"}.get(c, c)
    return letters + tone


def lost_horn(title: str, _random: Random) -> str:
    """What a broken conversion leaves of "tư": "t"."""
    return re.sub("[ưừứửữự]", "", title)


def said_otherwise(title: str, random: Random) -> str:
    """One expression by another that means the same."""
    known = [
        (one, other)
        for group in _SYNONYMS
        for one in group
        for other in group
        if one != other and re.search(rf"\b{one}\b", title, re.IGNORECASE)
    ]
    if not known:
        return ""
    one, other = random.choice(known)
    return re.sub(rf"\b{one}\b", other, title, count=1, flags=re.IGNORECASE)


_SYNONYMS = [
    ["ứng dụng", "sử dụng", "áp dụng"],
    ["xây dựng", "thiết kế"],
    ["giải pháp", "biện pháp"],
    ["nâng cao", "tăng cường", "cải thiện"],
    ["chế tạo", "thiết kế chế tạo", "gia công"],
    ["đảm bảo", "bảo đảm"],
    ["kiểm tra", "rà soát"],
    ["học sinh", "sinh viên"],
    ["bệnh nhân", "người bệnh"],
    ["nghiên cứu", "tìm hiểu"],
    ["cải tiến", "cải tạo"],
    ["giáo viên", "giảng viên"],
    ["lắp đặt", "lắp"],
    ["tiết kiệm", "giảm chi phí"],
    ["hiệu quả", "hiệu suất"],
    ["thời gian", "thời lượng"],
    ["rút ngắn", "giảm"],
    ["thay thế", "thay"],
    ["sửa chữa", "khắc phục"],
    ["vận chuyển", "di chuyển"],
    ["người lao động", "công nhân"],
    ["hướng dẫn", "chỉ dẫn"],
    ["phát hiện", "nhận biết"],
    ["ngăn ngừa", "phòng ngừa"],
    ["thiết bị", "máy"],
    ["trẻ", "trẻ em"],
]


def with_spaces(title: str, random: Random) -> str:
    """Broken over lines and with double spaces, as out of a PDF."""
    words = title.split()
    at = random.randrange(1, max(2, len(words)))
    return " ".join(words[:at]) + "\n" + "  ".join(words[at:]) + "."


def cut_off(title: str, random: Random) -> str:
    """The column was too narrow: 75 to 90 % of it is left."""
    return title[: int(len(title) * random.uniform(0.75, 0.9))].rstrip() if len(title) > 60 else ""


def with_a_place(title: str, random: Random) -> str:
    """Where and when it was done, at the end."""
    return title + " " + random.choice(_PLACES) if "tại" not in title else ""


_PLACES = [
    "tại Công ty TNHH May Phương Nam",
    "tại đơn vị",
    "tại phân xưởng Cơ điện 2",
    "ở nhà máy",
    "năm 2022",
    "năm học 2021-2022",
    "cho công nhân chuyền 3",
    "trên địa bàn huyện Thuận Bắc",
    "tại Trường THCS Lê Lợi, huyện Ninh Hải",
    "của Xí nghiệp 4",
]


def without_a_place(title: str, _random: Random) -> str:
    """Only what is done, where that is most of the title."""
    found = re.search(r" (tại|trên địa bàn) (?!.* (tại|trên địa bàn) )", title)
    if not found or re.search(" (bằng|qua|chức|&)|:", title[found.start() :]):
        return ""
    done = title[: found.start()]
    return done if len(done.split()) >= max(6, 0.6 * len(title.split())) else ""


def around_a_comma(title: str, _random: Random) -> str:
    """Two things that are counted up change places: "A và B" is "B và A"."""
    found = re.search(r"(\w+ \w+) và (\w+ \w+)(?=[,.]|$)", title)
    return title.replace(found[0], f"{found[2]} và {found[1]}", 1) if found else ""


def with_commonplaces(title: str, random: Random) -> str:
    """Words that any title may be led in with."""
    lead = random.choice(["Một số ", "Một số giải pháp ", "Kinh nghiệm ", "Báo cáo sáng kiến: ", "Thực hiện "])
    return lead + title[0].lower() + title[1:]


def in_roman_numbers(title: str, _random: Random) -> str:
    """Khối II for khối 2."""
    numbers = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V", "6": "VI"}
    led = r"\b(giai đoạn|phần|khối|quyển|loại|type|típ|cấp) ([1-6])(?!\d)"
    return re.sub(led, lambda found: f"{found[1]} {numbers[found[2]]}", title, flags=re.IGNORECASE)


def unseen_characters(title: str, random: Random) -> str:
    """Pasted from a web page: zero-width characters, hard spaces, look-alikes from another script."""
    at = random.randrange(len(title))
    return title[:at].replace("a", "а") + "\u200b" + title[at:].replace(" ", "\u00a0")


def in_tcvn3(title: str, _random: Random) -> str:
    """The font was lost."""
    return "".join(_TCVN3_OF.get(c, c) for c in unicodedata.normalize("NFC", title).lower())


def in_vni(title: str, _random: Random) -> str:
    """The font was lost."""
    return "".join(_VNI_OF.get(c, c) for c in unicodedata.normalize("NFC", title).lower())


_LETTERS = "àảãáạằẳẵắặăầẩẫấậâèẻẽéẹềểễếệêìỉĩíịòỏõóọồổỗốộôờởỡớợơùủũúụừửữứựưỳỷỹýỵđ"
_TCVN3_OF = {from_tcvn3(chr(code)): chr(code) for code in [*range(0xA8, 0x100)] if from_tcvn3(chr(code)) in _LETTERS}
_VNI_OF = {
    from_vni(base + mark): base + mark
    for base in "aeouyiôö"
    for mark in ["", *map(chr, range(0xC0, 0x100))]
    if from_vni(base + mark) in _LETTERS
} | {from_vni(c): c for c in "íìæóòîñôö"}


def joined(title: str, random: Random) -> str:
    """A space forgotten."""
    words = title.split()
    at = random.randrange(1, max(2, len(words) - 1))
    return " ".join([*words[: at - 1], "".join(words[at - 1 : at + 1]), *words[at + 1 :]])


def _after(*ways: Way) -> Way:
    def all_of_them(title: str, random: Random) -> str:
        for way in ways:
            title = way(title, random) if title else ""
        return title

    return all_of_them


# Another one, written nearly alike ------------------------------------------------------------------------------


def another_number(title: str, random: Random) -> str:
    """One number changed: another part of the series."""
    numbers = list(re.finditer(r"\d+", title))
    if not numbers:
        return ""
    found = random.choice(numbers)
    other = str(int(found[0]) + random.choice([1, 2, 3]))
    return title[: found.start()] + other + title[found.end() :]


def another_part(title: str, random: Random) -> str:
    """The second part of it."""
    return title + " " + random.choice(["(phần 2)", "- Tập 3", "giai đoạn 2", "II", "(Phần B)"])


def another_object(title: str, random: Random) -> str:
    """Another thing is made better."""
    known = [
        (one, other)
        for group in _OBJECTS
        for one in group
        for other in group
        if one != other and re.search(rf"\b{one}\b", title, re.IGNORECASE)
    ]
    if not known:
        return ""
    one, other = random.choice(known)
    return re.sub(rf"\b{one}\b", other, title, flags=re.IGNORECASE)


_OBJECTS = [
    ["tiểu học", "trung học cơ sở", "mầm non", "đại học"],
    ["Toán", "Ngữ văn", "Lịch sử", "Hóa học", "Vật lý", "Tin học", "Sinh học", "tiếng Anh", "Địa lý"],
    ["viêm phổi", "suy tim", "loãng xương", "đái tháo đường", "suy thận", "ung thư gan", "ung thư dạ dày"],
    ["máy bơm", "máy nén khí", "máy hàn", "máy cắt", "máy may", "băng tải", "quạt gió", "máy nghiền"],
    ["túi áo", "cổ áo", "tay áo", "lưng quần"],
    ["đọc", "viết", "nghe", "nói"],
    ["nước thải", "khí thải", "chất thải rắn", "bụi"],
    ["đào tạo", "tuyển sinh", "tài chính", "thư viện", "nhân sự"],
    ["trắng", "đen", "xanh", "đỏ"],
    ["tự động", "thủ công"],
    ["trên", "dưới"],
    ["đầu vào", "đầu ra"],
    ["vật tư", "nhiên liệu", "điện năng", "nước"],
    ["trẻ em", "người cao tuổi", "phụ nữ"],
    ["phẫu thuật nội soi", "phẫu thuật mở"],
    ["gan", "thận", "phổi", "tim", "dạ dày"],
]


def another_word(title: str, random: Random) -> str:
    """A word of two syllables in the middle by one of quite another meaning."""
    words = title.split()
    places = [at for at in range(2, len(words) - 3) if all(w.isalpha() and w.islower() for w in words[at : at + 2])]
    if not places:
        return ""
    at = random.choice(places)
    return " ".join([*words[:at], *random.choice(_OTHER_WORDS).split(), *words[at + 2 :]])


_OTHER_WORDS = ["lò hơi", "cầu trục", "mối hàn", "hóa đơn", "vệ sinh", "camera", "gạch lát", "thư mục", "ống khói"]

SAME: dict[str, Way] = {
    "without marks": without_marks,
    "in capitals": in_capitals,
    "decomposed": decomposed,
    "tones apart": tones_apart,
    "tones elsewhere": tones_elsewhere,
    "an opening": _opened,
    "abbreviations": shortened,
    "initials of its own": own_initials,
    "slips": misspelt,
    "left by Telex": left_by_the_typing_tool,
    "ư lost": lost_horn,
    "a synonym": said_otherwise,
    "spaces and lines": with_spaces,
    "cut off": cut_off,
    "capitals, no marks, opening": _after(without_marks, in_capitals, _opened),
    "abbreviations, slips": _after(shortened, misspelt),
    "a place added": with_a_place,
    "the place left out": without_a_place,
    "two things swapped": around_a_comma,
    "commonplaces": with_commonplaces,
    "roman numbers": in_roman_numbers,
    "unseen characters": unseen_characters,
    "TCVN3": in_tcvn3,
    "VNI": in_vni,
    "a space forgotten": joined,
    "no marks, slips": _after(without_marks, misspelt),
    "a synonym, a place added": _after(said_otherwise, with_a_place),
}
OTHER: dict[str, Way] = {
    "another number": another_number,
    "another part": another_part,
    "another object": another_object,
    "another word": another_word,
    "another object, no marks": _after(another_object, without_marks),
    "another number, capitals": _after(another_number, in_capitals),
}


def neighbours(titles: Sequence[str]) -> Iterator[Pair]:
    """Each title with the one of the others that shares most of its words, where they are not the same: the hardest
    that a real list has to offer. A person has to say which of them are one after all."""
    bags = [(title, frozenset(fold(title).split())) for title in titles]
    for title, words in bags:
        other, theirs = max((bag for bag in bags if bag[0] != title), key=lambda bag: _shared(words, bag[1]))
        if words != theirs and title < other:
            yield Pair(title, other, False, "neighbours")


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
