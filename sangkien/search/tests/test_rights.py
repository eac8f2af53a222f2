"""Nobody learns by searching what they may not read: not by a hit, a count, a highlight or a word left out."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from sangkien.accounts.models import Person, Role
from sangkien.accounts.permissions import Actor
from sangkien.confirmations.tests.asking import employer_says, employers_link
from sangkien.consents.actions import say
from sangkien.consents.models import Purpose
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE
from sangkien.search.queries import find
from sangkien.search.rules import Reader
from sangkien.search.tests.finding import asked, found, up_to_date
from tests.cast import NOW, Cast

# A word of each kind that a dossier holds; nobody else writes them.
TITLE, METHOD, EFFECT, NAME, PHONE = "zapot", "namxoay", "hieuqua", "tuyetmat", "4001"
SECRET_NAME = AuthorEntry(full_name="Đặng Tuyetmat", phone="+84912344001")


def told(**changes: object) -> dict[str, object]:
    """Content that holds each of the words."""
    everything = {"title": "Đồ gá zapot may túi cho tổ hai", "after": "Có namxoay giữ.", "effect": "Được hieuqua."}
    return everything | {"authors": (SECRET_NAME,)} | changes


def withheld(cast: Cast, level: str) -> Initiative:
    """Valid, and the employer wants it known less widely."""
    initiative = cast.valid(**told())
    employer_says(employers_link(cast, initiative), disclosure=level)
    return initiative


DOSSIERS: dict[str, Callable[[Cast], Initiative]] = {
    "SUBMITTED": lambda cast: cast.submitted(**told()),
    "REVIEWING": lambda cast: cast.confirmed(**told()),
    "RETURNED": lambda cast: cast.returned(**told()),
    "UNTOLD": lambda cast: cast.untold(**told()),
    "VALID": lambda cast: cast.valid(**told()),
    "SECRET": lambda cast: cast.valid(**told(restricted=True, before="", after="", benefit_method="")),
    "UNION": lambda cast: withheld(cast, "UNION"),
    "WITHHELD": lambda cast: withheld(cast, "RESTRICTED"),
}
READERS = ["public", "lan", "hung", "mai", "kim", "minh", "chair", "yen", "thao", "dong", "ha"]
# Which words find the dossier: t title, m how it is done, e effect, n the author's name, p the end of the phone number,
# u the union. Lan sent it; the employer keeps the last one's method from overseers.
TABLE = """
            public lan    hung mai    kim minh   chair yen    thao dong   ha
SUBMITTED   .      tmenpu .    tmenpu .   tmenpu .     tmenpu .    tmenpu tmenpu
REVIEWING   .      tmenpu .    tmenpu .   tmenpu .     tmenpu .    tmenpu tmenpu
RETURNED    .      tmenpu .    tmenpu .   tmenpu .     tmenpu .    tmenpu tmenpu
UNTOLD      .      .      .    tmenpu .   tmenpu .     tmenpu .    tmenpu tmenpu
VALID       tmeu   tmenpu .    tmenpu .   tmenpu .     tmenpu .    tmenpu tmenpu
SECRET      te     tenpu  .    tenpu  .   tenpu  .     tenpu  .    tenpu  tenpu
UNION       .      tmenpu .    tmenpu .   tmenpu .     tmenpu .    tmenpu tmenpu
WITHHELD    .      tmenpu .    tmenpu .   tmenpu .     tmenpu .    tenpu  tenpu
"""
ROWS = {line.split()[0]: line.split()[1:] for line in TABLE.strip().splitlines()[1:]}
ASKED = {"t": TITLE, "m": METHOD, "e": EFFECT, "n": NAME, "p": PHONE, "u": "tien thuan"}


def reader(cast: Cast, who: str) -> Reader:
    """The public, or that person with the hat."""
    if who == "public":
        return Reader()
    return Reader(cast.actor("minh", role=Role.GRASSROOTS_OFFICER) if who == "chair" else cast.actor(who))


@pytest.mark.parametrize("kind", DOSSIERS)
def test_each_word_finds_the_dossier_for_those_who_may_read_it(cast: Cast, kind: str) -> None:
    """By the word alone and, since counts and filters speak too, narrowed; and what is left out leaves out the same."""
    DOSSIERS[kind](cast)
    up_to_date()

    for who, expected in zip(READERS, ROWS[kind], strict=True):
        here = reader(cast, who)
        finds = {letter for letter, word in ASKED.items() if find(asked(word), here, size=5, counting=True).total}
        assert finds == set(expected) - {"."}, who
        if TITLE in finds:
            left_out = {
                letter for letter, word in ASKED.items() if not find(asked(f"{TITLE} -{word}"), here, size=5).total
            }
            assert left_out == finds, who


@pytest.mark.parametrize("kind", DOSSIERS)
def test_whoever_finds_a_dossier_by_everything_may_see_it(cast: Cast, kind: str) -> None:
    """Search and the permission engine never disagree, but of one's own verdict before it is told."""
    dossier = DOSSIERS[kind](cast)
    up_to_date()

    for login in ("lan", "hung", "mai", "kim", "minh", "yen", "thao", "dong", "ha"):
        actor = cast.actor(login)
        may = actor.may(SEE, dossier) and (kind, login) != ("UNTOLD", "lan")
        assert bool(find(asked(""), Reader(actor), size=5).keys) == may, login


