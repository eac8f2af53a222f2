from django.db import migrations, models

from sangkien.base.reversing import stays_while

SOURCES = [
    ("STRETCH", "Giai đoạn hoặc chiến dịch"),
    ("PERIOD", "Kỳ báo cáo"),
    ("TARGETS", "Bảng giao chỉ tiêu"),
    ("DOSSIERS", "Sáng kiến được chọn"),
    ("COUNCIL", "Phiếu chấm của hội đồng"),
    ("SITTING", "Phiên họp hội đồng"),
    ("HONOURS", "Đợt xét khen thưởng"),
    ("UPDATE_DAY", "Ngày hội cập nhật"),
]
# The release before has no word for what these were taken from.
PAPERS = (
    "{n} văn bản lấy số liệu từ phiên họp hội đồng: xóa các văn bản ấy trước khi lùi. "
    "{n} papers take their figures from a sitting of a council: remove them first."
)


class Migration(migrations.Migration):
    dependencies = [("registry", "0009_papers_honour"), ("sittings", "0002_what_holds")]
    operations = [
        migrations.RemoveConstraint(model_name="frozenfigures", name="the_source_of_frozen_figures_is_known"),
        migrations.AlterField(
            model_name="frozenfigures",
            name="source",
            field=models.CharField(
                choices=SOURCES, db_default="STRETCH", default="STRETCH", max_length=10, verbose_name="lấy từ"
            ),
        ),
        migrations.AddConstraint(
            model_name="frozenfigures",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", [code for code, _label in SOURCES])),
                name="the_source_of_frozen_figures_is_known",
            ),
        ),
        stays_while(lambda apps: apps.get_model("registry", "FrozenFigures").objects.filter(source="SITTING"), PAPERS),
    ]
