"""All that certificates are given of."""

from sangkien.certificates.content import Source
from sangkien.certificates.kinds import Kind
from sangkien.certificates.of_honours import HONOURS
from sangkien.certificates.of_initiatives import INITIATIVES

KINDS: dict[Source, Kind] = {kind.source: kind for kind in (INITIATIVES, HONOURS)}
