"""Asking an author in which way their work differs from a record that reads like it."""

from sangkien.base.text import one_line
from sangkien.initiatives.models import Initiative

# The author reads Vietnamese whatever language the officer works in. A record is named only if anybody may see it.
_ABOUT_A_RECORD = (
    "Chào anh/chị, sáng kiến này đọc gần giống “{title}” ({code}) đã công bố. "
    "Anh/chị cho biết cách làm của mình khác ở điểm nào, hay đây là bản nâng cấp của sáng kiến ấy nhé."
)
_ABOUT_ANOTHER = (
    "Chào anh/chị, công đoàn thấy sáng kiến này đọc gần giống một hồ sơ khác. "
    "Anh/chị cho biết cách làm của mình có điểm gì mới, và ai cùng làm ra sáng kiến này nhé."
)


def asked_about(code: str) -> str:
    """The words with which to begin; empty when nothing is asked."""
    wanted = one_line(code)[:40].upper()
    if not wanted:
        return ""
    record = Initiative.objects.public().filter(code=wanted).first()
    return _ABOUT_A_RECORD.format(title=record.title, code=record.code) if record else _ABOUT_ANOTHER
