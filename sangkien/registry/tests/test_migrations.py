"""Papers from before come along when their room is migrated."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sangkien.registry import actions
from sangkien.registry.models import OfficialPaper
from sangkien.registry.states import State
from sangkien.registry.tests.test_kinds import drafted as of_kind
from sangkien.registry.tests.writing import again, drafted, found_right, issued, signed_by
from tests.cast import NOW, Cast

BEFORE_THEIR_LIFE = "0003_kinds_and_sources"
BEFORE_THEIR_LISTS = "0006_versions_keep_more_than_words"


def migrate(name: str = "") -> None:
    """To that migration of the room, or to its last; in the test's transaction, so that nothing of it stays."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    executor = MigrationExecutor(connection)
    last = executor.loader.graph.leaf_nodes("registry")
    executor.migrate([("registry", name)] if name else last)


def three_papers(cast: Cast) -> list[OfficialPaper]:
    """One issued, one with its number, one draft."""
    out = issued(cast)
    waiting = found_right(cast, signed_by(cast, drafted(cast)))
    actions.number(waiting, seen=waiting.version, by=cast.actor("dong"), at=NOW)
    return [out, waiting, drafted(cast)]


@pytest.mark.thorough
def test_papers_from_before_get_a_checker_a_reason_and_their_first_version(cast: Cast) -> None:
    papers = three_papers(cast)

    migrate(BEFORE_THEIR_LIFE)
    migrate()

    out, waiting, draft = (again(paper) for paper in papers)
    dong = cast.person("dong")
    assert [one.state for one in (out, waiting, draft)] == [State.ISSUED, State.NUMBERED, State.DRAFT]
    assert [one.checker for one in (out, waiting, draft)] == [dong, dong, None]
    assert out.unsigned == "Ban hành trước khi hệ thống giữ bản đã ký"
    firsts = [one.revisions.get() for one in (out, waiting, draft)]
    assert [one.texts["body"] for one in firsts] == [one.body for one in papers]
    assert [(one.figures, one.signer) for one in firsts] == [(one.figures, one.signer) for one in papers]


def test_decisions_from_before_keep_which_dossiers_they_recognise(cast: Cast) -> None:
    paper = found_right(cast, signed_by(cast, of_kind(cast, "recognition-decision")))
    actions.number(paper, seen=paper.version, by=cast.actor("dong"), at=NOW)
    known = list(paper.recognitions.values_list("initiative", flat=True))

    migrate(BEFORE_THEIR_LISTS)
    migrate()

    assert known and list(paper.recognitions.values_list("initiative", flat=True)) == known