class TestARestrictedOne:
    """Known by its title and its effect; nothing tells its union, its field, its value or whose it is."""

    @pytest.mark.parametrize("group", ["field", "kind", "ownership", "unit", "benefit", "level"])
    def test_is_counted_in_no_group_that_would_tell(self, cast: Cast, group: str) -> None:
        DOSSIERS["SECRET"](cast)

        assert group not in found(cast, TITLE).counts

    @pytest.mark.parametrize(
        ("group", "value"),
        [
            ("field", "production"),
            ("kind", "technical"),
            ("ownership", "private"),
            ("benefit", "3"),
            ("level", "GRASSROOTS"),
            ("state", "VALID"),
        ],
    )
    def test_is_found_through_no_filter_that_would_tell(self, cast: Cast, group: str, value: str) -> None:
        DOSSIERS["SECRET"](cast)
        unit = str(cast.unit("CS-MAY-TIEN-THUAN").pk)

        assert found(cast, "", **{group: value}).total == 0
        assert found(cast, "", unit=unit).total == 0

    def test_is_no_restricted_one_to_its_circle(self, cast: Cast) -> None:
        DOSSIERS["SECRET"](cast)

        assert found(cast, "", by="dong", field="production", state="VALID").total == 1


class TestWhatIsChanged:
    """From the moment of the change on, and before anybody has read it again, the old words answer to nobody."""

    def _gone_at_once(self, cast: Cast, word: str, change: Callable[[], object]) -> None:
        assert found(cast, word).total == 1
        change()
        assert find(asked(word), Reader(), size=5).total == 0
        up_to_date()
        assert find(asked(word), Reader(), size=5).total == 0

    def test_withheld_by_its_employer(self, cast: Cast) -> None:
        one = cast.valid(**told())

        self._gone_at_once(cast, TITLE, lambda: employer_says(employers_link(cast, one), disclosure="UNION"))

    def test_a_name_whose_owner_takes_back_the_consent(self, cast: Cast) -> None:
        one = cast.valid(publish_name=True)

        self._gone_at_once(
            cast, "nguyễn thị lan", lambda: say(one, Purpose.PUBLISH_NAME, agrees=False, by=cast.actor("lan"), at=NOW)
        )

    def test_a_name_that_is_no_longer_the_senders(self, cast: Cast) -> None:
        cast.valid(publish_name=True)

        self._gone_at_once(
            cast,
            "nguyễn thị lan",
            lambda: Person.objects.filter(username="lan").update(phone="+84999999999", full_name="X"),
        )

    def test_words_that_a_correction_took_away(self, cast: Cast) -> None:
        one = cast.valid(**told())

        self._gone_at_once(cast, METHOD, lambda: Initiative.objects.filter(pk=one.pk).update(after="Hai chốt."))

    def test_a_name_that_was_never_to_be_told(self, cast: Cast) -> None:
        lan = AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001", share=5_000)
        cast.valid(publish_name=True, authors=(lan, AuthorEntry(full_name="Võ Tuyetmat", share=5_000)))

        assert found(cast, "nguyễn thị lan").total == 1
        assert found(cast, NAME).total == 0

    def test_a_union_with_another_name_stays_found_by_the_old_one_until_the_new_one_is_read(self, cast: Cast) -> None:
        cast.valid()
        up_to_date()
        name = cast.unit("CS-MAY-TIEN-THUAN").names.get()
        type(name).objects.filter(pk=name.pk).update(name="CĐCS May Zazu", folded="cdcs may zazu")

        assert find(asked("tien thuan"), Reader(), size=5).total == 1
        up_to_date()
        assert find(asked("zazu"), Reader(), size=5).total == 1
        assert find(asked("tien thuan"), Reader(), size=5).total == 0


def test_a_hat_that_is_not_worn_any_more_finds_nothing(cast: Cast) -> None:
    cast.valid()
    up_to_date()
    actor = cast.actor("dong")

    assert find(asked("đồ gá"), Reader(actor), size=5).total == 1
    assert find(asked("đồ gá"), Reader(replace(actor, hat=None)), size=5).total == 0
    assert find(asked("đồ gá"), Reader(Actor(person=None, on=actor.on)), size=5).total == 0


def test_reviewers_look_at_what_is_theirs_alone(cast: Cast) -> None:
    """What narrows the look names whatever the rules name, so that nobody has to look past a nation's dossiers."""
    for login in ("lan", "mai", "minh", "thao", "dong"):
        assert Reader(cast.actor(login)).hint(), login


def test_everybody_looks_past_what_is_not_theirs(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest answer first, but the newest that one may see."""
    mine = cast.valid(by="lan")
    for _turn in range(4):
        cast.submitted(by="kim", unit=cast.unit("CS-HAEMIN").pk, authors=(AuthorEntry(full_name="Kim"),))
    up_to_date()
    monkeypatch.setattr("sangkien.search.rules._MOST_UNITS", 0)
    monkeypatch.setattr("sangkien.search.queries.MOST", 1)

    assert find(asked("đồ gá"), Reader(cast.actor("mai")), size=5).keys == [mine.pk]
