"""What may be sent for a draft: the kinds by what it is for, the size by the edition of the programme."""

from sangkien.files.limits import KINDS, MEGABYTE, Limits
from sangkien.files.models import Purpose
from sangkien.programmes.models import Edition


def limits_for(edition: Edition, purpose: Purpose) -> Limits:
    """An edition that says nothing leaves the usual size."""
    largest = edition.limits.get("largest_mb")
    usual = Limits(kinds=KINDS[purpose])
    return Limits(largest=largest * MEGABYTE, kinds=usual.kinds) if largest else usual
