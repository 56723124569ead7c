"""This file finds the letters of which a font draws only the box that stands for what it lacks."""

import io
import logging

from fontTools.ttLib import TTFont, TTLibError

# It warns of the dates in the fonts that LibreOffice cuts out.
logging.getLogger("fontTools").setLevel(logging.ERROR)


def boxes(font_file: bytes) -> frozenset[int]:
    """The codes of a TrueType font whose glyph is the same as that of no letter at all.

    A program that copies the letters it needs into a font copies the box as if it were one, so the
    text behind it is there for a machine while a reader sees a box.
    """
    try:
        font = TTFont(io.BytesIO(font_file))
        if not {"cmap", "glyf"} <= set(font.keys()):
            return frozenset()
        names, glyphs = font.getGlyphOrder(), font["glyf"]
        nothing = glyphs[names[0]]
        listed = (table.cmap.items() for table in font["cmap"].tables)
        codes = dict(pair for pairs in listed for pair in pairs)
        return frozenset(code for code, name in codes.items() if glyphs[name] == nothing)
    except (TTLibError, KeyError, IndexError, AssertionError):  # a font that is cut out badly
        return frozenset()
