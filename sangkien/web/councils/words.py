"""How a programme's council scores, for everybody; and for a councillor why a dossier is not theirs to score now."""

from fractions import Fraction

from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.base.numbers import format_int
from sangkien.councils.results import in_points
from sangkien.councils.rules import SCORE
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.initiatives.telling import untold_of
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


def why_not_scored(initiative: Initiative, actor: Actor) -> str:
    """The one reason, of a dossier as it is told, for a councillor of its union. A verdict that is not told yet is not
    given away. Two queries at most."""
    if not actor.may(SCORE.whenever(), initiative):
        return _("Anh/chị có phần trong hồ sơ này, nên các ủy viên khác chấm điểm.")
    if untold_of(initiative):
        return _("Hồ sơ vừa được xử lý, nên hội đồng không chấm nữa. Kết quả hiện ở đây sau ít phút.")
    if initiative.state == State.RETURNED:
        return _("Hồ sơ đang ở chỗ tác giả để bổ sung. Gửi lại và được xác nhận xong, hồ sơ trở lại hội đồng.")
    if initiative.state == State.DUPLICATE:
        return _("Hồ sơ đã gộp vào một hồ sơ khác, nên hội đồng không chấm nữa.")
    if initiative.state != State.REVIEWING:
        return _("Hồ sơ đã có kết luận, nên hội đồng không chấm nữa.")
    if initiative.judged_by_id:
        return _("Kết luận đang được xem lại. Việc này của người thẩm định, nên hội đồng không chấm nữa.")
    return _("Hồ sơ đang ở một công đoàn khác để xem xét, nên hội đồng chưa chấm được.")


def why_taken_away(initiative: Initiative) -> str:
    """The same of a dossier that a councillor no longer reads."""
    if initiative.state == State.WITHDRAWN:
        return _("Tác giả đã rút hồ sơ, nên hội đồng không chấm nữa.")
    return _("Hồ sơ đang chờ công đoàn cơ sở xác nhận. Xác nhận xong, hồ sơ trở lại hội đồng.")
