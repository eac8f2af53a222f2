"""Clusters from a file: twice is harmless, mistakes are named by their place, what is there can be written out."""

from datetime import date
from pathlib import Path

import pytest

from sangkien.base.problems import NotPossible
from sangkien.clusters.models import Cluster
from sangkien.clusters.queries import clusters_of
from sangkien.clusters.spec import configure, read, written
from tests.cast import NOW, Cast

FILE = """
organiser: LDLD-NINH-THUAN
clusters:
- code: CUM-1
  name: Cụm thi đua số 1
  members:
  - {unit: CD-KCN, from: 2022-01-01}
  - {unit: CDN-GIAO-DUC, from: 2022-01-01, to: 2022-12-31}
  leads:
  - {unit: CDN-GIAO-DUC, from: 2022-01-01}
  - {unit: CD-KCN, from: 2022-07-01}
"""


def file(tmp_path: Path, text: str = FILE) -> Path:
    place = tmp_path / "clusters.yaml"
    place.write_text(text, "utf-8")
    return place


class TestLoading:
    def test_brings_clusters_to_what_the_file_says_and_twice_is_harmless(self, cast: Cast, tmp_path: Path) -> None:
        spec = read(file(tmp_path))

        assert [configure(spec, at=NOW), configure(spec, at=NOW)] == [6, 0]

        told = [
            ([unit.code for unit in one.members], one.lead and one.lead.code)
            for day in (date(2022, 5, 1), date(2023, 1, 1))
            for one in clusters_of(cast.unit("LDLD-NINH-THUAN"), on=day)
        ]
        assert told == [(["CD-KCN", "CDN-GIAO-DUC"], "CDN-GIAO-DUC"), (["CD-KCN"], "CD-KCN")]

    def test_what_is_there_is_written_out_and_reads_the_same(self, cast: Cast, tmp_path: Path) -> None:
        configure(read(file(tmp_path)), at=NOW)

        again = read(file(tmp_path, written(cast.unit("LDLD-NINH-THUAN"))))

        assert configure(again, at=NOW) == 0
        assert [one.name for one in again.clusters] == ["Cụm thi đua số 1"]

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ("organiser: [", "expected"),
            ("organiser: TLD\nclusters: [{code: A, name: '', x: 1}]", "clusters.0.x: không có mục nào tên như vậy"),
        ],
    )
    def test_says_where_a_file_is_wrong(self, tmp_path: Path, wrong: str, said: str) -> None:
        with pytest.raises(NotPossible, match=said):
            read(file(tmp_path, wrong))

    def test_names_unions_that_there_are_not_and_changes_nothing(self, cast: Cast, tmp_path: Path) -> None:
        spec = read(file(tmp_path, FILE.replace("unit: CD-KCN", "unit: CD-XYZ")))

        with pytest.raises(NotPossible, match="Chưa có đơn vị mang mã CD-XYZ"):
            configure(spec, at=NOW)
        assert not Cluster.objects.exists()
