"""Criteria, rounds, sheets, points, appeals, results."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("clusters", "0002_what_keeps_the_clusters"),
        ("organisations", "0010_whom_a_union_stands_for"),
        ("programmes", "0013_unions_launch_campaigns"),
        ("standings", "0003_interim_reviews"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="CriteriaSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="mã")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="đơn vị ban hành",
                    ),
                ),
            ],
            options={
                "verbose_name": "bộ tiêu chí xếp loại",
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="số")),
                ("name", models.CharField(max_length=300, verbose_name="tên")),
                ("content", models.JSONField(verbose_name="nội dung")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người ghi",
                    ),
                ),
                (
                    "criteria",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="grading.criteriaset",
                        verbose_name="bộ tiêu chí",
                    ),
                ),
            ],
            options={
                "verbose_name": "phiên bản bộ tiêu chí",
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                ("period", models.CharField(max_length=40, verbose_name="giai đoạn")),
                ("as_of", models.DateField(verbose_name="số liệu đến ngày")),
                ("mark", models.BigIntegerField(verbose_name="bút toán cuối")),
                ("self_until", models.DateField(verbose_name="tự chấm đến hết ngày")),
                ("appeal_until", models.DateField(verbose_name="khiếu nại đến hết ngày")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("SELF", "Đơn vị tự chấm"),
                            ("REVIEW", "Cấp trên chấm"),
                            ("COUNCIL", "Hội đồng xét"),
                            ("APPEAL", "Kết quả dự kiến, nhận khiếu nại"),
                            ("LOCKED", "Đã khóa kết quả"),
                            ("CANCELLED", "Đã hủy"),
                        ],
                        default="SELF",
                        max_length=9,
                        verbose_name="tình trạng",
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clusters.cluster",
                        verbose_name="cụm, khối",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="grading.edition",
                        verbose_name="bộ tiêu chí",
                    ),
                ),
                (
                    "organiser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="đơn vị tổ chức",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="chương trình",
                    ),
                ),
                (
                    "table",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="standings.snapshot",
                        verbose_name="bảng đã chốt",
                    ),
                ),
            ],
            options={
                "verbose_name": "đợt xếp loại",
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("figures", models.JSONField(verbose_name="số liệu")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="grading.round",
                        verbose_name="đợt xếp loại",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="đơn vị",
                    ),
                ),
            ],
            options={
                "verbose_name": "bảng điểm",
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.CharField(max_length=30, verbose_name="tiêu chí")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("SELF", "Tự chấm"),
                            ("SUPERIOR", "Cấp trên"),
                            ("COUNCIL", "Hội đồng"),
                            ("APPEAL", "Sau khiếu nại"),
                        ],
                        max_length=8,
                        verbose_name="bước chấm",
                    ),
                ),
                ("points", models.PositiveIntegerField(verbose_name="điểm, tính bằng phần trăm điểm")),
                ("note", models.TextField(blank=True, verbose_name="minh chứng, lý do")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người chấm",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="nhân danh",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="grading.sheet",
                        verbose_name="bảng điểm",
                    ),
                ),
            ],
            options={
                "verbose_name": "điểm xếp loại",
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("points", models.PositiveIntegerField(verbose_name="điểm, tính bằng phần trăm điểm")),
                ("rank", models.PositiveIntegerField(verbose_name="hạng")),
                ("grade", models.CharField(max_length=30, verbose_name="mức")),
                ("grade_name", models.CharField(max_length=300, verbose_name="mức xếp loại")),
                (
                    "sheet",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="result",
                        to="grading.sheet",
                        verbose_name="bảng điểm",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết quả xếp loại",
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.CharField(max_length=30, verbose_name="tiêu chí")),
                ("text", models.TextField(verbose_name="nội dung")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người gửi",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeals",
                        to="grading.sheet",
                        verbose_name="bảng điểm",
                    ),
                ),
            ],
            options={
                "verbose_name": "khiếu nại kết quả xếp loại",
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("SELF", "Đơn vị tự chấm"),
                            ("REVIEW", "Cấp trên chấm"),
                            ("COUNCIL", "Hội đồng xét"),
                            ("APPEAL", "Kết quả dự kiến, nhận khiếu nại"),
                            ("LOCKED", "Đã khóa kết quả"),
                            ("CANCELLED", "Đã hủy"),
                        ],
                        max_length=9,
                        verbose_name="tình trạng",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="ghi chú")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người thực hiện",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="grading.round",
                        verbose_name="đợt xếp loại",
                    ),
                ),
            ],
            options={
                "verbose_name": "bước của đợt xếp loại",
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("upheld", models.BooleanField(verbose_name="chấp nhận")),
                ("points", models.PositiveIntegerField(null=True, verbose_name="điểm, tính bằng phần trăm điểm")),
                ("reason", models.TextField(verbose_name="lý do")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người trả lời",
                    ),
                ),
                (
                    "appeal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="grading.appeal",
                        verbose_name="khiếu nại",
                    ),
                ),
            ],
            options={
                "verbose_name": "trả lời khiếu nại xếp loại",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("points__isnull", False), ("upheld", True)),
                            models.Q(("points__isnull", True), ("upheld", False)),
                            _connector="OR",
                        ),
                        name="an_appeal_upheld_gives_points",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="an_answer_says_why"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="criteriaset",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^[A-Z0-9]+(-[A-Z0-9]+)*$")),
                name="criteria_code_is_upper_case_ascii",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("criteria", "number"), name="editions_of_criteria_are_numbered"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="a_round_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["SELF", "REVIEW", "COUNCIL", "APPEAL", "LOCKED", "CANCELLED"])),
                name="state_of_a_round_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("appeal_until__gte", models.F("self_until"))),
                name="appeals_end_after_unions_scored_themselves",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "CANCELLED"), _negated=True),
                fields=("organiser", "name"),
                name="rounds_of_a_union_have_names_of_their_own",
            ),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.UniqueConstraint(fields=("round", "unit"), name="a_union_has_one_sheet_in_a_round"),
        ),
        migrations.AddIndex(
            model_name="score",
            index=models.Index(fields=["sheet", "line", "stage"], name="scores_of_a_line"),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(condition=models.Q(("rank__gte", 1)), name="a_rank_begins_with_one"),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.UniqueConstraint(fields=("sheet", "line"), name="a_line_is_appealed_once"),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="an_appeal_says_why"
            ),
        ),
    ]
