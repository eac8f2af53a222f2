"""All that certificates are given of. A room that honours adds its kind here, and nothing else changes."""

from sangkien.certificates.content import Source
from sangkien.certificates.kinds import Kind
from sangkien.certificates.of_initiatives import INITIATIVES

KINDS: dict[Source, Kind] = {kind.source: kind for kind in (INITIATIVES,)}
