"""Parquet: typed columns for those who analyse; the facts and what columns mean lie in the file's own schema."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sangkien.web.data.sent import Sent
from sangkien.web.data.sheets import Cell, Kind, Sheet

_AT_ONCE = 5_000  # rows of one group: all that is held of them


def pieces(sheet: Sheet) -> Iterator[bytes]:
    """The file, group by group; what says where each lies comes at its end."""
    import pyarrow.parquet  # it takes a moment and much memory, and few ask for it

    sent, schema = Sent(), _schema(sheet)
    with pyarrow.parquet.ParquetWriter(sent, schema, compression="zstd") as writer:
        for rows in _groups(sheet):
            columns = [
                pyarrow.array(cells, one.type) for cells, one in zip(zip(*rows, strict=True), schema, strict=True)
            ]
            writer.write_table(pyarrow.Table.from_arrays(columns, schema=schema))
            yield sent.taken()
    yield sent.taken()


def _groups(sheet: Sheet) -> Iterator[list[Sequence[Cell]]]:
    rows = iter(sheet.rows)
    while some := list(islice(rows, _AT_ONCE)):
        yield some


def _schema(sheet: Sheet) -> Any:
    import pyarrow as pa

    types = {
        Kind.TEXT: pa.string(),
        Kind.WHOLE: pa.int64(),
        Kind.DECIMAL: pa.decimal128(18, 1),
        Kind.HUNDREDTHS: pa.decimal128(18, 2),
        Kind.PERCENT: pa.decimal128(18, 1),
        Kind.DONG: pa.int64(),
        Kind.DAY: pa.date32(),
        Kind.MOMENT: pa.timestamp("us", tz="Asia/Ho_Chi_Minh"),
    }
    fields = [
        pa.field(column.key, types[column.kind], metadata={"name": column.head, "meaning": column.meaning})
        for column in sheet.columns
    ]
    return pa.schema(fields, metadata={"title": sheet.title, **dict(sheet.facts)})
