"""A Word template is looked at before it is kept: all that is wrong is told, with its place."""

import io

import pytest
from docx import Document
from factories.word_templates import (
    archive,
    body,
    lines,
    paragraph,
    parts,
    template,
    with_header,
)

from questionnaires.annexes import AnnexKind
from questionnaires.placeholders import obligatory, placeholders
from questionnaires.template_problems import Part
from supplier_portal.documents.inspection.inspecting import inspect


def told(problems):
    return [problem.message % problem.facts for problem in problems]


def of_lines(*written, kind="contract_annex"):
    return inspect(archive(parts("".join(map(paragraph, written)))), kind)


@pytest.mark.parametrize("kind", AnnexKind)
def test_a_template_that_prints_everything_is_good(kind):
    assert inspect(template(kind), kind) == []


@pytest.mark.parametrize("kind", AnnexKind)
def test_what_word_adds_to_a_document_is_no_problem(kind):
    document = Document()  # made by Word, with all the parts that it writes
    for line in lines(kind):
        document.add_paragraph(line)
    document.sections[0].footer.paragraphs[0].text = "{{ digest }}"
    written = io.BytesIO()
    document.save(written)
    assert inspect(written.getvalue(), kind) == []


@pytest.mark.parametrize("kind", AnnexKind)
def test_each_thing_that_must_be_printed_is_missed(kind):
    wanted = [item for item in placeholders(kind, "nl") if item.is_obligatory]
    assert {item.path for item in wanted} == obligatory(kind)
    for item in wanted:
        written = lines(kind)
        start = (
            next(
                (
                    place
                    for place, line in enumerate(written)
                    if line == f"{{%p {item.loops[-1]} %}}"
                ),
                0,
            )
            if item.loops
            else 0
        )
        written.pop(written.index(f"{{{{ {item.name} }}}}", start))
        [problem] = of_lines(*written, kind=kind)
        assert f"{{{{ {item.name} }}}}" in told([problem])[0]


def test_every_problem_is_told_with_its_place():
    cell = "<w:tc>{}</w:tc>"
    row = cell.format(paragraph("Punten")) + cell.format(paragraph("{{ points }}"))
    heading = '<w:p><w:pPr><w:pStyle w:val="Kop1"/></w:pPr><w:r><w:t>Eisen</w:t></w:r></w:p>'
    grid = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
    found = inspect(
        template(
            more=paragraph("{{ nobody }}")
            + heading
            + f"<w:tbl><w:tblPr/>{grid}<w:tr>{row}</w:tr></w:tbl>"
        ),
        "contract_annex",
    )
    assert [(item.facts["name"], item.place.part) for item in found] == [
        ("nobody", Part.BODY),
        ("points", Part.BODY),
    ]
    assert found[0].place.text == "{{ nobody }}"
    place = found[1].place
    assert (place.heading, place.table, place.row, place.column) == ("Eisen", 1, 1, 2)


def test_a_problem_in_a_header_is_told_to_be_there():
    [problem] = inspect(with_header(paragraph("{{ nobody }}")), "contract_annex")
    assert (problem.place.part, problem.place.name) == (Part.HEADER, "1")


def test_particulars_may_stand_in_a_footer_that_pages_have():
    kept = [line for line in lines() if line != "{{ digest }}"]
    inner = "".join(map(paragraph, kept))
    good = with_header(paragraph("{{ digest }}"), part="footer1", kind="footer")
    assert inspect(good, "contract_annex") == []
    lost = archive({**parts(inner), "word/footer1.xml": body(paragraph("{{ digest }}"))})
    assert told(inspect(lost, "contract_annex")) == [
        "{{ digest }} is missing: a document may not leave it out."
    ]


def test_a_tag_of_which_word_made_several_runs_is_read_whole():
    pieces = ["{", "{ procu", "rement.bu", "yer }", "}"]
    runs = "".join(f"<w:r><w:t>{piece}</w:t></w:r>" for piece in pieces)
    assert inspect(template(more=f"<w:p>{runs}</w:p>"), "contract_annex") == []


