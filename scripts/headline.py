#!/usr/bin/env python3
"""Writes themes/default/static/fonts/: the face of headlines, cut to the letters of Latin and of Cyrillic.

usage: scripts/headline.py FOLDER

FOLDER is the unpacked npm package `source-serif`. It needs `fonttools` and `brotli` of PyPI. The name `Source` is
reserved for the whole font, so what is cut from it has another.
"""

import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

LETTERS = {
    "latin": "U+20-7E,U+A0-17F,U+192,U+218-21B,U+2BC,U+2C6,U+2DA,U+2DC,U+300-304,U+308,U+1E9E,U+2010-2015,"
    "U+2018-201E,U+2020-2022,U+2026,U+2030,U+2032,U+2033,U+2039,U+203A,U+20AC,U+2122,U+2190-2193,U+2212",
    "cyrillic": "U+301,U+400-45F,U+490-491,U+4B0-4B1,U+2116,U+20B4",
}
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga"]
NAME = "Dateline Headline"


def rename(font):
    names = font["name"]
    for record in list(names.names):
        where = (record.nameID, record.platformID, record.platEncID, record.langID)
        if record.nameID in (1, 4, 16):
            names.setName(NAME, *where)
        elif record.nameID in (3, 6):
            names.setName("DatelineHeadline-Bold", *where)
        elif record.nameID in (17, 21, 22, 25):
            names.removeNames(nameID=record.nameID)
    outlines = font["CFF "].cff
    outlines.fontNames = ["DatelineHeadline-Bold"]
    outlines[0].FullName = outlines[0].FamilyName = NAME


def main():
    package = pathlib.Path(sys.argv[1])
    fonts = pathlib.Path(__file__).parent.parent / "themes/default/static/fonts"
    for script, letters in LETTERS.items():
        font = TTFont(package / "WOFF2/OTF/SourceSerif4Subhead-Bold.otf.woff2")
        options = subset.Options(layout_features=FEATURES, name_IDs=["*"], hinting=False, desubroutinize=True)
        cut = subset.Subsetter(options)
        cut.populate(unicodes=subset.parse_unicodes(letters))
        cut.subset(font)
        rename(font)
        font.flavor = "woff2"
        font.save(fonts / f"headline-{script}.woff2")
    licence = (package / "LICENSE.md").read_text(encoding="utf-8")
    (fonts / "OFL.txt").write_text(licence.rstrip() + "\n", encoding="utf-8")


main()
