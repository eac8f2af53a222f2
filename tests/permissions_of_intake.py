"""Who brings a list for which union, enters it, and takes it back."""

from collections.abc import Callable
from functools import partial

from django.db.models import Model

from sangkien.files.models import FileKind, StoredFile
from sangkien.intake.models import Batch
from sangkien.intake.states import BatchState
from tests.cast import NOW, Cast

INTAKE = """
                                          nobody carrier lan hung mai kim minh chair yen thao dong ha
intake.bring           GARMENT_FACTORY       .      .     .    .   x   .    x    .    x    .    .   .
intake.bring           INDUSTRIAL_ZONES      .      .     .    .   .   .    x    .    x    .    .   .
intake.bring           OTHER_DISTRICT        .      .     .    .   .   .    .    .    .    x    .   .
intake.bring           PROVINCE              .      .     .    .   .   .    .    .    .    .    .   .
intake.handle          BROUGHT_BATCH         .      .     .    .   x   .    x    .    x    .    .   .
intake.handle          ENTERED_BATCH         .      .     .    .   x   .    x    .    x    .    .   .
intake.undo            BROUGHT_BATCH         .      .     .    .   .   .    .    .    .    .    .   .
intake.undo            ENTERED_BATCH         .      .     .    .   x   .    .    .    .    .    .   .
"""


def batches(cast: Cast) -> dict[str, Callable[[], Model]]:
    """Mai's list for her union, before and after she has entered it."""
    entered = {"state": BatchState.ENTERED, "entering_by": cast.person("mai"), "entering_at": NOW, "ended_at": NOW}
    return {"BROUGHT_BATCH": partial(_batch, cast), "ENTERED_BATCH": partial(_batch, cast, **entered)}


def _batch(cast: Cast, **fields: object) -> Batch:
    file = StoredFile.objects.create(sha256="0" * 64, kind=FileKind.XLSX, size=1, name="ds.xlsx", kept_at=NOW)
    return Batch.objects.create(
        unit=cast.unit("CS-MAY-TIEN-THUAN"),
        programme=cast.programme,
        edition=cast.edition,
        file=file,
        brought_by=cast.person("mai"),
        brought_at=NOW,
        **fields,
    )