def test_the_order_of_a_box_and_the_text_around_it_does_not_matter():
    box = (
        f"<w:r><w:pict><w:txbxContent>{paragraph('{{ revision }}')}</w:txbxContent></w:pict></w:r>"
    )
    text = "<w:r><w:t>{{ catalogue }}</w:t></w:r>"
    assert inspect(template(more=f"<w:p>{box}{text}</w:p>"), "contract_annex") == []


@pytest.mark.parametrize(
    "condition",
    [
        "{%p if requirement.weight %}",
        "{%p if requirement.proof %}",
        '{%p if kind == "programme" %}',
    ],
    ids=["another name", "a list beside it", "a comparison"],
)
def test_what_must_be_printed_may_not_depend_on_something_else(condition):
    written = lines()
    place = written.index("{{ requirement.text }}")
    written[place : place + 1] = [condition, "{{ requirement.text }}", "{%p endif %}"]
    [problem] = of_lines(*written)
    assert "stands in a condition" in told([problem])[0]
    assert problem.place.text == "{{ requirement.text }}"


def test_what_can_be_empty_may_be_left_out_when_it_is():
    written = lines()
    place = written.index("{{ requirement.evidence }}")
    written[place : place + 1] = [
        "{%p if requirement.evidence %}",
        "{{ labels.proof }}: {{ requirement.evidence }}",
        "{%p else %}",
        "-",
        "{%p endif %}",
    ]
    assert of_lines(*written) == []


def test_a_loop_within_another_list_does_not_print_for_certain():
    written = ["{%p for clause in clauses %}", *lines()[: lines().index("{{ rank }}")]]
    assert any(
        "stands in a condition" in text for text in told(of_lines(*written, "{%p endfor %}"))
    )


@pytest.mark.parametrize(
    ("written", "part"),
    [
        (["{%p for theme in themes %}"], "is never closed"),
        (["{%p endfor %}"], "ends or continues nothing"),
        (["{%p if digest %}", "{%p endfor %}"], "ends or continues nothing"),
        (["{%p if digest %}", "{% endif %}"], "of the same kind"),
        (["{% if digest", "%}"], "opens or closes nothing"),
        (["{{ digest }"], "opens or closes nothing"),
        (["digest }}"], "opens or closes nothing"),
        (["{%p if digest %} text", "{%p endif %}"], "must stand alone"),
        (["{%tr if digest %}", "{%tr endif %}"], "stands in no table"),
        (["{{ theme.title }}"], "“theme.title” is not known"),
        (["{{ themes }}"], "is not a text"),
        (["{%p for word in digest %}", "{%p endfor %}"], "does not repeat"),
        (["{%p for labels in themes %}", "{%p endfor %}"], "is taken"),
        (["{{ }}"], "cannot be read"),
        (["{% if %}x{% endif %}"], "cannot be read"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_a_tag_that_does_not_fit_is_told_where_it_stands(written, part):
    [first, *_] = of_lines(*lines(), *written)
    assert part in told([first])[0]
    assert first.place.text in written


def test_names_are_looked_up_also_where_other_tags_do_not_fit():
    found = of_lines("{%p for theme in themes %}", "{{ theme.title }}", "{{ nobody }}", "{{ 1 }}")
    assert [text.partition(" ")[0] for text in told(found)] == ["“{%p", "“nobody”", "this"]


def test_a_document_without_any_placeholder_says_only_that():
    assert told(of_lines("Hallo")) == [
        "There is no placeholder in it, such as {{ procurement.title }}."
    ]


def test_hidden_text_changes_that_are_tracked_and_comments_are_refused():
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>"
    tracked = f"<w:ins>{paragraph('x')}</w:ins>"
    comments = {"word/comments.xml": body("")}
    found = told(inspect(template(more=hidden + tracked, parts=comments), "contract_annex"))
    assert [text.partition(" ")[0] for text in found] == ["it", "changes", "text"]
