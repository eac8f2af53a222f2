"""Questions that are answered by files: photos of the old way and the new, and papers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from sangkien.files.models import Purpose, StoredFile
from sangkien.initiatives.content import PHOTO_PREFIX, PHOTOS, Moment, PhotoEntry
from sangkien.initiatives.rules import most_photos
from sangkien.web.files.limits import limits_for
from sangkien.web.submit.forms.base import Row, StepForm

CHANGE = "thay-doi"  # where the draft keeps whether there is a secret: `steps` cannot be asked, it is made of the forms

_PICTURES = "image/jpeg,image/png,image/heic,image/heif"


class _Several(forms.FileInput):
    allow_multiple_selected = True


@dataclass(frozen=True)
class Attached:
    """A question for files, with those that the server has kept already."""

    bound: BoundField
    files: Sequence[StoredFile]

    @property
    def many(self) -> bool:
        """Does it take more than one?"""
        return self.bound.name in PHOTOS


class FileForm(StepForm):
    """A page with questions for files; `kept` are their names."""

    def file_field(self, purpose: Purpose, label: str, hint: str) -> forms.FileField:
        """A question for files of this purpose, with what is taken."""
        limits = limits_for(self.sheet.edition, purpose)
        taken = _("Nhận %(kinds)s, không quá %(most)s MB.") % {"kinds": limits.said, "most": limits.megabytes}
        photo = purpose == Purpose.PHOTO
        attrs = {"accept": _PICTURES if photo else f"{_PICTURES},application/pdf,.docx", "data-shrinks": ""}
        widget = (_Several if photo else forms.FileInput)(attrs=attrs)
        return forms.FileField(required=False, label=label, help_text=f"{hint} {taken}".strip(), widget=widget)

    def ask_for_photos(self) -> None:
        """Two questions, unless the programme takes no photos."""
        if most_photos(self.sheet.edition):
            for name, moment in zip(PHOTOS, Moment, strict=True):
                self.fields[name] = self.file_field(Purpose.PHOTO, str(moment.label), "")
                self.optional.add(name)

    def leave_out_photos_of_a_secret(self) -> None:
        """Where there is a secret nobody asks for photos of it."""
        if self._is_secret():
            self.fields = {name: field for name, field in self.fields.items() if name not in PHOTOS}
            self.kept = tuple(name for name in self.kept if name not in PHOTOS)

    def _is_secret(self) -> bool:
        draft = self.sheet.draft
        typed = draft.answers.get(CHANGE)
        if typed is None and draft.correcting:
            return draft.correcting.restricted
        return bool((typed or {}).get("restricted"))

    @cached_property
    def kept_files(self) -> dict[str, list[StoredFile]]:
        """The files that the server has kept, by question. Reads: one query."""
        given = {name: self.sheet.files[name] for name in self.kept if self.sheet.files.get(name)}
        found = StoredFile.objects.in_bulk({pk for files in given.values() for pk in files}) if given else {}
        return {name: [found[pk] for pk in files if pk in found] for name, files in given.items()}

    def attached(self, name: str) -> Attached:
        """A question with its files."""
        return Attached(self[name], self.kept_files.get(name, []))

    @property
    def photos(self) -> list[Attached]:
        """The old way and the new; nothing where no photos are asked for."""
        return [self.attached(name) for name in PHOTOS if name in self.fields]

    @property
    def most_photos(self) -> int:
        """How many there may be of both together."""
        return most_photos(self.sheet.edition)

    def photo_entries(self) -> tuple[PhotoEntry, ...]:
        """The photos for the dossier."""
        return tuple(
            PhotoEntry(moment=slot.bound.name.removeprefix(PHOTO_PREFIX), file=file.pk)
            for slot in self.photos
            for file in slot.files
        )

    def _row(self, name: str) -> Row:
        if name not in self.kept:
            return super()._row(name)
        files = self.kept_files.get(name, [])
        label = (
            _("Ảnh: %(moment)s") % {"moment": self.fields[name].label} if name in PHOTOS else self.fields[name].label
        )
        return Row(str(label), "" if files else _("Chưa có"), name, self.focus(name), files=tuple(files))
