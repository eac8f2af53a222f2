"""What the demonstration has to show of near duplicates and at Minh's desk."""

import json

import psycopg

from sangkien.ops.demo.seats import FILLED_DOWN
from sangkien.triage.models import Kind
from tests.journeys.conftest import Site

_AT_THE_DESK = """
SELECT p.marks FROM triage_place p JOIN organisations_organisation o ON o.id = p.desk_id WHERE o.code = 'CD-KCN'
"""


def test_minh_finds_dossiers_with_nothing_odd_and_with_every_kind_of_flag_but_quarrelling_authors(site: Site) -> None:
    with psycopg.connect(site.environment["DATABASE_URL"]) as database:
        marks = [found for (found,) in database.execute(_AT_THE_DESK)]

    assert len(marks) >= 30 and marks.count([]) >= 10
    assert {mark for found in marks for mark in found} == {*Kind} - {Kind.AUTHORS}


def test_no_cluster_is_larger_than_the_title_that_was_copied_down(site: Site) -> None:
    clusters = json.loads(site.run("dedupe", "scan", "--all", "--json"))

    sizes = [cluster["size"] for cluster in clusters]
    assert sizes[0] == FILLED_DOWN + 1 > sizes[1]
    assert all(cluster["score"] >= 0.8 for cluster in clusters)
