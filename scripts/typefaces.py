#!/usr/bin/env python3
"""Writes the typefaces of the default theme, cut to the letters of Latin, Greek and Cyrillic.

usage: scripts/typefaces.py SERIF SANS

SERIF and SANS are the unpacked npm packages `source-serif` and `source-sans`. `themes/default/static/fonts/` gets the
headline face for browsers, `themes/default/fonts/` those that cards are drawn with. It needs `fonttools` and
`brotli` from PyPI. The name `Source` is reserved for the whole fonts, so what is cut from them has other names.
"""

import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

LATIN = (
    "U+20-7E,U+A0-17F,U+192,U+218-21B,U+2BC,U+2C6,U+2DA,U+2DC,U+300-304,U+308,U+1E9E,U+2010-2015,"
    "U+2018-201E,U+2020-2022,U+2026,U+2030,U+2032,U+2033,U+2039,U+203A,U+20AC,U+2122,U+2190-2193,U+2212"
)
CYRILLIC = "U+301,U+400-45F,U+490-491,U+4B0-4B1,U+2116,U+20B4"
# What a headline of any European language may have.
ALL = (
    f"{LATIN},{CYRILLIC},U+180-24F,U+30B-30C,U+323,U+327-328,U+370-3FF,U+460-4FF,U+1E00-1EFF,U+2002-200A,U+202F,"
    "U+2070-208E,U+FB01-FB02"
)
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga"]
THEME = pathlib.Path(__file__).parent.parent / "themes/default"


def rename(font, family, style):
    names = font["name"]
    postscript = f"{family.replace(' ', '')}-{style}"
    for record in list(names.names):
        where = (record.nameID, record.platformID, record.platEncID, record.langID)
        if record.nameID in (1, 16):
            names.setName(family, *where)
        elif record.nameID == 4:
            names.setName(family if family == "Dateline Headline" else f"{family} {style}", *where)
        elif record.nameID in (3, 6):
            names.setName(postscript, *where)
        elif record.nameID in (17, 21, 22, 25):
            names.removeNames(nameID=record.nameID)
    outlines = font["CFF "].cff
    outlines.fontNames = [postscript]
    outlines[0].FullName = outlines[0].FamilyName = family


def cut(source, letters, names, target, flavor=None):
    font = TTFont(source)
    options = subset.Options(layout_features=FEATURES, name_IDs=["*"], hinting=False, desubroutinize=flavor is not None)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(letters))
    subsetter.subset(font)
    rename(font, *names)
    font.flavor = flavor
    target.parent.mkdir(exist_ok=True)
    font.save(target)


def main():
    serif, sans = map(pathlib.Path, sys.argv[1:])
    headline = serif / "WOFF2/OTF/SourceSerif4Subhead-Bold.otf.woff2"
    names = ("Dateline Headline", "Bold")
    for script, letters in (("latin", LATIN), ("cyrillic", CYRILLIC)):
        cut(headline, letters, names, THEME / f"static/fonts/headline-{script}.woff2", "woff2")
    cut(headline, ALL, names, THEME / "fonts/headline.otf")
    for style in ("Regular", "Semibold"):
        source = sans / f"OTF/SourceSans3-{style}.otf"
        cut(source, ALL, ("Dateline Text", style), THEME / f"fonts/text-{style.lower()}.otf")
    texts = [(package / "LICENSE.md").read_text(encoding="utf-8") for package in (serif, sans)]
    licences = ["\n".join(line.rstrip() for line in text.rstrip().splitlines()) + "\n" for text in texts]
    (THEME / "static/fonts/OFL.txt").write_text(licences[0], encoding="utf-8")
    (THEME / "fonts/OFL.txt").write_text("\n\n".join(licences), encoding="utf-8")


main()
