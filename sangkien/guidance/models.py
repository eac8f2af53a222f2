"""Bài hướng dẫn: the article, what it said from a moment on, and what its readers found."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from sangkien.accounts.models import Person
from sangkien.organisations.models import Organisation


class Article(models.Model):
    """Bài hướng dẫn: `code` is its address and never changes; `owner` the union that answers for it, None: it comes
    with the product."""

    code = models.CharField("mã", max_length=80, unique=True)
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="articles", verbose_name="đơn vị")
    at = models.DateTimeField("viết lúc")

    class Meta:
        verbose_name = "bài hướng dẫn"
        constraints = [
            CheckConstraint(
                name="the_code_of_an_article_is_an_address", condition=Q(code__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$")
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.code}"


class Edition(models.Model):
    """Phiên bản bài hướng dẫn: what an article says from a moment on; the one with the highest number holds. Words are
    Markdown; the English ones may be missing. By what is `folded` it is found. Not `shown`: the union has taken the
    article back. Rows are only ever added (trigger)."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="editions", verbose_name="bài hướng dẫn")
    number = models.PositiveIntegerField("phiên bản")
    title = models.CharField("tên bài", max_length=150)
    body = models.TextField("nội dung")
    title_en = models.CharField("tên bài tiếng Anh", max_length=150, blank=True)
    body_en = models.TextField("nội dung tiếng Anh", blank=True)
    topics = ArrayField(models.CharField(max_length=20), verbose_name="chủ đề")
    folded_title = models.CharField("tên để tìm", max_length=320)
    folded = models.TextField("chữ để tìm")
    shown = models.BooleanField("đang dùng", default=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người viết")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "phiên bản bài hướng dẫn"
        constraints = [
            UniqueConstraint(name="editions_of_an_article_are_numbered", fields=["article", "number"]),
            CheckConstraint(name="an_article_says_something", condition=~Q(title="") & ~Q(body="")),
            CheckConstraint(
                name="english_is_whole_or_not_there",
                condition=Q(title_en="", body_en="") | (~Q(title_en="") & ~Q(body_en="")),
            ),
            CheckConstraint(name="an_article_is_about_something", condition=Q(topics__len__gte=1)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.article_id} {self.number}"


class Opinion(models.Model):
    """Ý kiến bạn đọc: whether an edition helped somebody, once for each reader; the last word counts. Of the reader a
    keyed hash is kept and nothing else."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="opinions", verbose_name="phiên bản")
    reader_mark = models.CharField("dấu của người đọc", max_length=64)
    helpful = models.BooleanField("có ích")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "ý kiến bạn đọc"
        constraints = [
            UniqueConstraint(name="a_reader_has_one_opinion_of_an_edition", fields=["edition", "reader_mark"]),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.edition_id} {self.helpful}"
