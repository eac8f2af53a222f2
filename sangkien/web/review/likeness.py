"""In which ways two records are alike, in an officer's words."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkien.similarity.likeness import Way
from sangkien.similarity.queries import CONTENT, PASSAGES

_SAID: Mapping[str, str | Promise] = {
    Way.SAME: _("tên như nhau"),
    Way.TYPO: _("tên khác ở chỗ gõ"),
    Way.SHORTENED: _("tên có chữ viết tắt"),
    Way.SYNONYM: _("tên dùng từ cùng nghĩa"),
    Way.MOVED: _("tên đảo thứ tự từ"),
    Way.ADDED: _("tên thêm hoặc bớt từ"),
    Way.REPLACED: _("tên có từ khác nghĩa"),
    Way.NUMBER: _("tên khác con số, có thể cùng một loạt"),
    CONTENT: _("nội dung đọc gần như nhau"),
    PASSAGES: _("nội dung có nhiều đoạn như nhau"),
}


def ways_of(reasons: Iterable[str]) -> list[str]:
    """Each way, in the order in which it is met."""
    return [str(_SAID[way]) for way in reasons]
