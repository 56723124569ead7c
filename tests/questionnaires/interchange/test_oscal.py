"""This file tests the reader of OSCAL catalogues: on small ones, odd ones, hostile ones, noise."""

import json
from copy import deepcopy

import pytest
from factories.catalogues import as_json, control, oscal, refused_or_read, spoiled
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.catalogue import Control, Group, Measure, MeasureStatus, Source, Theme
from questionnaires.errors import UnreadableFileError
from questionnaires.interchange.oscal import read
from questionnaires.interchange.reading import MAXIMUM_TEXT
from questionnaires.wording import Wording

FULL = oscal(
    groups=[
        {
            "id": "ac",
            "class": "family",
            "title": "Access",
            "params": [{"id": "p0", "values": ["one", "two"]}],
            "controls": [
                control(
                    "ac-2",
                    title="Accounts",
                    params=[{"id": "p1", "label": "a period"}],
                    parts=[
                        {
                            "name": "statement",
                            "prose": "Do this within {{ insert: param, p1 }}:",
                            "parts": [
                                {
                                    "name": "item",
                                    "props": [{"name": "label", "value": "a."}],
                                    "prose": "look; [see](#x)",
                                    "parts": [{"name": "item", "prose": "twice;"}],
                                },
                            ],
                        },
                        {"name": "guidance", "prose": "Mind\n\nthe gap."},
                        {"name": "assessment-objective", "prose": "Is it done?"},
                    ],
                    controls=[control("ac-2.1", props=[{"name": "label", "value": "AC-2(1)"}])],
                ),
                control(
                    "ac-3",
                    props=[{"name": "status", "value": "withdrawn"}],
                    links=[{"href": "#ac-2_a", "rel": "incorporated-into"}],
                ),
            ],
        },
        {"title": "Physical security", "groups": [{"id": "in", "title": "Inside", "controls": []}]},
    ],
    **{"back-matter": {"resources": [{"uuid": "r"}]}},
)
FULL["catalog"]["groups"][0]["controls"][0]["parts"][0]["id"] = "ac-2_a"
FULL["catalog"]["groups"][0]["controls"][0]["controls"][0]["props"].pop(0)
FULL["catalog"]["groups"][1]["groups"][0]["controls"].append(control("pe-1"))


def read_document(document):
    return read(as_json(document))


def refusal_of(document) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read(document if isinstance(document, bytes) else as_json(document))
    return str(caught.value)


def text_of(*parts, **more) -> str:
    [measure] = read_document(oscal(control(parts=list(parts), **more))).catalogue.measures
    return measure.text.en


def test_each_control_and_enhancement_is_a_measure():
    catalogue = read_document(FULL).catalogue
    assert (catalogue.name, catalogue.source) == ("Norm 1", Source.OFFICIAL)
    assert catalogue.groups == (
        Group("ac", Wording(en="Access")),
        Group("in", Wording(en="Physical security – Inside")),
    )
    assert catalogue.controls == (
        Control("AC-2", Wording(en="Accounts"), "ac", Theme.ORGANISATIONAL),
        Control("AC-3", Wording(en="Title"), "ac", Theme.ORGANISATIONAL),
        Control("PE-1", Wording(en="Title"), "in", Theme.PHYSICAL),
    )
    assert [measure.number for measure in catalogue.measures] == ["AC-2", "AC-2(1)", "AC-3", "PE-1"]
    assert [measure.control for measure in catalogue.measures] == ["AC-2", "AC-2", "AC-3", "PE-1"]
    assert catalogue.measures[0] == Measure(
        number="AC-2",
        status=MeasureStatus.ACTIVE,
        title=Wording(en="Accounts"),
        text=Wording(
            en="Do this within [a period]:\na. look; see\ntwice;\n\nGuidance:\nMind\nthe gap."
        ),
        control_number="AC-2",
        explicit_theme=Theme.ORGANISATIONAL,
    )


def test_a_withdrawn_control_says_where_it_went():
    withdrawn = read_document(FULL).catalogue.by_number["AC-3"]
    assert (withdrawn.status, withdrawn.target) == (MeasureStatus.WITHDRAWN, "AC-2")


def test_what_is_left_out_is_counted():
    [warning] = read_document(FULL).warnings
    assert str(warning) == "At /catalog: 1 parts about assessment were left out."


