"""This file finds measures by words, where they are picked and where a catalogue is read."""

import pytest

from questionnaires import knowledge
from questionnaires.catalogue import Control, Measure, MeasureStatus
from questionnaires.wording import Wording
from supplier_portal.procurement import search

CONTROL = Control("8.24", Wording("Gebruik van cryptografie", "Use of cryptography"))
OTHER = Control("8.13", Wording("Back-up", "Backup"))
CONTROLS = [
    (
        CONTROL,
        (
            Measure("8.24.01", MeasureStatus.ACTIVE, Wording("Beleid"), Wording("Sleutels één")),
            Measure("8.24.02", MeasureStatus.ACTIVE, Wording("Certificaten", "Certificates")),
        ),
    ),
    (OTHER, (Measure("8.13.01", MeasureStatus.ACTIVE, Wording("Herstel", "Recovery")),)),
]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", {"8.24.01", "8.24.02", "8.13.01"}),
        ("  ", {"8.24.01", "8.24.02", "8.13.01"}),
        ("8.24", {"8.24.01", "8.24.02"}),
        ("8.24.02", {"8.24.02"}),
        ("CRYPTO", {"8.24.01", "8.24.02"}),
        ("recovery", {"8.13.01"}),
        ("een sleutels", {"8.24.01"}),
        ("\u00c9\u00c9N", {"8.24.01"}),
        ("e\u0301e\u0301n", {"8.24.01"}),
        ("crypto certificaat", set()),
        ("crypto certificaten", {"8.24.02"}),
        ("\x00 '; --", set()),
    ],
)
def test_a_measure_is_found_by_all_words_in_any_case_with_or_without_accents(query, numbers):
    assert search.found(CONTROLS, query) == numbers


def test_a_measure_is_found_by_what_the_project_asks_for_it():
    known = knowledge.load()
    also = search.asked(known.proposals)
    number = "5.20.05"
    controls = [(Control("5.20"), (Measure(number, MeasureStatus.ACTIVE),))]
    word = known.proposals[number].text.nl.split()[-1]
    assert search.found(controls, word, also=also) == {number}
    assert search.found(controls, word) == frozenset()


@pytest.mark.parametrize("page", ["pick", "catalogue"])
def test_a_page_hides_what_does_not_have_the_words(world, browser, page):
    buyer = world.person("procurement")
    address = {
        "pick": f"/procurement/{world.draft(buyer, numbers=('8.08.01',))}/requirements/pick",
        "catalogue": f"/procurement/catalogues/{world.catalogue()}",
    }[page]
    visitor = browser(buyer)
    everything = visitor.get(f"{address}?theme=8").soup
    assert everything.select("[data-filter-item][hidden], [data-filter-group][hidden]") == []
    assert everything.select_one("[data-filter-empty]").has_attr("hidden")
    some = visitor.get(f"{address}?theme=8&q=8.24.04").soup
    [item] = some.select("[data-filter-item]:not([hidden])")
    assert "8.24.04" in item.get_text()
    assert len(some.select("[data-filter-group]:not([hidden])")) == 1
    assert some.select_one("input[name=q]")["value"] == "8.24.04"
    assert some.select_one("form[role=search] input[name=theme]")["value"] == "8"
    nothing = visitor.get(f"{address}?theme=8&q=niets+hiervan").soup
    assert nothing.select("[data-filter-item]:not([hidden])") == []
    assert not nothing.select_one("[data-filter-empty]").has_attr("hidden")
