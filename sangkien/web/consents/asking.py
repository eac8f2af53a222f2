"""What an author is asked, purpose by purpose, as pages show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from sangkien.consents.models import Consent, Purpose
from sangkien.consents.queries import given_by, may_be_named
from sangkien.consents.rules import ASKED
from sangkien.consents.words import name_of, words_of
from sangkien.initiatives.models import Author
from sangkien.initiatives.parts import mark_of
from sangkien.web.doors import Request


@dataclass(frozen=True)
class Question:
    """A purpose with its words; `given` is what was agreed to, None where a name is shown by the word sent with the
    dossier, or where the author does not agree."""

    purpose: Purpose
    name: str
    words: str
    agrees: bool
    given: Consent | None


def asked_of(author: Author) -> list[Question]:
    """Everything that an author is asked, with what they said. Two queries, and those of `may_be_named`."""
    initiative = author.initiative
    return questions(author, given_by(initiative, mark_of(author)), named=may_be_named([initiative])[initiative.pk])


def questions(author: Author, given: Mapping[str, Consent], *, named: Sequence[Author]) -> list[Question]:
    """The same of what was read already: what the author agrees to by its purpose, and who of the dossier is named."""
    return [_question(purpose, given.get(purpose), shown=author in named) for purpose in ASKED]


def asked_purpose(request: Request) -> Purpose:
    """The purpose that a button is about; 404 for one that nobody is asked. Without any: being named."""
    said = request.POST.get("purpose", Purpose.PUBLISH_NAME)
    if said not in ASKED:
        raise Http404
    return Purpose(said)


def told(purpose: Purpose, *, agrees: bool) -> str:
    """What was done, in a sentence."""
    if purpose == Purpose.PUBLISH_NAME:
        return _("Anh/chị đã đồng ý cho đăng tên.") if agrees else _("Anh/chị đã thôi cho đăng tên.")
    text = _("Anh/chị đã đồng ý: %(what)s.") if agrees else _("Anh/chị đã rút lại sự đồng ý: %(what)s.")
    return text % {"what": name_of(purpose)}


def _question(purpose: Purpose, given: Consent | None, *, shown: bool) -> Question:
    agrees = shown if purpose == Purpose.PUBLISH_NAME else given is not None
    words = words_of(purpose, given.text_version if given else "")
    return Question(purpose, name_of(purpose), words, agrees, given)
