"""What an officer settles about a letter at once is written into its draft."""

from datetime import datetime

from sangkien.accounts.permissions import Actor
from sangkien.registry import actions as papers
from sangkien.registry.actions import Written
from sangkien.registry.models import OfficialPaper
from sangkien.registry.rules import TEXTS
from sangkien.registry.signatures import Authority
from sangkien.steering.plans import Letter


def told_in(paper: OfficialPaper, letter: Letter, *, by: Actor, at: datetime) -> OfficialPaper:
    """The draft with whom it addresses, whether it goes through the system, and who signs."""
    texts = {name: getattr(paper, name) for name in TEXTS} | {"addressees": letter.addressees}
    written = Written(texts, Authority(paper.authority), letter.signer, letter.delivered, paper.version)
    return papers.write(paper, written, by=by, at=at)
