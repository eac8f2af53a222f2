"""How much may be sent: for a draft the kinds by what it is for, the size by the edition of the programme; in any form
nothing is read of what is larger."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from sangkien.confirmations.rules import SCANS, GivenPaper
from sangkien.files.limits import KINDS, MEGABYTE, Limits
from sangkien.files.models import Purpose
from sangkien.files.refusals import refused
from sangkien.programmes.models import Edition


def limits_for(edition: Edition, purpose: Purpose) -> Limits:
    """An edition that says nothing leaves the usual size."""
    largest = edition.limits.get("largest_mb")
    usual = Limits(kinds=KINDS[purpose])
    return Limits(largest=largest * MEGABYTE, kinds=usual.kinds) if largest else usual


def read_within(upload: "UploadedFile[Any]", limits: Limits, *, field: str) -> bytes:
    """What came with a form. Raises NotPossible, tied to the field, for what is too large: that is not read."""
    if (upload.size or 0) > limits.largest:
        raise refused("too_large", field, most=limits.megabytes)
    data: bytes = upload.read()
    return data


def given_paper(upload: "UploadedFile[Any]", *, field: str) -> GivenPaper:
    """A signed slip or an employer's paper. Raises as `read_within`."""
    return GivenPaper(read_within(upload, SCANS, field=field), upload.name or "")
