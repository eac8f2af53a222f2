"""Nguồn số liệu: from what the figures of a paper and the rows of its list are taken."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Each is asked for in its own way when a paper is begun, and fills fields and lists of its own."""

    STRETCH = "STRETCH", _("Giai đoạn hoặc chiến dịch")
    PERIOD = "PERIOD", _("Kỳ báo cáo")
    TARGETS = "TARGETS", _("Bảng giao chỉ tiêu")
    DOSSIERS = "DOSSIERS", _("Sáng kiến được chọn")
    COUNCIL = "COUNCIL", _("Phiếu chấm của hội đồng")
    SITTING = "SITTING", _("Phiên họp hội đồng")
    HONOURS = "HONOURS", _("Đợt xét khen thưởng")
    UPDATE_DAY = "UPDATE_DAY", _("Ngày hội cập nhật")
