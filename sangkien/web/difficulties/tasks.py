"""What an officer may do about a difficulty now, each with its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.difficulties import handling
from sangkien.difficulties.models import Difficulty, Lesson
from sangkien.difficulties.moving import above
from sangkien.difficulties.queries import alike
from sangkien.difficulties.rules import ANSWER, GROUP, HAND_OVER, SET_ASIDE, names_to_hide
from sangkien.difficulties.signs import masked
from sangkien.difficulties.states import OPEN, State
from sangkien.guidance.queries import offered
from sangkien.guidance.rules import LONGEST_TITLE, WRITING
from sangkien.guidance.topics import steps
from sangkien.web.difficulties.forms import AnswerForm, GroupForm, WordsForm
from sangkien.web.difficulties.shown import Story
from sangkien.web.guidance.forms import ArticleForm
from sangkien.web.review.desk import names_of


@dataclass(frozen=True)
class Task:
    """One thing that may be done: its address, heading, explanation, button, form; `open`: it is shown unfolded."""

    name: str
    heading: str
    hint: str
    button: str
    form: Any
    open: bool = False


Tasks = list[Task]


def tasks_on(one: Difficulty, actor: Actor, told: Story, *, task: str, form: Any) -> Tasks:
    """In the order of the page. `form`: what could not be done of `task`, with its problems."""
    found = [*_words(one, actor), *_ways(one, actor), *_lesson(one, actor, told)]
    return [
        _filled(each, form, unfolded=each.name == (task or found[0].name), mine=each.name == task) for each in found
    ]


def _filled(each: Task, form: Any, *, unfolded: bool, mine: bool) -> Task:
    return Task(each.name, each.heading, each.hint, each.button, form if mine and form else each.form, unfolded)


def form_of(one: Difficulty, name: str, data: Mapping[str, Any], actor: Actor) -> Any:
    """The form of a task as it was typed."""
    if name == "tra-loi":
        return AnswerForm(data, prefix=name, label=_("Trả lời người hỏi"), articles=_articles(one))
    if name == "gop":
        return GroupForm(data, prefix=name, alike=_alike(one, actor))
    if name == "thanh-bai":
        return ArticleForm(data, prefix=name)
    if name == "tach":
        return _without_words(WordsForm(data, prefix=name))
    return WordsForm(data, prefix=name, label=_LABELS[name]())


def _without_words(form: WordsForm) -> WordsForm:
    del form.fields["text"]
    return form


_LABELS = {
    "hoi-lai": lambda: _("Hỏi người gửi"),
    "ghi-chu": lambda: _("Ghi chú"),
    "chuyen-len": lambda: _("Vì sao cần cấp trên"),
    "giao-lai": lambda: _("Dặn cấp dưới trả lời thế nào"),
    "gac": lambda: _("Vì sao không xử lý"),
    "xem-lai": lambda: _("Vì sao xem lại"),
}


def _blank(one: Difficulty, name: str, hint: str = "") -> WordsForm:
    return WordsForm(prefix=name, label=_LABELS[name](), hint=hint, initial={"version": one.version})


def _words(one: Difficulty, actor: Actor) -> Tasks:
    if not actor.may(ANSWER, one):
        return []
    form = AnswerForm(
        prefix="tra-loi", label=_("Trả lời người hỏi"), articles=_articles(one), initial={"version": one.version}
    )
    told = _("Người hỏi đọc đúng những lời này và nhận tin nhắn. Nói rõ họ làm gì tiếp, bấm ở đâu.")
    asked = _("Trong lúc chờ người hỏi nói thêm, ngày không tính vào hạn trả lời.")
    return [
        Task("tra-loi", _("Trả lời"), told, _("Gửi trả lời"), form),
        Task("hoi-lai", _("Hỏi thêm"), asked, _("Gửi câu hỏi"), _blank(one, "hoi-lai")),
        Task(
            "ghi-chu",
            _("Ghi chú nội bộ"),
            _("Chỉ cán bộ các cấp đọc được, người hỏi không thấy."),
            _("Lưu ghi chú"),
            _blank(one, "ghi-chu"),
        ),
    ]


def _ways(one: Difficulty, actor: Actor) -> Tasks:
    found = [*_handing(one, actor), *_grouping(one, actor)]
    if actor.may(SET_ASIDE, one) and one.state in OPEN:
        hint = _("Quảng cáo, lời lẽ phá phách. Không có gì bị xóa, sau này vẫn xem lại được.")
        found.append(Task("gac", _("Không xử lý"), hint, _("Gác lại"), _blank(one, "gac")))
    elif actor.may(SET_ASIDE, one):
        found.append(Task("xem-lai", _("Xem lại"), "", _("Đưa về hàng đợi"), _blank(one, "xem-lai")))
    return found


def _handing(one: Difficulty, actor: Actor) -> Tasks:
    if not actor.may(HAND_OVER, one):
        return []
    upper, below = above(one.desk, on=actor.on), handling.came_from(one)
    names = names_of([unit.pk for unit in (upper, below) if unit], on=actor.on)
    found = []
    if upper:
        hint = _("Chuyển tới %(union)s. Hạn trả lời tính lại từ hôm nay.") % {"union": names.get(upper.pk, upper.code)}
        found.append(Task("chuyen-len", _("Chuyển lên cấp trên"), hint, _("Chuyển lên"), _blank(one, "chuyen-len")))
    if below:
        hint = _("Giao lại cho %(union)s trả lời người hỏi.") % {"union": names.get(below.pk, below.code)}
        found.append(Task("giao-lai", _("Giao lại cấp dưới"), hint, _("Giao lại"), _blank(one, "giao-lai")))
    return found


def _grouping(one: Difficulty, actor: Actor) -> Tasks:
    if not actor.may(GROUP, one):
        return []
    if one.state == State.GROUPED:
        form = _without_words(WordsForm(prefix="tach", initial={"version": one.version}))
        hint = _("Thật ra là chuyện khác thì tách ra, để được trả lời riêng.")
        return [Task("tach", _("Tách riêng"), hint, _("Tách riêng"), form)]
    choices = _alike(one, actor)
    if not choices:
        return []
    form = GroupForm(prefix="gop", alike=choices, initial={"version": one.version})
    hint = _("Trả lời vướng mắc dẫn đầu thì những vướng mắc gộp vào cũng được trả lời.")
    return [Task("gop", _("Gộp với vướng mắc giống nhau"), hint, _("Gộp vào"), form)]


def _alike(one: Difficulty, actor: Actor) -> list[tuple[str, str]]:
    return [(other.code, f"{other.code}: {_words_of(other)[:100]}") for other in alike(one, actor)]


def _articles(one: Difficulty) -> list[tuple[str, str]]:
    topics = [topic for topic in (one.step, one.kind) if topic]
    return [(edition.article.code, edition.title) for edition in offered(topics, chain=one.chain, most=20)]


def _lesson(one: Difficulty, actor: Actor, told: Story) -> Tasks:
    """Its last answer as an article, for whoever writes guidance; filled in so that one click publishes it."""
    answer = told.answer
    if answer is None or not actor.holds(*WRITING) or Lesson.objects.filter(reply=answer).exists():
        return []
    title = _words_of(one).split(".")[0].split("\n")[0][:LONGEST_TITLE]
    topics = [one.kind, *([one.step] if one.step in steps() else [])]
    said = {"title": title, "body": masked(answer.text, names=names_to_hide(one)), "topics": topics}
    hint = _("Lời trả lời thành một bài, hiện ra ở đúng bước mà người sau dễ vướng. Tên, số điện thoại đã được che.")
    form = ArticleForm(prefix="thanh-bai", initial=said)
    return [Task("thanh-bai", _("Thành bài hướng dẫn"), hint, _("Đăng bài hướng dẫn"), form)]


def _words_of(one: Difficulty) -> str:
    return masked(one.text, names=names_to_hide(one))
