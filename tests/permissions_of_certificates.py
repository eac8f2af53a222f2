"""Who confirms names, gives, sees and ends certificates. They are the province's, of Lan's jig; Lan's account is known
to be hers."""

from collections.abc import Callable

from django.db.models import Model

from sangkien.certificates import actions
from sangkien.certificates.tests.giving import author_of, given_to_lan, spelled
from sangkien.initiatives.models import Author
from tests.cast import NOW, Cast

CERTIFICATES = """
                                          nobody carrier lan hung mai kim minh chair yen thao dong ha
certificate.prepare    GARMENT_FACTORY       .      .     .    .   x   .    .    .    .    .    .   .
certificate.prepare    INDUSTRIAL_ZONES      .      .     .    .   .   .    x    .    x    .    .   .
certificate.prepare    OTHER_DISTRICT        .      .     .    .   .   .    .    .    .    x    .   .
certificate.prepare    PROVINCE              .      .     .    .   .   .    .    .    .    .    x   .
certificate.prepare    CONFEDERATION         .      .     .    .   .   .    .    .    .    .    .   x
certificate.issue      GARMENT_FACTORY       .      .     .    .   x   .    .    .    .    .    .   .
certificate.issue      INDUSTRIAL_ZONES      .      .     .    .   .   .    .    .    .    .    .   .
certificate.issue      PROVINCE              .      .     .    .   .   .    .    .    .    .    x   .
certificate.issue      CONFEDERATION         .      .     .    .   .   .    .    .    .    .    .   x
certificate.confirm_name AUTHOR              .      .     x    .   .   .    .    .    .    .    .   .
certificate.confirm_name AUTHOR_NOT_YET      .      .     .    .   .   .    .    .    .    .    .   .
certificate.write_down_name AUTHOR           .      .     .    .   x   .    x    .    x    .    x   .
certificate.write_down_name AUTHOR_NOT_YET   .      .     .    .   .   .    .    .    .    .    .   .
certificate.see        CERTIFICATE           .      .     x    .   .   .    .    .    .    .    x   .
certificate.see        REVOKED_CERTIFICATE   .      .     x    .   .   .    .    .    .    .    x   .
certificate.end        CERTIFICATE           .      .     .    .   .   .    .    .    .    .    x   .
certificate.end        REVOKED_CERTIFICATE   .      .     .    .   .   .    .    .    .    .    .   .
"""


def certificates(cast: Cast) -> dict[str, Callable[[], Model]]:
    """Authors of what is recognised and of what is not yet, and what the province gave."""
    return {
        "AUTHOR": lambda: _known(cast),
        "AUTHOR_NOT_YET": lambda: author_of(cast.confirmed(title="Giá treo kéo ở cạnh máy may")),
        "RECOGNISED_OF_LAN": lambda: _known(cast).initiative,
        "CERTIFICATE": lambda: given_to_lan(cast),
        "REVOKED_CERTIFICATE": lambda: actions.revoke(
            given_to_lan(cast), reason="Kê khai sai", decision="Quyết định số 9", by=cast.actor("dong"), at=NOW
        ),
    }


def _known(cast: Cast) -> Author:
    author = author_of(cast.valid(title="Khay đựng cúc ở cạnh máy đính"))
    spelled(cast, author)
    return author
