"""This file holds what the accessibility statement says of the software, whoever runs it."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from supplier_portal.declarations import Compliance

STATUSES = {
    Compliance.FULL: _l("fully compliant"),
    Compliance.PARTIAL: _l("partially compliant"),
    Compliance.FIRST_STEPS: _l("first measures taken"),
    Compliance.NONE: _l("not compliant"),
}
MEANINGS = {
    Compliance.FULL: _l("All requirements are met, and a test report shows it."),
    Compliance.PARTIAL: _l(
        "Not all requirements are met yet. A test report shows which, and measures are planned."
    ),
    Compliance.FIRST_STEPS: _l("It is not known yet for every requirement whether it is met."),
    Compliance.NONE: _l("It was found that requirements are not met; no measures are planned yet."),
}


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """What is not accessible yet, in the four parts that the model for statements asks for."""

    key: str
    title: LazyString
    cause: LazyString
    effect: LazyString
    alternative: LazyString
    measure: LazyString


SHORTCOMINGS = (
    Shortcoming(
        "annex",
        title=_l("The Word annex was not checked against PDF/UA"),
        cause=_l(
            "The service makes the annex with headings, table headers and a language, but nobody "
            "has checked yet whether the PDF that people make of it is accessible "
            "(EN 301 549, chapter 10)."
        ),
        effect=_l("Somebody who uses a screen reader may miss the structure of the document."),
        alternative=_l(
            "The requirements in the annex are also on the web pages of this service. You can ask "
            "the organisation for the text in another form."
        ),
        measure=_l(
            "Check the annex with a tool and by hand, and mend what is found. The organisation "
            "names the date in its final statement."
        ),
    ),
    Shortcoming(
        "evidence",
        title=_l("Files that suppliers attach may not be accessible"),
        cause=_l("Suppliers make these files themselves. The service keeps them as they are."),
        effect=_l("Somebody at the organisation may not be able to read such a file."),
        alternative=_l("Ask the supplier for the same file in a form that can be read."),
        measure=_l(
            "None by the service: changing a file would change the evidence. The organisation can "
            "ask for accessible files in its tender."
        ),
    ),
)
