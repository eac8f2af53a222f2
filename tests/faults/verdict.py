"""What became of the dossiers: asked of the database and of the pages, in the calm after it all."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection

from sangkien.counting.actions import fold
from sangkien.initiatives.content import AuthorEntry, Content, Recognition
from sangkien.initiatives.models import Draft, Initiative
from tests.faults.dossiers import Dossier
from tests.faults.sending import Browser

# Each question is answered by as many rows as there are faults.
FAULTS = {
    "shares that do not sum to the whole": """
        SELECT initiative_id FROM initiatives_author GROUP BY 1 HAVING sum(share) <> 10000""",
    "not booked once in the ledger": """
        SELECT i.id FROM initiatives_initiative i LEFT JOIN counting_entry e ON e.initiative_id = i.id
        GROUP BY i.id HAVING count(e.id) <> 1 OR min(e.measure) <> 'SUBMITTED' OR min(e.count) <> 1""",
    "entries not folded": "SELECT id FROM counting_entry WHERE NOT folded",
    "unions whose total is not what a recount gives": """
        SELECT unit_id FROM (SELECT unnest(chain) AS unit_id, count(*) AS n FROM initiatives_initiative GROUP BY 1) real
        FULL JOIN (SELECT unit_id, sum(count) AS n FROM counting_total GROUP BY 1) told USING (unit_id)
        WHERE real.n IS DISTINCT FROM told.n""",
    "without their first step or with two": """
        SELECT i.id FROM initiatives_initiative i LEFT JOIN initiatives_event e ON e.initiative_id = i.id
        GROUP BY i.id HAVING count(e.id) <> 1""",
    "not once in the log": """
        SELECT i.id FROM initiatives_initiative i LEFT JOIN audit_record r
        ON r.target_type = 'initiatives.initiative' AND r.target_id = i.id::text
        GROUP BY i.id HAVING count(r.id) <> 1""",
    "sent drafts without a dossier, or dossiers without a sent draft": """
        SELECT key FROM initiatives_initiative i
        FULL JOIN (SELECT key, sent_at FROM initiatives_draft WHERE sent_at IS NOT NULL) d USING (key)
        WHERE i.id IS NULL OR d.sent_at IS NULL""",
}


def faults_in_the_database(dossiers: Iterable[Dossier]) -> Counter[str]:
    """How many of each fault there are; all of them 0 when all is well."""
    while fold():
        pass
    return Counter({what: _rows(question) for what, question in FAULTS.items()} | _of_dossiers(list(dossiers)))


def receipts_missing(browser: Browser, dossiers: Iterable[Dossier]) -> int:
    """How many receipts cannot be fetched again, each asked for by its key and by its page."""
    browser.persist(Browser.sign_in, patience=30)
    return sum(not _receipt(browser, dossier) for dossier in dossiers)


def _receipt(browser: Browser, dossier: Dossier) -> bool:
    by_key = browser.persist(lambda line: line.get(dossier.address), patience=30)
    page = browser.persist(lambda line: line.get(f"/gui/bien-nhan/{dossier.code}/"), patience=30)
    code = dossier.code.encode()
    return bool(by_key and page and b'"code": "' + code in by_key[1] and page[0] == 200 and code in page[1])


def _rows(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({question}) AS fault")
        return int(cursor.fetchone()[0])


def _of_dossiers(dossiers: list[Dossier]) -> dict[str, int]:
    stored = list(Initiative.objects.select_related("kind", "field", "recognition").prefetch_related("authors"))
    digests = dict(Draft.objects.values_list("key", "sent_digest"))
    keys = Counter(initiative.key for initiative in stored)
    titles = Counter(initiative.title.removesuffix(" (2)") for initiative in stored)
    there = {(initiative.key, initiative.code, initiative.title) for initiative in stored}
    return {
        "acknowledged and lost": sum((d.key, d.code, d.title) not in there for d in dossiers if d.code),
        "never acknowledged": sum(not d.code for d in dossiers),
        "doubled": sum(n - 1 for n in keys.values()) + sum(n - 1 for n in titles.values()),
        "not asked for": len(keys.keys() - {d.key for d in dossiers}),
        "not what their digest says": sum(content_of(i).digest() != digests.get(i.key) for i in stored),
    }


def content_of(initiative: Initiative) -> Content:
    """What the dossier says, as one value."""
    code = {name: term.code if (term := getattr(initiative, name)) else "" for name in ("kind", "field", "recognition")}
    same = ["title", "restricted", "before", "after", "effect", "applied_on", "benefit_kind", "benefit_vnd"]
    same += ["benefit_method", "publish_name", "extra"]
    return Content(
        unit=initiative.unit_id,
        kind=code["kind"],
        field=code["field"],
        effects=tuple(initiative.effects),
        authors=tuple(
            AuthorEntry(full_name=a.full_name, phone=a.phone, department=a.department, job=a.job, share=a.share)
            for a in initiative.credited
        ),
        recognition=Recognition(
            form=code["recognition"],
            number=initiative.recognition_number,
            on=initiative.recognised_on,
            issuer=initiative.recognition_issuer,
            paper=initiative.recognition_paper_id,
        ),
        **{name: getattr(initiative, name) for name in same},
    )
