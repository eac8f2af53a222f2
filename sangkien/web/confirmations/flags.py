"""What nobody should overlook about a dossier's authors."""

from collections.abc import Sequence

from django.utils.translation import ngettext

from sangkien.confirmations.queries import Standing


def flags_for(standings: Sequence[Standing]) -> list[str]:
    """What to say of authors who do not stand by what is said about them."""
    denied, wrong = standings.count(Standing.DENIED), standings.count(Standing.SHARE_WRONG)
    flags = []
    if denied:
        text = ngettext(
            "%(n)s tác giả trả lời không phải của mình", "%(n)s tác giả trả lời không phải của mình", denied
        )
        flags.append(text % {"n": denied})
    if wrong:
        text = ngettext("%(n)s tác giả báo phần đóng góp chưa đúng", "%(n)s tác giả báo phần đóng góp chưa đúng", wrong)
        flags.append(text % {"n": wrong})
    if left := standings.count(Standing.LEFT):
        text = ngettext(
            "%(n)s người từng trả lời không phải mình, nay không còn trong hồ sơ",
            "%(n)s người từng trả lời không phải mình, nay không còn trong hồ sơ",
            left,
        )
        flags.append(text % {"n": left})
    return flags