def test_a_catalogue_without_groups_has_none():
    catalogue = read_document(oscal(control("5.20"), control("A-1"))).catalogue
    assert catalogue.groups == ()
    assert [item.group for item in catalogue.controls] == [None, None]
    assert catalogue.measures[0].theme is Theme.ORGANISATIONAL


def test_a_catalogue_may_say_that_it_is_in_dutch():
    about = {"props": [{"name": "language", "value": "nl-NL"}]}
    catalogue = read_document(oscal(control(), metadata=about)).catalogue
    assert catalogue.measures[0].title == Wording(nl="Title")


@pytest.mark.parametrize(
    ("param", "shown"),
    [
        ({"values": ["5 days", "6"]}, "5 days, 6"),
        ({"label": "a time"}, "[a time]"),
        (
            {"select": {"how-many": "one", "choice": ["a", "b {{ insert: param, q }}"]}},
            "[a / b [q]]",
        ),
        ({"select": {}}, "[p]"),
        ({}, "[p]"),
        ({"select": {"choice": ["x {{ insert: param, p }}"]}}, "[x [x [x [x [x [x [p]]]]]]]"),
    ],
    ids=["values", "label", "choice", "no choice", "nothing", "itself"],
)
def test_a_param_stands_in_the_text_by_its_values_or_its_label(param, shown):
    part = {"name": "statement", "prose": "In {{ insert: param, p }}, {{p}} and {{insert:param,z}}"}
    assert text_of(part, params=[{"id": "p", **param}]) == f"In {shown}, {shown} and [z]"


@pytest.mark.parametrize(
    ("props", "key", "number"),
    [
        (
            [{"name": "label", "value": "01", "class": "x"}, {"name": "label", "value": "1"}],
            "i",
            "1",
        ),
        (
            [{"name": "label", "value": "Accounts (03.01)"}, {"name": "sort-id", "value": "03.01"}],
            "SP_800_171_03.01",
            "03.01",
        ),
        ([], "ac-1", "AC-1"),
        ([], "a_b", "A-B"),
    ],
)
def test_a_number_is_the_label_or_what_comes_nearest(props, key, number):
    document = oscal({"id": key, "title": "T", "props": props})
    assert read_document(document).catalogue.measures[0].number == number


@pytest.mark.parametrize(
    ("version", "warnings"),
    [("1.1.0", 0), ("v1.2.2", 0), ("1.0.4", 1), ("1.0.0-rc", 1), ("1.9", 1)],
)
def test_another_version_of_oscal_one_is_read_with_a_warning(version, warnings):
    reading = read_document(oscal(control(), metadata={"oscal-version": version}))
    assert len(reading.warnings) == warnings


@pytest.mark.parametrize("version", ["2.0.0", "", "1", "one"])
def test_another_version_of_oscal_is_refused(version):
    refusal = refusal_of(oscal(control(), metadata={"oscal-version": version}))
    assert refusal.startswith("At /catalog/metadata/oscal-version: only versions 1.1 and 1.2")


def test_unknown_fields_are_reported_with_their_place_and_counted():
    document = oscal(control(parts=[{"name": "statement", "x/y": 1, "z": [{}]}]), extra={})
    document["catalog"]["controls"] += [control(f"b-{n}", more=1) for n in range(9)]
    warnings = [str(warning) for warning in read_document(document).warnings]
    assert len(warnings) == 6
    assert "At /catalog/controls/0/parts/0/x~1y: this field is not known." in warnings
    assert warnings[-1] == "At /catalog: 7 more fields are not known."


def test_a_long_name_of_a_norm_is_shortened_at_a_word_with_a_warning():
    about = {"title": "A catalogue of controls that has too long a title", "version": "v" * 30}
    reading = read_document(oscal(control(), metadata=about))
    assert reading.catalogue.norm == "A catalogue of controls that has too"
    assert reading.catalogue.edition == "v" * 20
    assert len(reading.warnings) == 2


