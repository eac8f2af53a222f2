"""Fetch what others drew: three fonts and a handful of icons (`make vendor`, for maintainers only).

The results are committed, so nobody needs npm to run or to test the product. Each package is named with
its version and the SHA-256 of its archive; `npm pack` asks whatever registry the machine is set up for.

Each family ships as ONE file. The packages split a family into a Latin and a Vietnamese file, which would
make a browser change fonts in the middle of a Vietnamese word while the second one is still on its way.
"""

import hashlib
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize

from fontTools.merge import Merger  # type: ignore[import-untyped]
from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib.hvar import add_HVAR  # type: ignore[import-untyped]
from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-untyped]

PRODUCT = Path(__file__).resolve().parent.parent / "sangkien"
STATIC = PRODUCT / "web" / "static"
PRINT = PRODUCT / "documents" / "fonts"


@dataclass(frozen=True)
class Package:
    """An npm package, pinned by version and by the SHA-256 of its archive."""

    name: str
    version: str
    sha256: str

    def unpack(self, into: Path) -> Path:
        """Download, compare the checksum, and return the folder with the package's files."""
        pack = ["npm", "pack", "--silent", f"{self.name}@{self.version}"]
        subprocess.run(pack, cwd=into, check=True, stdout=subprocess.DEVNULL)
        archive = into / f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"
        found = hashlib.sha256(archive.read_bytes()).hexdigest()
        if found != self.sha256:
            raise SystemExit(f"{self.name} {self.version}: expected SHA-256 {self.sha256}, got {found}")
        with tarfile.open(archive) as tar:
            tar.extractall(into / archive.stem, filter="data")
        return into / archive.stem / "package"


@dataclass(frozen=True)
class Font:
    """One family: the package's Latin file, to which the letters of its Vietnamese file are added."""

    package: Package
    latin: str
    vietnamese: str
    file: str


TEXT = Font(
    Package(
        "@fontsource-variable/public-sans",
        "5.3.0",
        "bf6187114c40190dab8a429eb90ddc44c0ef0b731ec3ea868cecea1d7f9179bd",
    ),
    "files/public-sans-latin-wght-normal.woff2",
    "files/public-sans-vietnamese-wght-normal.woff2",
    "public-sans",
)
DISPLAY = Font(
    Package(
        "@fontsource/be-vietnam-pro",
        "5.3.0",
        "f9e048a263d92f46fbf417aeb41e18bc3c22b3d85365f9347b06eebd3fc1f3ac",
    ),
    "files/be-vietnam-pro-latin-700-normal.woff2",
    "files/be-vietnam-pro-vietnamese-700-normal.woff2",
    "be-vietnam-pro-700",
)
# Tinos is as wide, letter by letter, as the Times New Roman that official papers ask for.
PAPERS = Package("@fontsource/tinos", "5.3.0", "218a9f3dfc1f43e595835ba84ffb1f69723f27cab54a50b5acd64c0fe067dbe2")
LUCIDE = Package("lucide-static", "1.62.0", "386f9080c440d6f5049cefe3456ae8357f7a0c7f76e59670cd1cb83bc7050a44")

PARTS = ("latin", "vietnamese")

# Every icon the pages use, by its name in Lucide, one a line.
ICONS = Path(__file__).with_name("icons.txt")

# ASCII, Latin-1, the Vietnamese letters, and the punctuation and signs of Vietnamese print.
CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *(ord(letter) for letter in "ĂăĐđĨĩŨũƠơƯư"),
    *range(0x1EA0, 0x1EFA),
    *(ord(sign) for sign in "₫–—‘’“”•…−×÷"),
]


def one_family(latin: TTFont, vietnamese: TTFont) -> TTFont:
    """Add to `latin` the glyphs that only `vietnamese` has, with their widths and variations."""
    latin.ensureDecompiled()  # its tables are read by glyph number, which the next lines change
    new = [name for name in vietnamese.getGlyphOrder() if name not in latin.getReverseGlyphMap()]
    latin.setGlyphOrder([*latin.getGlyphOrder(), *new])
    for name in new:
        latin["glyf"].glyphs[name] = vietnamese["glyf"].glyphs[name]
        latin["hmtx"].metrics[name] = vietnamese["hmtx"].metrics[name]
        if "gvar" in latin:
            latin["gvar"].variations[name] = vietnamese["gvar"].variations.get(name, [])
    _let_all_find(new, latin, vietnamese)
    if "HVAR" in latin:
        del latin["HVAR"]
        add_HVAR(latin)
    return latin


