"""Câu chuyện sáng kiến: a story, its text at each saving, whom it tells of, its pictures and how often it was read."""

from django.db import models
from django.db.models import CheckConstraint, Exists, F, OuterRef, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Person
from sangkien.consents.models import Consent, Purpose
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.stories.states import LOOKED_AT, State


class Series(models.Model):
    """Loạt bài: stories that a union tells under one title."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị")
    title = models.CharField("tên loạt bài", max_length=120)
    slug = models.SlugField("địa chỉ", max_length=80, unique=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người mở")
    at = models.DateTimeField("mở lúc")

    class Meta:
        verbose_name = "loạt bài"
        constraints = [
            CheckConstraint(name="a_series_has_a_title", condition=~Q(title="")),
            UniqueConstraint(name="series_of_a_union_have_titles_of_their_own", fields=["unit", "title"]),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"


class StoryQuerySet(models.QuerySet["Story"]):
    """The words in which pages speak of stories."""

    def public(self) -> "StoryQuerySet":
        """What anybody may read now: published, its initiative public and no secret, and everybody whom it tells of
        still agrees. Nothing of this is kept: a consent taken back counts with the next look."""
        agreed = Consent.objects.holding().to(Purpose.STORY)
        agreed = agreed.filter(initiative=OuterRef("story__initiative"), mark=OuterRef("mark"))
        told_of = Subject.objects.filter(story=OuterRef("pk"))
        known = Initiative.objects.public().filter(restricted=False)
        found = self.filter(Exists(told_of), state=State.PUBLISHED, initiative__in=known)
        return found.filter(~Exists(told_of.filter(~Exists(agreed))))

    def newest_first(self) -> "StoryQuerySet":
        """As the public lists them."""
        return self.order_by("-published_at", "-pk")

    def for_list(self) -> "StoryQuerySet":
        """Everything that a line of a list shows, in a fixed number of queries."""
        read = ("initiative__entered_by", "initiative__field", "edition", "series")
        return self.select_related(*read).prefetch_related("initiative__authors", "subjects", "pictures__file")


class Story(models.Model):
    """Câu chuyện: what a union tells of an initiative.

    `unit` tells it; `edition` is its text, which `written_by` saved last; `checked_by` looked at it before it may be
    published, and is somebody else. A dossier that is not public, or that is kept secret in part, has no story: the
    database refuses one (trigger `a_secret_has_no_story`)."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="stories", verbose_name="sáng kiến")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="đơn vị viết")
    slug = models.SlugField("địa chỉ", max_length=90, unique=True)
    theme = models.CharField("chủ đề", max_length=20, blank=True)
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="stories", verbose_name="loạt bài")
    state = models.CharField("trạng thái", max_length=10, choices=State)
    edition = models.ForeignKey("Edition", models.PROTECT, null=True, related_name="+", verbose_name="bản đang dùng")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người viết")
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="người kiểm tra")
    publish_at = models.DateTimeField("hẹn đăng lúc", null=True)
    published_at = models.DateTimeField("đăng lúc", null=True)
    note = models.CharField("lý do gỡ hoặc trả lại", max_length=300, blank=True)
    at = models.DateTimeField("bắt đầu lúc")

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = "câu chuyện sáng kiến"
        constraints = [
            CheckConstraint(name="story_state_is_known", condition=Q(state__in=State.values)),
            CheckConstraint(name="a_story_has_an_address", condition=~Q(slug="")),
            CheckConstraint(
                name="what_goes_on_was_looked_at_by_somebody",
                condition=~Q(state__in=LOOKED_AT) | Q(checked_by__isnull=False, edition__isnull=False),
            ),
            CheckConstraint(
                name="nobody_checks_what_they_wrote",
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("written_by")),
            ),
            CheckConstraint(
                name="only_a_scheduled_story_waits_for_its_moment",
                condition=Q(state=State.SCHEDULED) ^ Q(publish_at__isnull=True),
            ),
            CheckConstraint(
                name="a_published_story_says_since_when",
                condition=~Q(state=State.PUBLISHED) | Q(published_at__isnull=False),
            ),
            CheckConstraint(name="a_withdrawn_story_says_why", condition=~Q(state=State.WITHDRAWN) | ~Q(note="")),
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="newest_stories", condition=Q(state=State.PUBLISHED)),
            models.Index(fields=["publish_at"], name="stories_to_publish", condition=Q(state=State.SCHEDULED)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.slug}"


class Edition(models.Model):
    """Bản của câu chuyện: its whole text as one saving left it; never changed (trigger). An author's name is written as
    the place where it stands (`texts`). `quotes`: {"text", "mark" of an author or "", "role" of whoever else}."""

    story = models.ForeignKey(Story, models.PROTECT, related_name="editions", verbose_name="câu chuyện")
    number = models.PositiveIntegerField("bản số")
    headline = models.CharField("tít", max_length=160)
    lead = models.CharField("sapô", max_length=500, blank=True)
    body = models.TextField("bài", blank=True)
    quotes = models.JSONField("lời trích", default=list)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="người lưu")
    at = models.DateTimeField("lưu lúc")

    class Meta:
        verbose_name = "bản của câu chuyện"
        constraints = [
            UniqueConstraint(name="editions_of_a_story_are_numbered", fields=["story", "number"]),
            CheckConstraint(name="an_edition_has_a_headline", condition=~Q(headline="")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.number}"


class Subject(models.Model):
    """Nhân vật: an author of whom the story tells, by `mark` as in `Initiative.parties`; without their consent to it
    nobody reads it."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="subjects", verbose_name="câu chuyện")
    mark = models.CharField("dấu của tác giả", max_length=160)

    class Meta:
        verbose_name = "nhân vật của câu chuyện"
        constraints = [
            UniqueConstraint(name="a_story_tells_of_somebody_once", fields=["story", "mark"]),
            CheckConstraint(name="a_subject_is_somebody", condition=~Q(mark="")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Moment(models.TextChoices):
    """What a picture shows."""

    BEFORE = "BEFORE", _("Trước đây")
    AFTER = "AFTER", _("Bây giờ")
    PEOPLE = "PEOPLE", _("Con người")


class Picture(models.Model):
    """Ảnh của câu chuyện: who took it, and of which author one sees the face (`mark`; empty: nobody's). It is shown
    only while that author agrees to it."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="pictures", verbose_name="câu chuyện")
    position = models.PositiveSmallIntegerField("thứ tự")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="tệp")
    moment = models.CharField("chụp gì", max_length=8, choices=Moment)
    caption = models.CharField("chú thích", max_length=200, blank=True)
    credit = models.CharField("người chụp", max_length=120)
    mark = models.CharField("tác giả có trong ảnh", max_length=160, blank=True)

    class Meta:
        verbose_name = "ảnh của câu chuyện"
        constraints = [
            UniqueConstraint(name="pictures_have_their_own_places", fields=["story", "position"]),
            CheckConstraint(name="what_a_picture_shows_is_known", condition=Q(moment__in=Moment.values)),
            CheckConstraint(name="a_picture_says_who_took_it", condition=~Q(credit="")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Reach(models.Model):
    """Lượt đọc: how often a story was opened on a day. A number and nothing else: no visitor is told from another."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="reach", verbose_name="câu chuyện")
    day = models.DateField("ngày")
    count = models.PositiveIntegerField("lượt đọc")

    class Meta:
        verbose_name = "lượt đọc câu chuyện"
        constraints = [
            UniqueConstraint(name="a_story_has_one_count_a_day", fields=["story", "day"]),
            CheckConstraint(name="what_was_read_was_read_once_at_least", condition=Q(count__gte=1)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.day} {self.count}"
