"""Cách tính: what every figure means, in the one place from which pages, files and the reference print it.

A percentage never goes without what it is a percentage of, nor any figure without the moment up to which it counts: the
boards print that beside the heading. Source of the indicators: both letters and the guide 46/HD-TLĐ.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sangkien.targets.models import Indicator


class Statistic(StrEnum):
    """Every figure of a board. What a target counts (`targets.models.Indicator`) is one of them: `OF_TARGETS`."""

    VALID = "VALID"
    SUBMITTED = "SUBMITTED"
    VALID_SHARE = "VALID_SHARE"
    PERCENT = "PERCENT"
    REQUIRED = "REQUIRED"
    RECENT = "RECENT"
    FORECAST = "FORECAST"
    BAND = "BAND"
    BENEFIT = "BENEFIT"
    PER_1000 = "PER_1000"
    PRODUCTION = "PRODUCTION"
    DIRECT = "DIRECT"
    FDI = "FDI"
    UNIONS = "UNIONS"
    FDI_UNIONS = "FDI_UNIONS"
    PEOPLE = "PEOPLE"
    SENDERS = "SENDERS"


@dataclass(frozen=True)
class Definition:
    """What it is called, what it counts, and what a percentage of it is taken of (nothing: it has none)."""

    name: str | Promise
    says: str | Promise
    of: str | Promise = ""


_OF_VALID = _("tổng số sáng kiến hợp lệ của đơn vị, cùng thời điểm")

DEFINITIONS: dict[Statistic, Definition] = {
    Statistic.VALID: Definition(
        _("Hợp lệ"),
        _("hồ sơ được công đoàn cấp trên trực tiếp kết luận hợp lệ, tính đến hết ngày xem; kết luận được sửa thì số "
          "giảm từ ngày sửa."),
    ),
    Statistic.SUBMITTED: Definition(
        _("Lượt nộp"),
        _("hồ sơ đã gửi và chưa rút, kể cả hồ sơ đang chờ, đang bổ sung hoặc không đủ điều kiện; không thay cho số hợp "
          "lệ."),
    ),
    Statistic.VALID_SHARE: Definition(
        _("Tỷ lệ hợp lệ"),
        _("số hợp lệ trong những hồ sơ đã có kết luận."),
        _("số hợp lệ, không đủ điều kiện và trùng cộng lại"),
    ),
    Statistic.PERCENT: Definition(
        _("Phần trăm chỉ tiêu"),
        _("số hợp lệ so với chỉ tiêu được giao; chưa giao thì so với chỉ tiêu đăng ký, rồi đến chỉ tiêu tự phấn đấu."),
        _("chỉ tiêu của đơn vị trong giai đoạn"),
    ),
    Statistic.REQUIRED: Definition(_("Cần mỗi ngày"), _("phần còn thiếu chia đều cho các ngày còn lại.")),
    Statistic.RECENT: Definition(
        _("7 ngày qua"), _("số hợp lệ của bảy ngày gần nhất chia 7, nên mỗi thứ trong tuần có mặt một lần.")
    ),
    Statistic.FORECAST: Definition(_("Dự báo"), _("số hợp lệ vào ngày cuối nếu giữ mức bình quân của 7 ngày qua.")),
    Statistic.BAND: Definition(
        _("Khoảng dự báo"),
        _("từ mức của tuần thấp nhất đến mức của tuần cao nhất trong bốn tuần qua, tính đúng từng thứ cho các ngày còn "
          "lại."),
    ),
    Statistic.BENEFIT: Definition(
        _("Giá trị làm lợi"),
        _("tổng giá trị một năm do tác giả kê khai trong các hồ sơ hợp lệ, công đoàn đã thẩm định hồ sơ."),
    ),
    Statistic.PER_1000: Definition(
        _("Trên 1.000 đoàn viên"),
        _("số hợp lệ chia cho số đoàn viên báo gần nhất đến ngày xem, hoặc đến ngày cuối của giai đoạn đã kết thúc, "
          "nhân 1.000."),
        _("số đoàn viên"),
    ),
    Statistic.PRODUCTION: Definition(
        _("Khu vực sản xuất, kinh doanh"),
        _("sáng kiến hợp lệ ở doanh nghiệp tư nhân, FDI, hợp tác xã và doanh nghiệp nhà nước, theo loại hình của nơi "
          "làm việc lúc gửi; chưa ghi nơi làm việc thì không tính."),
        _OF_VALID,
    ),
    Statistic.DIRECT: Definition(
        _("Lao động trực tiếp"),
        _("sáng kiến hợp lệ mà tác giả đứng đầu ghi công việc chính là công nhân, lao động trực tiếp."),
        _OF_VALID,
    ),
    Statistic.FDI: Definition(
        _("Doanh nghiệp FDI"),
        _("sáng kiến hợp lệ ở nơi làm việc là doanh nghiệp FDI lúc gửi; cũng nằm trong khu vực sản xuất, kinh doanh."),
        _OF_VALID,
    ),
    Statistic.UNIONS: Definition(
        _("Công đoàn cơ sở tham gia"),
        _("công đoàn cơ sở có ít nhất một sáng kiến hợp lệ, mỗi nơi tính một lần trong giai đoạn, và một lần trong cả "
          "chương trình."),
        _("số công đoàn cơ sở đang hoạt động của đơn vị"),
    ),
    Statistic.FDI_UNIONS: Definition(
        _("Doanh nghiệp FDI tham gia"),
        _("công đoàn cơ sở ở doanh nghiệp FDI có ít nhất một sáng kiến hợp lệ; doanh nghiệp có hai công đoàn cơ sở thì "
          "tính hai."),
        _("số công đoàn cơ sở ở doanh nghiệp FDI đang hoạt động của đơn vị"),
    ),
    Statistic.PEOPLE: Definition(
        _("Người có sáng kiến hợp lệ"),
        _("tác giả của ít nhất một sáng kiến hợp lệ, mỗi người tính một lần: cùng số điện thoại là một người; không "
          "ghi số thì cùng họ tên trong cùng công đoàn cơ sở. Người có sáng kiến ở hai đơn vị có mặt ở cả hai, và một "
          "lần ở cấp trên chung."),
    ),
    Statistic.SENDERS: Definition(
        _("Số người nộp"), _("tác giả của ít nhất một hồ sơ đã gửi và chưa rút, nhận ra như trên.")
    ),
}  # fmt: skip

OF_TARGETS: Mapping[Indicator, Statistic] = {
    Indicator.VALID: Statistic.VALID,
    Indicator.PEOPLE: Statistic.PEOPLE,
    Indicator.BENEFIT: Statistic.BENEFIT,
    Indicator.UNIONS: Statistic.UNIONS,
    Indicator.FDI: Statistic.FDI_UNIONS,
    Indicator.PRODUCTION: Statistic.PRODUCTION,
}
"""By which of them a target is measured, and so what it means."""
