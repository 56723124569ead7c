"""Pages on paper: the content and nothing else, whole, and readable whatever the screen shows."""

import os
import re
import shutil
import subprocess
from collections import Counter

import pytest
from e2e.conftest import CHECKED
from e2e.room import CUT_OFF, WIDE

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
PRINTED = {
    ("procurement.revision", "published"),
    ("review.judge", "half judged"),
    ("review.scorecard", "pending"),
    ("supplier.receipt", "handed in"),
    ("supplier.section", "closed"),
    ("supplier.submit", "complete"),
    ("supplier.whole", "open"),
}
A4_WITHIN_MARGINS = {"width": 673, "height": 900}
LEFT_OUT = "nav, button, .languages, .skip-link, [name=language]"
BLACK_ENOUGH = 4.5
LONGEST_WORD = 40
SHOWN = """wanted => [...document.querySelectorAll(wanted)].filter(
    element => element.checkVisibility()).map(element => element.outerHTML.slice(0, 120))"""
HEADS = """() => [...document.querySelectorAll("thead")].filter(
    head => getComputedStyle(head).display !== "table-header-group").length"""
FOLDED = """() => [...document.querySelectorAll("main details")].filter(
    details => details.checkVisibility() && [...details.children].some(
        child => !child.checkVisibility())).map(details => details.innerText.slice(0, 80))"""
# The colours of a page on white paper: browsers print no backgrounds unless they are told to.
PALE = """enough => {
    const light = color => {
        const [r, g, b] = color.match(/[0-9.]+/g).map(part => part / 255).map(
            part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const hasText = element => [...element.childNodes].some(
        node => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    return [...document.querySelectorAll("body *")]
        .filter(element => element.checkVisibility() && hasText(element))
        .map(element => [1.05 / (light(getComputedStyle(element).color) + 0.05), element])
        .filter(([contrast]) => contrast < enough)
        .map(([contrast, element]) => `${contrast.toFixed(1)}: ${element.outerHTML.slice(0, 120)}`);
}"""
TEXTS = """() => {
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (!parent.checkVisibility() || parent.closest(".visually-hidden")) continue;
        texts.push(parent.matches("textarea") ? parent.value : walker.currentNode.textContent);
    }
    return texts.join(" ");
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_only_content_is_printed_and_all_of_it(tour, scheme, record_property):
    problems, count = [], 0
    for state, window in tour(lambda state: (state.endpoint, state.name) in PRINTED):
        page = window.page
        page.set_viewport_size(A4_WITHIN_MARGINS)
        page.emulate_media(media="print", color_scheme=scheme, reduced_motion="reduce")
        found = [f"printed: {html}" for html in page.evaluate(SHOWN, LEFT_OUT)]
        found += [f"folded: {text}" for text in page.evaluate(FOLDED)]
        found += [f"too pale, {html}" for html in page.evaluate(PALE, BLACK_ENOUGH)]
        found += page.evaluate(WIDE) + page.evaluate(CUT_OFF)
        if page.evaluate(HEADS):
            found.append("the head of a table is not repeated")
        problems += [f"{state}: {problem}" for problem in found]
        count += 1
    record_property(f"{CHECKED}, pages as printed", count)
    assert count == len(PRINTED)
    assert not problems, "\n".join(problems)


def test_nothing_is_cut_off_on_paper(tour, tmp_path):
    problems = []
    for state, window in tour(lambda state: (state.endpoint, state.name) in PRINTED):
        page = window.page
        file = tmp_path / f"{state.endpoint}.pdf"
        file.write_bytes(page.pdf(prefer_css_page_size=True))
        page.set_viewport_size(A4_WITHIN_MARGINS)
        page.emulate_media(media="print")
        missing = _words(page.evaluate(TEXTS)) - _words(_told("-raw", file))
        found = [f"not on paper: {word} ({count} x)" for word, count in missing.items()]
        found += _beside_the_paper(_told("-bbox", file))
        page.emulate_media(media="null")
        problems += [f"{state}: {problem}" for problem in found]
    assert not problems, "\n".join(problems)


def _words(text: str) -> Counter:
    """Every word and how often; not the digests, of which the lines are broken anywhere."""
    return Counter(word for word in re.findall(r"\w+", text) if len(word) < LONGEST_WORD)


def _beside_the_paper(boxes: str) -> list[str]:
    width = float(re.search(r'<page width="([0-9.]+)"', boxes)[1])
    assert round(width) == 595, "A4"
    words = re.findall(r'<word xMin="([0-9.-]+)" .*?xMax="([0-9.]+)" .*?>(.*?)</word>', boxes)
    assert len(words) > 20
    margin = 28  # a centimetre
    return [
        f"off the paper: {word}"
        for left, right, word in words
        if float(left) < margin or float(right) > width - margin
    ]


def _told(way: str, file) -> str:
    if not (program := shutil.which("pdftotext")):
        reason = "pdftotext is not installed (Debian: poppler-utils)"
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip)(reason)
    return subprocess.run(  # noqa: S603 - a program of this machine, a file of this test
        [program, way, file, "-"], capture_output=True, text=True, check=True
    ).stdout
