"""What a content becomes: the fields of a dossier, and its parts in their order."""

from collections.abc import Iterator, Sequence

from sangkien.base.statements import Statement
from sangkien.base.text import fold
from sangkien.initiatives.content import AuthorEntry, BenefitKind, Content, Moment
from sangkien.initiatives.levels import revalue
from sangkien.initiatives.models import Author, BenefitLine, DeclaredUpgrade, Initiative, Paper, Photo
from sangkien.programmes.models import TermList

Part = Author | BenefitLine | Photo | Paper | DeclaredUpgrade


def fill(initiative: Initiative, content: Content) -> None:
    """Write what the content says into the dossier (not saved). A secret is left out; the authors of before stay its
    parties."""
    terms = initiative.edition.terms()
    given = content.recognition
    initiative.title, initiative.folded_title = content.title, fold(content.title)[:250]
    initiative.kind = terms.get((TermList.KIND, content.kind))
    initiative.field = terms.get((TermList.FIELD, content.field))
    initiative.restricted = content.restricted
    initiative.before = "" if content.restricted else content.before
    initiative.after = "" if content.restricted else content.after
    initiative.effect = content.effect
    initiative.applied_on = content.applied_on
    _fill_benefit(initiative, content)
    initiative.recognition = terms.get((TermList.RECOGNITION, given.form))
    initiative.recognition_number, initiative.recognition_issuer = given.number, given.issuer
    initiative.recognised_on, initiative.recognition_paper_id = given.on, given.paper
    asked = {question["code"] for question in initiative.edition.questions}
    initiative.extra = {code: answer for code, answer in content.extra.items() if code in asked}
    initiative.parties = sorted({*initiative.parties, *map(mark_of, content.authors)})


def parts_of(initiative: Initiative, content: Content) -> Iterator[Sequence[Part]]:
    """Authors, lines of the reckoning, pictures, papers and the record on which it builds, each in its order, not
    stored yet."""
    yield [*_authors(initiative, content.authors)]
    lines = content.benefit_lines if content.benefit_kind == BenefitKind.MONEY else ()
    yield [BenefitLine(initiative_id=initiative.pk, position=n, **vars(line)) for n, line in enumerate(lines, start=1)]
    for moment in Moment.values:
        files = [photo.file for photo in content.photos if photo.moment == moment and not content.restricted]
        yield [
            Photo(initiative_id=initiative.pk, moment=moment, position=at, file_id=file)
            for at, file in enumerate(files, start=1)
        ]
    yield [
        Paper(initiative_id=initiative.pk, position=at, code=paper.code, file_id=paper.file)
        for at, paper in enumerate(content.papers, start=1)
    ]
    if content.upgrade_of:
        yield [DeclaredUpgrade(initiative=initiative, earlier_id=content.upgrade_of)]


def clear_parts(initiative: Initiative) -> None:
    """Take the parts away, so that those of another content may stand in their place."""
    for rows in (initiative.authors, initiative.benefit_lines, initiative.photos, initiative.papers):
        rows.all().delete()
    DeclaredUpgrade.objects.filter(initiative=initiative).delete()


def mark_of(author: Author | AuthorEntry) -> str:
    """By what an author is known again, whatever else a completion changes: see `Person.marks`."""
    return author.phone or fold(author.full_name)


# Helpers ----------------------------------------------------------------------------------------------------


def _fill_benefit(initiative: Initiative, content: Content) -> None:
    in_money = content.benefit_kind == BenefitKind.MONEY
    initiative.benefit_kind = content.benefit_kind
    revalue(initiative, content.benefit_vnd if in_money else None)
    initiative.benefit_cost = content.benefit_cost if in_money else 0
    initiative.benefit_period = content.benefit_period if in_money else ""
    initiative.benefit_method, initiative.effects = content.benefit_method, list(content.effects)


def _authors(initiative: Initiative, authors: tuple[AuthorEntry, ...]) -> list[Author]:
    known = _accounts(authors)
    return [
        Author(
            initiative_id=initiative.pk,
            position=position,
            person_id=known.get(author.phone),
            identity=author.phone or f"{fold(author.full_name)} @ {initiative.unit_id}",
            **vars(author),
        )
        for position, author in enumerate(authors, start=1)
    ]


def _accounts(authors: tuple[AuthorEntry, ...]) -> dict[str, int]:
    """An author's account is known by the phone number, once a union has vouched that it is theirs."""
    phones = [author.phone for author in authors if author.phone]
    return dict(_VOUCHED(phones)) if phones else {}


_VOUCHED = Statement("SELECT phone, id FROM accounts_person WHERE phone = ANY(%s) AND vouched_at IS NOT NULL")
