"""A programme is tried out with made-up data, and no figure ever knows of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sangkien.accounts.permissions import Actor
from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.counting.models import Entry
from sangkien.initiatives import actions
from sangkien.initiatives.models import Draft, Initiative
from sangkien.initiatives.rehearsing import drop, made_up, put_in_force, throw_away
from sangkien.initiatives.rules import OnlyTriedOut
from sangkien.programmes import building
from sangkien.programmes.describing import described
from sangkien.programmes.models import Programme
from sangkien.programmes.queries import current
from tests.cast import NOW, TODAY, Cast


@pytest.fixture
def rehearsal(cast: Cast) -> Programme:
    """The programme once more, to be tried out."""
    spec = building.copied(described(cast.programme), code="THU", name="Chạy thử", years=0)
    return building.found(spec, rehearsal=True, by=cast.actor("ha"), at=NOW)


def drafted(cast: Cast, rehearsal: Programme, who: str = "mai") -> Draft:
    return actions.start_draft(rehearsal, by=cast.actor(who), at=NOW)


class TestARehearsal:
    def test_says_that_a_dossier_could_be_sent_and_sends_nothing(self, cast: Cast, rehearsal: Programme) -> None:
        draft = drafted(cast, rehearsal)

        with pytest.raises(OnlyTriedOut):
            actions.submit(draft, cast.content(), by=cast.actor("mai"), at=NOW)

        assert not Initiative.objects.exists() and not Entry.objects.exists()
        assert Draft.objects.get().sent_at is None

    def test_says_what_is_missing_as_the_programme_would(self, cast: Cast, rehearsal: Programme) -> None:
        with pytest.raises(NotPossible) as no:
            actions.submit(drafted(cast, rehearsal), cast.content(title=""), by=cast.actor("mai"), at=NOW)

        assert not isinstance(no.value, OnlyTriedOut)

    def test_takes_nothing_that_a_phone_sends_either(self, cast: Cast, rehearsal: Programme) -> None:
        draft = Draft(programme=rehearsal, edition=rehearsal.edition, started_at=NOW, saved_at=NOW)

        with pytest.raises(OnlyTriedOut):
            actions.hand_in(draft, cast.content(), by=cast.actor("mai"), at=NOW)

    def test_is_tried_out_by_officers_of_the_owner_and_below(self, cast: Cast, rehearsal: Programme) -> None:
        for who in ("ha", "dong", "minh", "mai"):
            assert drafted(cast, rehearsal, who).programme == rehearsal
        for nobody in (cast.actor("lan"), Actor(person=None, on=TODAY)):
            with pytest.raises(NotAllowed):
                actions.start_draft(rehearsal, by=nobody, at=NOW)

    def test_is_never_the_programme_of_the_day(self, cast: Cast, rehearsal: Programme) -> None:
        assert current(TODAY) == cast.programme

    def test_is_thrown_away_by_one_action_that_the_log_keeps(self, cast: Cast, rehearsal: Programme) -> None:
        drafted(cast, rehearsal)
        real = actions.start_draft(cast.programme, by=cast.actor("lan"), at=NOW)

        thrown = throw_away(rehearsal, by=cast.actor("ha"), at=NOW)

        assert thrown == 1 and list(Draft.objects.all()) == [real]
        assert Record.objects.get(verb="programme.throw_away").before == {"drafts": 1, "files": 0}

    def test_is_dropped_whole(self, cast: Cast, rehearsal: Programme) -> None:
        drafted(cast, rehearsal)

        drop(rehearsal, by=cast.actor("ha"), at=NOW)

        assert not Programme.objects.filter(code="THU").exists()
        assert Record.objects.get(verb="programme.drop").before["code"] == "THU"

    def test_is_put_in_force_without_what_was_made_up(self, cast: Cast, rehearsal: Programme) -> None:
        drafted(cast, rehearsal)

        put_in_force(rehearsal, by=cast.actor("ha"), at=NOW)

        assert (Programme.objects.get(code="THU").rehearsal, made_up(rehearsal).drafts) == (False, 0)
        draft = actions.start_draft(Programme.objects.get(code="THU"), by=cast.actor("lan"), at=NOW)
        assert actions.submit(draft, cast.content(), by=cast.actor("lan"), at=NOW).programme == rehearsal

    @pytest.mark.parametrize("who", ["dong", "minh", "lan"])
    def test_is_not_thrown_away_by_others(self, cast: Cast, rehearsal: Programme, who: str) -> None:
        for verb in (throw_away, drop, put_in_force):
            with pytest.raises(NotAllowed):
                verb(rehearsal, by=cast.actor(who), at=NOW)

    def test_a_programme_that_runs_is_never_thrown_away(self, cast: Cast) -> None:
        for verb in (throw_away, drop, put_in_force):
            with pytest.raises(NotPossible):
                verb(cast.programme, by=cast.actor("ha"), at=NOW)


def test_the_same_dossier_counts_where_the_programme_runs(cast: Cast) -> None:
    """What the rehearsal held back is a dossier like any other."""
    draft = actions.start_draft(cast.programme, by=cast.actor("lan"), at=NOW)
    content = replace(cast.content(), title="Đồ gá may túi giúp giữ mép vải")

    sent = actions.submit(draft, content, by=cast.actor("lan"), at=NOW + timedelta(minutes=1))

    assert Entry.objects.exists() and sent.programme == cast.programme
