"""What is wrong with a dossier when it is first sent, and how its author puts it right after a return.

The codes are the programme's own reasons for a return and for a refusal; the texts are what authors read.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from sangkien.ops.demo.authors import one_author_forgotten
from sangkien.ops.demo.defects import GARBAGE
from sangkien.ops.demo.papers import NOT_YET
from sangkien.ops.demo.plans import Changes, ContentPlan, ReasonPlan

RETURN_TEXTS = {
    "no_recognition": "Sáng kiến cần được công nhận. Công đoàn cơ sở sẽ cùng anh/chị đề nghị thủ trưởng đơn vị.",
    "recognition_unclear": "Anh/chị ghi lại số và nơi ban hành đúng như trên quyết định giúp nhé.",
    "unclear_before_after": "Anh/chị kể thêm trước đây vướng ở đâu, bây giờ làm khác thế nào và kết quả ra sao.",
    "benefit_unexplained": "Anh/chị xem lại giá trị làm lợi và ghi cách tính: mỗi lần tiết kiệm nhân số lần trong năm.",
    "author_missing": "Phần mô tả nhắc đến cả nhóm. Anh/chị ghi đủ các tác giả và phần đóng góp của từng người.",
}
REFUSAL_TEXTS = {
    "not_recognised": "Đơn vị đã xem và chưa công nhận sáng kiến. Khi được công nhận, anh/chị gửi hồ sơ mới nhé.",
    "out_of_window": "Cách làm này đã dùng từ trước ngày 01/09/2021, ngoài thời gian của chương trình.",
    "ip_protected": "Giải pháp đang được bảo hộ sở hữu trí tuệ nên không thuộc chương trình này.",
    "garbage": "Hồ sơ chưa mô tả một cải tiến nào. Nếu anh/chị gửi thử, xin gửi lại hồ sơ mới khi đã sẵn sàng.",
}

SHORT_BEFORE = ["Cách cũ mất thời gian.", "Trước đây làm thủ công.", "Làm như mọi năm."]
SHORT_AFTER = ["Làm cách mới nhanh hơn.", "Có cải tiến nên tốt hơn trước.", "Hiệu quả hơn nhiều."]
TOO_EARLY = "Cách làm này đã dùng thử từ năm {year} và duy trì đến nay."
PROTECTED = "Giải pháp đã được cấp Bằng độc quyền giải pháp hữu ích."

Spoil = Callable[[Random, ContentPlan], Changes]


def possible_returns(content: ContentPlan) -> list[str]:
    """For what a dossier of this content could come back; the likeliest stand more than once."""
    codes = ["no_recognition"] * 4 + ["unclear_before_after"] * 3
    if content.recognition.number:
        codes += ["recognition_unclear"]
    if content.benefit.kind == "MONEY":
        codes += ["benefit_unexplained"] * 5
    if len(content.authors) > 1:
        codes += ["author_missing"] * 4
    return [code for code in codes if not (content.restricted and code == "unclear_before_after")]


def spoiled(rng: Random, content: ContentPlan, code: str) -> ContentPlan:
    """The content as it is first sent, with that fault."""
    return content.changed(_SPOIL[code](rng, content))


def put_right(good: ContentPlan, code: str) -> Changes:
    """The fields that the author writes anew when told of that fault."""
    return tuple((name, getattr(good, name)) for name in _FIELDS[code])


def return_reason(code: str) -> ReasonPlan:
    """A reason for a return, in the words its author reads."""
    return ReasonPlan(code=code, text=RETURN_TEXTS[code])


def refusal_reason(code: str) -> ReasonPlan:
    """A reason for a refusal, in the words its author reads."""
    return ReasonPlan(code=code, text=REFUSAL_TEXTS[code])


def thousandfold(content: ContentPlan) -> ContentPlan:
    """Three noughts too many: the slip that makes the list of the largest benefits wrong first."""
    slip = replace(content.benefit, vnd=(content.benefit.vnd or 0) * 1000)
    return replace(content, benefit=slip)


def _without_recognition(_rng: Random, _content: ContentPlan) -> Changes:
    return (("recognition", NOT_YET),)


def _half_a_number(_rng: Random, content: ContentPlan) -> Changes:
    given = content.recognition
    return (("recognition", replace(given, number=given.number.split("/")[0], issuer="đơn vị")),)


def _too_short(rng: Random, _content: ContentPlan) -> Changes:
    return (("before", rng.choice(SHORT_BEFORE)), ("after", rng.choice(SHORT_AFTER)))


def _without_method(_rng: Random, content: ContentPlan) -> Changes:
    return (("benefit", replace(content.benefit, method="")),)


def _one_author(_rng: Random, content: ContentPlan) -> Changes:
    return (("authors", one_author_forgotten(content.authors)),)


def _too_early(rng: Random, content: ContentPlan) -> Changes:
    return (("after", f"{content.after} {TOO_EARLY.format(year=rng.choice([2018, 2019, 2020]))}"),)


def _protected(_rng: Random, content: ContentPlan) -> Changes:
    return (("after", f"{content.after} {PROTECTED}"),)


def _nothing_said(rng: Random, _content: ContentPlan) -> Changes:
    title = rng.choice(GARBAGE)
    return (("title", title), ("before", title), ("after", "nội dung thử"))


_SPOIL: dict[str, Spoil] = {
    "no_recognition": _without_recognition,
    "recognition_unclear": _half_a_number,
    "unclear_before_after": _too_short,
    "benefit_unexplained": _without_method,
    "author_missing": _one_author,
    "not_recognised": _without_recognition,
    "out_of_window": _too_early,
    "ip_protected": _protected,
    "garbage": _nothing_said,
}
_FIELDS = {
    "no_recognition": ("recognition",),
    "recognition_unclear": ("recognition",),
    "unclear_before_after": ("before", "after"),
    "benefit_unexplained": ("benefit",),
    "author_missing": ("authors",),
}
