"""How a programme's council scores, in one sentence for everybody."""

from fractions import Fraction

from django.utils.translation import gettext as _

from sangkien.base.numbers import format_int
from sangkien.councils.results import in_points
from sangkien.programmes.models import Edition
from sangkien.programmes.queries import criteria_of


def council_in_words(edition: Edition) -> str:
    """Which criteria, how many sheets, from how many points on; empty where no council scores."""
    if edition.points is None:
        return ""
    criteria = criteria_of(edition)
    most = sum(one.most for one in criteria)
    said = _(
        "Hội đồng sáng kiến của cấp trên trực tiếp chấm điểm: %(criteria)s. Đủ ít nhất %(quorum)s phiếu thì kết luận; "
        "trung bình từ %(level)s trên %(most)s điểm là hợp lệ."
    )
    return said % {
        "criteria": ", ".join(f"{one.label} ({format_int(one.most)})" for one in criteria),
        "quorum": edition.quorum,
        "level": in_points(Fraction(most * (edition.pass_percent or 0), 100)),
        "most": format_int(most),
    }
