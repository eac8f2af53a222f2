"""The words that programmes choose among: who looks at a dossier, what kind of stretch it is, which list."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Workflow(models.TextChoices):
    """Who looks at a dossier before it counts; with NONE nobody does, and it is audited afterwards."""

    TWO_STEPS = "TWO_STEPS", _("Công đoàn cơ sở xác nhận, cấp trên trực tiếp thẩm định")
    ONE_STEP = "ONE_STEP", _("Cấp trên trực tiếp thẩm định")
    THREE_STEPS = "THREE_STEPS", _("Công đoàn cơ sở xác nhận, cấp trên trực tiếp đề nghị, cấp tỉnh thẩm định")
    COUNCIL = "COUNCIL", _("Công đoàn cơ sở xác nhận, hội đồng của cấp trên trực tiếp chấm điểm")
    NONE = "NONE", _("Tính ngay khi hồ sơ đủ, kiểm tra lại sau")


class CampaignKind(models.TextChoices):
    """What kind of stretch."""

    PEAK = "PEAK", _("Chiến dịch cao điểm")
    PEAK_MONTH = "PEAK_MONTH", _("Tháng cao điểm")
    PEAK_WEEK = "PEAK_WEEK", _("Tuần cao điểm")
    UPDATE_DAY = "UPDATE_DAY", _("Ngày hội cập nhật sáng kiến")


class TermList(models.TextChoices):
    """The lists that every programme fills in its own way."""

    KIND = "KIND", "loại giải pháp"
    FIELD = "FIELD", "lĩnh vực"
    EFFECT = "EFFECT", "lợi ích ngoài tiền"
    RECOGNITION = "RECOGNITION", "hình thức công nhận"
    RETURN_REASON = "RETURN_REASON", "lý do trả lại"
    REFUSAL_REASON = "REFUSAL_REASON", "lý do không đủ điều kiện"
    CRITERION = "CRITERION", "tiêu chí chấm điểm"
