"""Words that were spoken: taken where sound is asked for, told by their content, kept as they came."""

import pytest

from sangkien.base.problems import NotPossible
from sangkien.files.actions import look_into
from sangkien.files.limits import PICTURES, SOUNDS, Limits
from sangkien.files.models import FileKind

REST = b"\0" * 64
SPOKEN = [
    (b"\0\0\0\x20ftypM4A " + REST, FileKind.M4A, "m4a"),
    (b"\0\0\0\x18ftyp3gp4" + REST, FileKind.M4A, "m4a"),
    (b"OggS\0\2" + REST, FileKind.OGG, "ogg"),
    (b"\x1a\x45\xdf\xa3" + REST, FileKind.WEBM, "webm"),
    (b"#!AMR\n" + REST, FileKind.AMR, "amr"),
    (b"RIFF\0\0\0\0WAVEfmt " + REST, FileKind.WAV, "wav"),
    (b"ID3\3\0" + REST, FileKind.MP3, "mp3"),
    (b"\xff\xfb\x90\0" + REST, FileKind.MP3, "mp3"),
]


@pytest.mark.parametrize(("data", "kind", "ending"), SPOKEN)
def test_what_phones_record_is_kept_as_it_came(data: bytes, kind: FileKind, ending: str) -> None:
    kept = look_into(data, name="loi-noi.exe", limits=Limits(kinds=SOUNDS))

    assert (kept.kind, kept.content, kept.name) == (kind, data, f"loi-noi.{ending}")


@pytest.mark.parametrize(("data", "_kind", "_ending"), SPOKEN)
def test_where_pictures_are_asked_for_it_is_refused(data: bytes, _kind: FileKind, _ending: str) -> None:
    with pytest.raises(NotPossible):
        look_into(data, name="anh.jpg", limits=Limits(kinds=PICTURES))


@pytest.mark.parametrize("data", [b"MZ" + REST, b"<html><script>", b"%PDF-1.7", b"\xff\xd8\xff\xe0" + REST, b"ftypM4A"])
def test_what_is_no_sound_is_refused_where_sound_is_asked_for(data: bytes) -> None:
    with pytest.raises(NotPossible):
        look_into(data, name="loi-noi.mp3", limits=Limits(kinds=SOUNDS))