@pytest.mark.parametrize(
    ("path", "value", "refusal"),
    [
        (("catalog",), None, "At /catalog: this is missing"),
        (("catalog",), [], "At /catalog: this must be an object."),
        (("catalog", "uuid"), None, "At /catalog/uuid: this is missing"),
        (("catalog", "metadata"), 5, "At /catalog/metadata: this must be an object."),
        (("catalog", "metadata", "title"), 5, "At /catalog/metadata/title: this must be text."),
        (("catalog", "metadata", "links"), 5, "At /catalog/metadata/links: this must be a list."),
        (
            ("catalog", "metadata", "links"),
            ["x"],
            "At /catalog/metadata/links/0: this must be an object.",
        ),
        (("catalog", "groups"), {}, "At /catalog/groups: this must be a list."),
        (("catalog", "groups", 0), "x", "At /catalog/groups/0: this must be an object."),
        (("catalog", "groups", 0, "title"), "", "At /catalog/groups/0/title: this is missing"),
        (
            ("catalog", "groups", 0, "controls", 0, "parts", 0, "parts", 0, "prose"),
            ["x"],
            "At /catalog/groups/0/controls/0/parts/0/parts/0/prose: this must be text.",
        ),
        (
            ("catalog", "groups", 0, "controls", 0, "controls", 0, "id"),
            None,
            "At /catalog/groups/0/controls/0/controls/0/id: this is missing",
        ),
        (
            ("catalog", "groups", 0, "params", 0, "values"),
            [1],
            "At /catalog/groups/0/params/0/values: this must be a list.",
        ),
    ],
)
def test_what_is_missing_or_of_a_wrong_type_is_refused_with_its_place(path, value, refusal):
    document = deepcopy(FULL)
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    assert refusal_of(document).startswith(refusal)


@pytest.mark.parametrize(
    ("document", "refusal"),
    [
        (oscal(), "there is no measure here"),
        (
            oscal(control("a-1"), control("a-1")),
            "At /catalog/controls/1: number A-1 is in the file",
        ),
        (oscal(control("a-1", controls=[control("a-1")])), "controls/0/controls/0: number A-1"),
        (oscal(control(title="a\x1bb")), "/controls/0/title: character 2 (code U+001B)"),
        (oscal(control(title="\ud800")), "character 1 (code U+D800) cannot be stored"),
        (oscal(control(title="x" * 501)), "longer than 500 characters"),
        (oscal(control(parts=[{"name": "statement", "prose": "x" * 20_001}])), "longer than 20000"),
        (oscal({"id": "€", "title": "T"}), "At /catalog/controls/0: a number is missing"),
        (oscal(control("x" * 21)), "a number is missing"),
        (oscal(control(), metadata={"title": " "}), "must have a name"),
        (
            oscal(
                control(
                    parts=[{"name": "s", "prose": "{{ p }}"}],
                    params=[{"id": "p", "select": {"choice": "x"}}],
                )
            ),
            "choices of param p must",
        ),
        (
            oscal(
                control(
                    parts=[{"name": "s", "prose": "{{ p }}"}], params=[{"id": "p", "select": ["x"]}]
                )
            ),
            "choices of param p must",
        ),
        ([], "At /: this must be an object"),
        (None, "At /: this must be an object"),
    ],
)
def test_what_can_be_no_catalogue_is_refused(document, refusal):
    assert refusal in refusal_of(document)


def test_params_that_multiply_are_refused_before_they_do():
    many = "{{ insert: param, p1 }}" * 800
    params = [
        {"id": f"p{n}", "select": {"choice": [many.replace("p1", f"p{n + 1}")]}} for n in range(6)
    ]
    part = {"name": "statement", "prose": many}
    assert f"longer than {MAXIMUM_TEXT}" in refusal_of(oscal(control(params=params, parts=[part])))


def test_many_parts_that_are_each_short_are_refused_together():
    parts = [{"name": "statement", "parts": [{"name": "item", "prose": "x" * 10_000}] * 3}]
    assert f"longer than {MAXIMUM_TEXT}" in refusal_of(oscal(control(parts=parts)))


@given(
    spoiled(as_json(FULL), (b'"', b"{", b"}", b"[", b"]", b"null", b"1e999", b'"\\ud800"', b","))
)
def test_a_spoiled_file_is_read_or_refused(content):
    refused_or_read(read, content)


def _places(value, path=()):
    yield path
    named = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in named if isinstance(value, dict | list) else ():
        yield from _places(inner, (*path, key))


@given(st.sampled_from([path for path in _places(FULL) if path]), st.data())
def test_a_file_with_another_value_in_one_place_is_read_or_refused(path, data):
    document = json.loads(as_json(FULL))
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = data.draw(
        st.sampled_from([None, True, 0, 1.5, "", "x", "\x00", [], {}, [[]], [{}], ["x"], {"a": 1}])
    )
    refused_or_read(read, as_json(document))
