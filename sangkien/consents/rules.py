"""Who is asked, and who may write down what they said."""

from django.utils.translation import gettext_lazy

from sangkien.accounts.models import Person, Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.base.text import fold
from sangkien.consents.models import Purpose
from sangkien.initiatives.models import Author, Initiative
from sangkien.initiatives.parts import mark_of

# What an author is asked on a page of their own; that a helper entered the dossier is asked where it was entered.
ASKED = [purpose for purpose in Purpose if purpose != Purpose.ENTERED_FOR_ME]

_SENDER = Rule(own="entered_by")
_AUTHOR = Rule(own="authors__person")
_UNION = Rule(role=Role.GRASSROOTS_OFFICER, at="unit")

RECORD_CONSENT = Permission("consent.record", gettext_lazy("ghi sự đồng ý của tác giả"), [_SENDER, _UNION])
WITHDRAW_CONSENT = Permission(
    "consent.withdraw", gettext_lazy("ghi việc tác giả rút lại sự đồng ý"), [_SENDER, _AUTHOR, _UNION]
)
# No step of the review, so it may change in every state.
SAY = Permission("consent.say", gettext_lazy("trả lời về việc đăng tên, ảnh và câu chuyện"), [_SENDER, _AUTHOR])


def is_sender(author: Author, person: Person) -> bool:
    """Did this author send the dossier? Then nobody has to be asked."""
    return author.person_id == person.pk or mark_of(author) in person.marks


def own_author(initiative: Initiative, person: Person) -> Author | None:
    """As which author the person may speak for themselves: by the account, the number that both give, or else the name.
    Whoever only entered the dossier is none of them."""
    return next((author for author in initiative.credited if _is(author, person)), None)


def _is(author: Author, person: Person) -> bool:
    if author.person_id == person.pk:
        return True
    if author.phone and person.phone:
        return author.phone == person.phone
    return fold(author.full_name) == fold(person.full_name)
