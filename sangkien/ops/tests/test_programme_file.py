"""A programme file brings its targets along, of any indicator."""

from pathlib import Path
from typing import get_args

import pytest
import yaml

from sangkien.base.problems import NotPossible
from sangkien.ops.programme_file import load_programme, read
from sangkien.programmes.spec import TargetSpec
from sangkien.targets.models import Indicator, Target
from tests.cast import CATALOGUE, NOW, Cast


def file_with(targets: list[dict[str, object]], into: Path) -> Path:
    content = yaml.safe_load((CATALOGUE / "ldst.yaml").read_text(encoding="utf-8")) | {"targets": targets}
    file = into / "programme.yaml"
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return file


def test_targets_of_several_indicators_are_set(cast: Cast, tmp_path: Path) -> None:
    targets = [
        {"unit": "CD-KCN", "assigned": 120},
        {"unit": "CD-KCN", "indicator": "BENEFIT", "assigned": 5_000_000_000},
        {"unit": "CD-KCN", "indicator": "PRODUCTION", "registered": 6550},
    ]

    programme = load_programme(read(file_with(targets, tmp_path)), by=None, at=NOW)

    found = Target.objects.filter(programme=programme).values_list("indicator", "kind", "value")
    assert set(found) == {
        ("VALID", "ASSIGNED", 120),
        ("BENEFIT", "ASSIGNED", 5_000_000_000),
        ("PRODUCTION", "REGISTERED", 6550),
    }


def test_a_share_of_more_than_the_whole_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotPossible) as no:
        read(file_with([{"unit": "CD-KCN", "indicator": "PRODUCTION", "assigned": 10_001}], tmp_path))

    assert [problem.field for problem in no.value.problems] == ["targets.0.assigned"]


def test_a_file_may_name_every_indicator_that_there_is() -> None:
    assert list(get_args(TargetSpec.model_fields["indicator"].annotation)) == Indicator.values
