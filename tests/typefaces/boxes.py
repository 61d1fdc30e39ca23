#!/usr/bin/env python3
"""Writes boxes.ttf beside this file: a typeface whose letters, those of Katakana and of Arabic, are all boxes.

It needs `fonttools` of PyPI. What has no letter in the typefaces of the default theme is tested with it.
"""

import pathlib

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

EM = 1000


def box(width):
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 700), (width - 100, 700), (width - 100, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def main():
    wide = [*range(0x30A0, 0x3100), *map(ord, "。、「」")]
    narrow = [*range(0x0621, 0x064B), ord("،")]
    font = FontBuilder(EM, isTTF=True)
    font.setupGlyphOrder([".notdef", "wide", "narrow"])
    font.setupCharacterMap({**dict.fromkeys(wide, "wide"), **dict.fromkeys(narrow, "narrow")})
    font.setupGlyf({".notdef": box(500), "wide": box(EM), "narrow": box(500)})
    font.setupHorizontalMetrics({".notdef": (500, 100), "wide": (EM, 100), "narrow": (500, 100)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Boxes", "styleName": "Regular", "psName": "Boxes-Regular"})
    font.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    font.setupPost()
    font.font["head"].created = font.font["head"].modified = 0
    font.font.recalcTimestamp = False
    font.save(pathlib.Path(__file__).with_name("boxes.ttf"))


main()
