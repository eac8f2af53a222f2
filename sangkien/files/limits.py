"""What may be sent at one place: programmes and pages say it, this room keeps to it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.files.models import FileKind, Purpose

MEGABYTE = 1_000_000
PICTURES = frozenset({FileKind.JPEG, FileKind.PNG})  # HEIC, what iPhones take, is kept as JPEG
PAPERS = PICTURES | {FileKind.PDF, FileKind.DOCX}
SIGNED = PICTURES | {FileKind.PDF, FileKind.P7M}  # a scan with signature and seal, or signed digitally
SOUNDS = frozenset({FileKind.MP3, FileKind.M4A, FileKind.OGG, FileKind.WEBM, FileKind.AMR, FileKind.WAV})
KINDS = {Purpose.PHOTO: PICTURES, Purpose.PAPER: PAPERS, Purpose.VOICE: SOUNDS}


@dataclass(frozen=True)
class Limits:
    """`largest` in bytes, as sent; `kinds` as kept."""

    largest: int = 15 * MEGABYTE
    kinds: frozenset[FileKind] = PAPERS

    @property
    def megabytes(self) -> str:
        """For people."""
        return str(self.largest // MEGABYTE)

    @property
    def said(self) -> str:
        """The kinds in words: ảnh JPG, PNG, HEIC, tệp PDF hoặc Word (.docx)."""
        words = [_("ảnh JPG, PNG, HEIC")] if self.kinds & PICTURES else []
        words += [_("tệp PDF")] if FileKind.PDF in self.kinds else []
        words += [_("Word (.docx)")] if FileKind.DOCX in self.kinds else []
        words += [_("tệp ký số .p7m")] if FileKind.P7M in self.kinds else []
        words += [_("ghi âm MP3, M4A, OGG, WebM, AMR, WAV")] if self.kinds & SOUNDS else []
        *before, last = words
        return _("%(these)s hoặc %(last)s") % {"these": ", ".join(before), "last": last} if before else last
