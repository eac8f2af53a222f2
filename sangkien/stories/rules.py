"""Who tells stories, who looks at them before anybody reads them, and what keeps one back."""

from collections.abc import Iterator, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.problems import Problem
from sangkien.consents.models import Purpose
from sangkien.consents.queries import agreeing
from sangkien.initiatives.models import IS_PUBLIC, Author, Initiative
from sangkien.initiatives.parts import mark_of
from sangkien.stories import texts
from sangkien.stories.models import Edition, Picture, Story
from sangkien.stories.states import OPEN, State

OFFICERS = (Role.GRASSROOTS_OFFICER, Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)
ABOVE = (Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)
LEADING = (Role.LEADER, Role.ADMINISTRATOR)
LONGEST_HEADLINE, LONGEST_LEAD, LONGEST_BODY, LONGEST_QUOTE, LONGEST_NOTE = 160, 500, 20_000, 400, 300
MOST_QUOTES, MOST_PICTURES = 4, 8

_TELLABLE = IS_PUBLIC & Q(restricted=False)

START = Permission(
    "story.start",
    gettext_lazy("viết câu chuyện về sáng kiến"),
    [
        Rule(role=Role.GRASSROOTS_OFFICER, at="unit", when=_TELLABLE),
        *(Rule(role=role, over="unit", when=_TELLABLE) for role in ABOVE),
    ],
)
SEE = Permission(
    "story.see",
    gettext_lazy("xem câu chuyện chưa đăng"),
    [Rule(role=Role.GRASSROOTS_OFFICER, at="unit"), *(Rule(role=role, over="unit") for role in ABOVE)],
)
WRITE = Permission(
    "story.write",
    gettext_lazy("viết và sửa câu chuyện"),
    [Rule(role=role, at="unit", when=Q(state__in=OPEN)) for role in OFFICERS],
)
CHECK = Permission(
    "story.check",
    gettext_lazy("kiểm tra câu chuyện trước khi đăng"),
    [Rule(role=role, over="unit", not_own=("written_by",), when=Q(state=State.CONSENT)) for role in ABOVE],
)
PUBLISH = Permission(
    "story.publish",
    gettext_lazy("đăng câu chuyện"),
    [Rule(role=role, over="unit", when=Q(state__in=[State.CHECKED, State.SCHEDULED])) for role in LEADING],
)
_STANDS = ~Q(state=State.WITHDRAWN)
WITHDRAW = Permission(
    "story.withdraw",
    gettext_lazy("gỡ câu chuyện"),
    [
        Rule(role=Role.GRASSROOTS_OFFICER, at="unit", when=_STANDS),
        *(Rule(role=role, over="unit", when=_STANDS) for role in ABOVE),
    ],
)


def missing_in(text: texts.Text) -> Iterator[Problem]:
    """What keeps a text from being saved."""
    if not any(c.isalpha() for c in text.headline):
        yield Problem(code="no_headline", field="headline", text=_("Đặt tít cho câu chuyện"))
    long = _("Phần này dài quá, anh/chị viết gọn lại nhé")
    for field, said, most in [
        ("headline", text.headline, LONGEST_HEADLINE),
        ("lead", text.lead, LONGEST_LEAD),
        ("body", text.body, LONGEST_BODY),
        *((f"quote_{n}", quote.text, LONGEST_QUOTE) for n, quote in enumerate(text.quotes, start=1)),
    ]:
        if len(said) > most:
            yield Problem(code="text_long", field=field, text=long)
    for n, quote in enumerate(text.quotes, start=1):
        if not quote.who and not quote.role:
            yield Problem(code="whose_quote", field=f"role_{n}", text=_("Ghi chức danh của người nói"))


def missing_to_hand_on(story: Story) -> Iterator[Problem]:
    """What the text needs before anybody is asked to agree to it."""
    edition = story.edition
    if edition is None or not edition.lead or not edition.body:
        yield Problem(code="no_text", text=_("Câu chuyện cần có sapô và bài viết."))
    if not story.subjects.exists():
        text = _("Câu chuyện chưa nhắc tới tác giả nào. Viết tên tác giả vào bài, hoặc {tác giả 1}.")
        yield Problem(code="no_subject", text=text)


