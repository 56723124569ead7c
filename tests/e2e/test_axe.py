"""Every page in every state, held to WCAG 2.2 A and AA by axe: four screens, two languages (K1)."""

import json

import pytest
from e2e.conftest import ADVICE, CHECKED, LANGUAGES
from e2e.room import CUT_OFF, SPACIOUS, WIDE

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
PARTS = 4
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FIELD = "cut off: <input"  # whose text goes on within it, as far as one types
PRACTICE = "best-practice"
SCREENS = [(width, scheme) for scheme in ("light", "dark") for width in (1280, 320)]


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_keeps_anybody_out(tour, language, part, record_property):
    from axe_playwright_python.base import AXE_SCRIPT  # noqa: PLC0415 - may be missing

    problems, advice, count = [], [], 0
    for state, window in tour(language=language, part=slice(part, None, PARTS)):
        page = window.page
        assert page.locator("html").get_attribute("lang") == language
        page.evaluate(AXE_SCRIPT)
        for width, scheme in SCREENS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found, advised = _of_axe(page)
            found += page.evaluate(WIDE)
            problems += [f"{state} {width} {scheme}: {problem}" for problem in found]
            advice += advised
            count += 1
        problems += [f"{state} with more space: {problem}" for problem in _with_space(page)]
    record_property(f"{CHECKED}, page × state × screen in {language}", count)
    record_property(ADVICE, advice)
    assert not problems, "\n".join(problems)


def _of_axe(page) -> tuple[list[str], list[str]]:
    """What is wrong, and what is only advised or left for people to decide."""
    wanted = {
        "runOnly": {"type": "tag", "values": [*TAGS, PRACTICE]},
        "resultTypes": ["violations", "incomplete"],
        "preload": False,
    }
    results = page.evaluate(
        f"axe.run({json.dumps(wanted)}).then(({{violations, incomplete}}) =>"
        " ({violations, undecided: incomplete.map(found => found.id)}))"
    )
    problems, advice = [], [f"{name}, for people to decide" for name in results["undecided"]]
    for violation in results["violations"]:
        if PRACTICE in violation["tags"]:
            advice.append(f"{violation['id']}, best practice")
            continue
        problems += [
            f"{violation['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}"
            for node in violation["nodes"]
        ]
    return problems, advice


def _with_space(page) -> list[str]:
    """What is lost when a reader sets more space between lines, words and letters (1.4.12)."""
    page.evaluate(SPACIOUS)
    problems = []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        problems += page.evaluate(WIDE)
        problems += [found for found in page.evaluate(CUT_OFF) if not found.startswith(FIELD)]
    page.emulate_media(color_scheme="light")
    return problems
