"""What an author agrees to, word for word. A consent keeps the version of the words under which it was given: who
changes them gives them a new version, and keeps the old ones here."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from sangkien.confirmations.models import Purpose

VERSION = "2026-1"

_WORDS: Mapping[tuple[str, Purpose], Callable[[], str]] = {
    ("2026-1", Purpose.ENTERED_FOR_ME): lambda: _(
        "Tôi đồng ý để công đoàn nhập và gửi hồ sơ sáng kiến này giúp tôi, gồm họ tên, số điện thoại, nơi làm việc và"
        " nội dung sáng kiến."
    ),
    ("2026-1", Purpose.PUBLISH_NAME): lambda: _(
        "Tôi đồng ý cho đăng họ tên tôi cùng sáng kiến này trên trang công khai."
    ),
}


def words(purpose: Purpose, version: str = VERSION) -> str:
    """The words of that version, in the reader's language."""
    return _WORDS[version, purpose]()
