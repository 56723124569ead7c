"""This file proves that a PDF made of a Word document of an own template holds all of its text."""

from questionnaires.annexes import AnnexContent, texts_of
from questionnaires.errors import TemplateFailsError, translatable
from supplier_portal.documents import letters, own
from supplier_portal.documents.printing import letters_of
from supplier_portal.documents.proof import LostTextError
from supplier_portal.documents.tagged_text import NO_GLYPH, texts_of_parts

_BOXES = translatable(
    "The fonts of this template lack a letter of the text, so that a PDF would show a box. Make "
    "it as Word, or choose another font in the template."
)


def prove(document: bytes, content: AnnexContent) -> None:
    """Refuse a PDF that lost a letter, shows a box for one, or tells text in a wrong order.

    White space and hyphens are not compared: a line may end anywhere. Raises TemplateFailsError,
    or UnprintableTextError for a text that runs from right to left.
    """
    texts = list(texts_of(content))
    letters.refuse_right_to_left(texts)
    try:
        found = "".join(texts_of_parts(document))
    except LostTextError as error:
        raise TemplateFailsError(_BOXES) from error
    if NO_GLYPH in found and not any(NO_GLYPH in text for text in texts):
        raise TemplateFailsError(_BOXES)
    own.prove(found, content, letters_of)