def standing_against(story: Story) -> list[Problem]:
    """Everything that keeps a story from being read, now: secrecy first, then names that stand in the text, then the
    consents. Asked when it is checked, scheduled and published."""
    initiative = story.initiative
    if not Initiative.objects.public().filter(pk=initiative.pk, restricted=False).exists():
        return [secret()]
    left = [*_names_in(story.edition, initiative.credited), *_strange_places(story)] if story.edition else []
    return [*left, *missing_to_hand_on(story), *missing_consents(story)]


def missing_consents(story: Story) -> Iterator[Problem]:
    """Who has not agreed to be told of, and in which pictures somebody is seen who has not agreed to that."""
    asked = {Purpose.STORY: {one.mark for one in story.subjects.all()}, Purpose.PHOTO: _faces(story)}
    says = {
        Purpose.STORY: _("%(who)s chưa đồng ý cho kể câu chuyện."),
        Purpose.PHOTO: _("%(who)s chưa đồng ý cho đăng ảnh có mình."),
    }
    for purpose, marks in asked.items():
        agreed = agreeing([story.initiative_id], purpose).get(story.initiative_id, ())
        for mark in sorted(marks - set(agreed)):
            text = says[purpose] % {"who": _called(story.initiative, mark)}
            yield Problem(code=f"no_consent_{purpose.lower()}", text=text)


def missing_in_picture(credit: str, mark: str, authors: Sequence[str], *, taken: int) -> Iterator[Problem]:
    """What keeps a picture from being added; `taken`: how many there are."""
    if not credit:
        yield Problem(code="no_credit", field="credit", text=_("Ghi tên người chụp ảnh"))
    if mark and mark not in authors:
        yield Problem(code="not_an_author", field="mark", text=_("Chọn một tác giả của sáng kiến"))
    if taken >= MOST_PICTURES:
        yield Problem(code="many_pictures", text=_("Một câu chuyện có nhiều nhất %(n)s ảnh.") % {"n": MOST_PICTURES})


def missing_reason(note: str) -> list[Problem]:
    """Why a story is taken off, or goes back."""
    if not any(c.isalpha() for c in note):
        return [Problem(code="no_note", field="note", text=_("Ghi lý do"))]
    if len(note) > LONGEST_NOTE:
        return [Problem(code="text_long", field="note", text=_("Phần này dài quá, anh/chị viết gọn lại nhé"))]
    return []


def secret() -> Problem:
    """The sentence for a dossier of which nothing may be told."""
    text = _("Sáng kiến này không công khai, hoặc hạn chế công bố cách làm, nên không có câu chuyện.")
    return Problem(code="secret", text=text)


# Helpers ----------------------------------------------------------------------------------------------------


def _names_in(edition: Edition, authors: Sequence[Author]) -> Iterator[Problem]:
    for name in texts.names_left(whole_of(edition), authors):
        text = _("Bài còn ghi tên %(name)s viết liền trong câu. Viết đúng dấu, hoặc thay bằng {tác giả 1}.")
        yield Problem(code="name_left", text=text % {"name": name})


def _strange_places(story: Story) -> Iterator[Problem]:
    assert story.edition is not None
    several = len(story.initiative.credited)
    for nth in sorted(texts.told_of(whole_of(story.edition))):
        if not 0 < nth <= several:
            text = _("Bài nhắc tới {tác giả %(n)s}, nhưng sáng kiến có %(all)s tác giả.")
            yield Problem(code="no_such_author", text=text % {"n": nth, "all": several})


def whole_of(edition: Edition) -> str:
    """Everything that an edition says, in one piece."""
    return "\n".join([edition.headline, edition.lead, edition.body, *(one["text"] for one in edition.quotes)])


def _faces(story: Story) -> set[str]:
    return set(Picture.objects.filter(story=story).exclude(mark="").values_list("mark", flat=True))


def _called(initiative: Initiative, mark: str) -> str:
    return next((author.full_name for author in initiative.credited if mark_of(author) == mark), mark)
