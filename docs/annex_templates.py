"""This file makes the Word templates in templates/annexes again (make annexes).

They are small and accessible: real headings, tables with a header row, a caption and a description,
a language that follows the content, and a footer with page x of y. What is in version control is
what this file makes; a test compares the two.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from annex_blocks import (
    cell,
    each,
    each_row,
    heading,
    labelled,
    marked,
    paragraph,
    row,
    rows_between,
    run,
    table,
    where,
)
from annex_package import LANDSCAPE, MARGIN, PORTRAIT, package

FOLDER = Path(__file__).parents[1] / "templates" / "annexes"
PARTICULARS = (
    ("procurement", "procurement.title"),
    ("reference", "procurement.reference"),
    ("buyer", "procurement.buyer"),
    ("revision", "revision"),
    ("catalogue", "catalogue"),
    ("published", "published"),
    ("digest", "digest"),
)
_META = (
    "{{ labels.kind }}: {{ requirement.kind }} · {% if requirement.weight %}{{ labels.weight }}: "
    "{{ requirement.weight }} · {% endif %}{{ labels.source }}: {{ requirement.reference }}"
)
WIDTH = PORTRAIT[0] - 2 * MARGIN


def opening(*, more: Sequence[tuple[str, str]] = (), width: int = WIDTH) -> str:
    """The title, what the document is for, and its particulars."""
    widths = (2600, width - 2600)
    rows = "".join(
        row(widths, (f"{{{{ labels.{label} }}}}", f"{{{{ {value} }}}}"))
        for label, value in PARTICULARS
    )
    optional = "".join(
        rows_between(
            f"if {value}",
            row(widths, (f"{{{{ labels.{label} }}}}", f"{{{{ {value} }}}}")),
            "endif",
            widths,
        )
        for label, value in more
    )
    return (
        paragraph(run("{{ labels.heading }}"), style="Title")
        + paragraph(run("{{ labels.note }}"), style="Lead")
        + heading(1, "{{ labels.contents }}")
        + table("{{ labels.contents }}", widths, ("item", "value"), rows + optional)
    )


def requirements(*inner: str) -> str:
    """The requirements, by theme."""
    return each(
        "theme",
        "themes",
        heading(2, "{{ theme.title }}"),
        each(
            "requirement",
            "theme.requirements",
            heading(3, "{{ requirement.identifier }} {{ requirement.title }}"),
            paragraph(run("{{ requirement.text }}")),
            where("requirement.guidance", labelled("guidance", "requirement.guidance", "Guidance")),
            paragraph(run(_META), style="Meta"),
            where(
                "requirement.equivalence",
                labelled("equivalence", "requirement.equivalence", "Meta"),
            ),
            *inner,
            where(
                "requirement.proof",
                paragraph(run("{{ labels.proof }}", bold=True), style="ListHead"),
                each(
                    "proof",
                    "requirement.proof",
                    paragraph(
                        run("{{ proof.level }}: ", bold=True),
                        run("{{ proof.text }}"),
                        style="ListBullet",
                    ),
                ),
            ),
            where(
                "requirement.evidence",
                paragraph(run("{{ labels.evidence }}: {{ requirement.evidence }}"), style="Meta"),
            ),
        ),
    )


def contract_annex() -> str:
    """The body of the contract annex."""
    return (
        opening()
        + heading(1, "{{ labels.rank }}")
        + paragraph(run("{{ rank }}"))
        + heading(1, "{{ labels.clauses }}")
        + each(
            "clause",
            "clauses",
            heading(2, "{{ clause.number }}. {{ clause.title }}"),
            paragraph(run("{{ clause.text }}")),
            labelled("source", "clause.source", "Meta"),
        )
        + heading(1, "{{ labels.requirements }}")
        + requirements()
    )


def programme() -> str:
    """The body of the programme of requirements."""
    widths = (3000, WIDTH - 3000)
    return (
        opening(more=(("deadline", "deadline"), ("ask_by", "ask_by")))
        + heading(1, "{{ labels.introduction }}")
        + each("text", "introduction", paragraph(run("{{ text }}")))
        + heading(1, "{{ labels.scoring }}")
        + each("text", "scoring", paragraph(run("{{ text }}")))
        + heading(2, "{{ labels.scale }}")
        + table(
            "{{ labels.scale }}",
            widths,
            ("fraction", "grade"),
            each_row("grade", "scale", widths, ("fraction", "label")),
        )
        + heading(1, "{{ labels.requirements }}")
        + requirements()
    )


def questionnaire() -> str:
    """The body of the questionnaire to read."""
    questions = each(
        "question",
        "requirement.questions",
        paragraph(
            run("{{ labels.question }} {{ question.item }}: ", bold=True),
            run("{{ question.text }}"),
            style="Question",
        ),
        where("question.guidance", paragraph(run("{{ question.guidance }}"), style="Guidance")),
        paragraph(run("{{ question.kind }}"), style="Meta"),
        each(
            "option", "question.options", paragraph(run("☐ "), run("{{ option }}"), style="Option")
        ),
    )
    return (
        opening(more=(("deadline", "deadline"), ("ask_by", "ask_by")))
        + heading(1, "{{ labels.requirements }}")
        + requirements(questions)
    )


def applicability() -> str:
    """The body of the statement of applicability, which lies on its side."""
    width = LANDSCAPE[0] - 2 * MARGIN
    halves = (6000, width - 6000)
    listed = (1400, 4200, 1500, width - 9400, 2300)
    departs = (1400, 4200, 2800, width - 8400)
    exceptions = table(
        "{{ labels.exceptions }}",
        departs,
        ("number", "title", "what", "reason"),
        each_row("exception", "exceptions", departs, ("number", "title", "what", "reason")),
    )
    return (
        opening(width=width)
        + heading(1, "{{ labels.profile }}")
        + table(
            "{{ labels.profile }}",
            halves,
            ("question", "answer"),
            each_row("line", "profile", halves, ("question", "answer")),
        )
        + heading(1, "{{ labels.rows }}")
        + table(
            "{{ labels.rows }}",
            listed,
            ("number", "title", "applicable", "reason", "requirement"),
            each_row(
                "row",
                "rows",
                listed,
                ("number", "title", "applicable", "reason", "requirement"),
            ),
        )
        + heading(1, "{{ labels.exceptions }}")
        + where("exceptions", exceptions, otherwise=paragraph(run("{{ labels.no_exceptions }}")))
    )


def change_annex() -> str:
    """The body of the change annex; what came and went is told in words beside the letters."""
    widths = (2000, (WIDTH - 2000) // 2, WIDTH - 2000 - (WIDTH - 2000) // 2)
    pieces = (
        run("{%r for piece in field.pieces %}"),
        marked("kept", "", "", ""),
        marked("removed", "<w:strike/>", " [{{ labels.removed }}:", "]"),
        marked("added", '<w:u w:val="single"/>', " [{{ labels.added }}:", "]"),
        run("{%r endfor %}"),
    )
    head = paragraph(run("{{ labels.difference }}"), style="TableText")
    difference = (
        f"<w:tr>{cell(widths[0], head)}"
        f"{cell(sum(widths[1:]), paragraph(*pieces, style='TableText'), columns=2)}</w:tr>"
    )
    fields = rows_between(
        "for field in change.fields",
        row(
            widths, ("{{ field.label }}", "{{ field.before }}", "{{ field.after }}"), may_split=True
        )
        + rows_between("if field.pieces", difference, "endif", widths),
        "endfor",
        widths,
    )
    return (
        opening(
            more=(
                ("earlier", "earlier.revision"),
                ("earlier_published", "earlier.published"),
                ("earlier_digest", "earlier.digest"),
                ("reason", "reason"),
            )
        )
        + heading(1, "{{ labels.changes }}")
        + where("not changes", paragraph(run("{{ labels.no_changes }}")))
        + each(
            "change",
            "changes",
            heading(2, "{{ change.identifier }} {{ change.title }}"),
            paragraph(run("{{ change.what }}", bold=True), style="Question"),
            where(
                "change.fields",
                table(
                    "{{ change.identifier }}: {{ labels.changes }}",
                    widths,
                    ("change", "before", "after"),
                    fields,
                ),
            ),
        )
    )


def clarifications() -> str:
    """The body of one nota van inlichtingen, or of several."""
    about = (
        "{{ clarification.number }} {% if clarification.requirement %}"
        "{{ clarification.requirement }} {{ clarification.title }}"
        "{% else %}{{ labels.general }}{% endif %}"
    )
    return opening() + each(
        "nota",
        "notas",
        heading(1, "{{ labels.nota }} {{ nota.number }}"),
        paragraph(
            run("{{ labels.published }}: {{ nota.published }} · "),
            run("{{ labels.revision }}: {{ nota.revision }}"),
            style="Meta",
        ),
        paragraph(run("{{ labels.digest }}: {{ nota.digest }}"), style="Meta"),
        each(
            "clarification",
            "nota.clarifications",
            heading(2, about),
            where(
                "clarification.question",
                labelled("question", "clarification.question"),
                otherwise=paragraph(run("{{ labels.from_buyer }}", bold=True)),
            ),
            paragraph(
                run(
                    "{% if clarification.question %}{{ labels.answer }}: {% endif %}",
                    bold=True,
                ),
                run("{{ clarification.answer }}"),
            ),
        ),
    )


KINDS = {
    "contract_annex": (contract_annex, PORTRAIT),
    "programme": (programme, PORTRAIT),
    "questionnaire": (questionnaire, PORTRAIT),
    "applicability": (applicability, LANDSCAPE),
    "change_annex": (change_annex, PORTRAIT),
    "clarifications": (clarifications, PORTRAIT),
}


def main() -> None:
    """Write every template into a folder."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for name, (body, page) in KINDS.items():
        (folder / f"{name}.docx").write_bytes(package(name, body(), page))


if __name__ == "__main__":
    main()