def _let_all_find(new: list[str], latin: TTFont, vietnamese: TTFont) -> None:
    letters = {code: name for code, name in vietnamese.getBestCmap().items() if name in new}
    for table in latin["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(letters)
    plain = latin.getBestCmap()
    kern_like = {name: plain[ord(_plain_letter(code))] for code, name in letters.items()}
    for pairs in _class_kerning(latin):
        _join_classes(pairs, kern_like)
        pairs.Coverage.glyphs.sort(key=latin.getGlyphID)


def _plain_letter(code: int) -> str:
    """ằ → a, Ợ → O: the letter whose shape decides how close its neighbours may come."""
    return normalize("NFD", chr(code))[0].translate(str.maketrans("ƠơƯưĐđ₫", "OoUuDdd"))


def _class_kerning(font: TTFont) -> Iterator[Any]:
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            if lookup.LookupType == 2 and table.Format == 2:
                yield table


def _join_classes(pairs: Any, kern_like: dict[str, str]) -> None:
    first, left, right = pairs.Coverage, pairs.ClassDef1.classDefs, pairs.ClassDef2.classDefs
    for name, model in kern_like.items():
        if model in first.glyphs:
            first.glyphs.append(name)
        if model in left:
            left[name] = left[model]
        if model in right:
            right[name] = right[model]


def subset(font: TTFont) -> TTFont:
    """Keep `CHARACTERS`, kerning and table figures; leave out screen hints, which no phone uses."""
    options = Options()
    options.hinting = False
    options.layout_features = ["kern", "tnum", "pnum"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    return font


def vendor_font(font: Font, packages: Path) -> None:
    folder = font.package.unpack(packages)
    latin = TTFont(folder / font.latin, recalcTimestamp=False)
    whole = subset(one_family(latin, TTFont(folder / font.vietnamese)))
    whole.flavor = "woff2"
    whole.save(STATIC / "fonts" / f"{font.file}.woff2")
    (STATIC / "fonts" / f"{font.file}.OFL.txt").write_text((folder / "LICENSE").read_text())


def print_fonts() -> None:
    """The same letters for paper: what sets PDFs reads TrueType, one weight a file."""
    PRINT.mkdir(parents=True, exist_ok=True)
    for weight, style in ((400, "Regular"), (700, "Bold")):
        text = TTFont(STATIC / "fonts" / f"{TEXT.file}.woff2", recalcTimestamp=False)
        text = instantiateVariableFont(text, {"wght": weight}, updateFontNames=True)
        _save_for_print(text, f"public-sans-{style.lower()}")
    display = TTFont(STATIC / "fonts" / f"{DISPLAY.file}.woff2", recalcTimestamp=False)
    _save_for_print(display, "be-vietnam-pro-bold")
    for font in (TEXT, DISPLAY):
        licence = (STATIC / "fonts" / f"{font.file}.OFL.txt").read_text()
        (PRINT / f"{font.file}.OFL.txt").write_text(licence)


def paper_fonts(packages: Path) -> None:
    """The four faces of official papers. They are set without kerning, as Word sets them."""
    folder = PAPERS.unpack(packages)
    faces = {"regular": "400-normal", "italic": "400-italic", "bold": "700-normal", "bold-italic": "700-italic"}
    for name, face in faces.items():
        # Its glyphs have no names of their own, so the parts are merged by their letters.
        whole = Merger().merge([str(folder / "files" / f"tinos-{part}-{face}.woff2") for part in PARTS])
        _save_for_print(subset(whole), f"tinos-{name}")
    (PRINT / "tinos.OFL.txt").write_text((folder / "LICENSE").read_text())
    sheet_fonts(faces)


def sheet_fonts(faces: Iterable[str]) -> None:
    """The same for the sheet that a page shows, which breaks its lines as the file does."""
    for name in faces:
        face = TTFont(PRINT / f"tinos-{name}.ttf", recalcTimestamp=False)
        face.flavor = "woff2"
        face.save(STATIC / "fonts" / f"tinos-{name}.woff2")
    (STATIC / "fonts" / "tinos.OFL.txt").write_text((PRINT / "tinos.OFL.txt").read_text())


def _save_for_print(font: TTFont, name: str) -> None:
    font.flavor = None
    font.save(PRINT / f"{name}.ttf")


def vendor_icons(packages: Path) -> None:
    """One sprite, so that a page asks once and `<use href="icons.svg#name">` does the rest."""
    folder = LUCIDE.unpack(packages)
    symbols = [_symbol(name, (folder / "icons" / f"{name}.svg").read_text()) for name in ICONS.read_text().split()]
    head = f"<!-- Lucide {LUCIDE.version}, ISC licence: see icons.LICENSE.txt -->"
    sprite = ['<svg xmlns="http://www.w3.org/2000/svg">', head, *symbols, "</svg>", ""]
    (STATIC / "icons.svg").write_text("\n".join(sprite))
    (STATIC / "icons.LICENSE.txt").write_text((folder / "LICENSE").read_text())


def _symbol(name: str, svg: str) -> str:
    body = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
    assert body, name
    drawing = re.sub(r"\s+", " ", body[1]).replace("> <", "><").replace(" />", "/>").strip()
    pen = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    return f'<symbol id="{name}" viewBox="0 0 24 24" {pen}>{drawing}</symbol>'


def main() -> None:
    (STATIC / "fonts").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for font in (TEXT, DISPLAY):
            vendor_font(font, Path(folder))
        print_fonts()
        paper_fonts(Path(folder))
        vendor_icons(Path(folder))


if __name__ == "__main__":
    main()
