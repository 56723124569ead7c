"""Every page for who has no mouse: Tab reaches every control, in order, and shows where (K3)."""

import pytest
from e2e.conftest import CHECKED
from e2e.keyboard import FOCUS, FROM_THE_TOP, STOPS, of_focus
from e2e.states import AnyPlace, states

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
# The pages with the most controls; of every other page the first state is enough.
FULLEST = {
    ("procurement.pick", "theme 7"),
    ("procurement.requirements", "draft"),
    ("procurement.tailor", "filled"),
    ("procurement.trial", "tried"),
    ("sign_in.start", "empty"),
    ("supplier.section", "theme 8"),
    ("supplier.submit", "complete"),
    ("review.judge", "half judged"),
    ("review.scorecard", "pending"),
}
# What the page looks like after a script changed it.
CHANGED = {
    ("procurement.pick", "filtered"),
    ("procurement.publish", "asked"),
    ("procurement.requirements", "wrong weight"),
    ("supplier.add_to_vault", "wrong kind"),
    ("supplier.section", "follow-up"),
    ("supplier.section", "overtaken"),
}
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
HIGH_CONTRAST = {"forced_colors": "active", "reduced_motion": "reduce"}


@pytest.mark.parametrize("part", range(3))
def test_tab_reaches_every_control_of_every_page(tour, part, record_property):
    listed = [state for state in states(AnyPlace()) if state.status == 200]
    first = {state.endpoint: state.name for state in reversed(listed)}
    wanted = FULLEST | CHANGED | set(first.items())
    shown = tour(lambda state: (state.endpoint, state.name) in wanted, part=slice(part, None, 3))
    assert _walk_with_tab(shown, record_property, DESK) >= len(wanted) // 3


@pytest.mark.parametrize(
    ("screen", "media"),
    [(PHONE, {"color_scheme": "dark"}), (DESK, HIGH_CONTRAST)],
    ids=["dark phone", "forced colours"],
)
def test_tab_shows_where_it_is_on_other_screens(tour, screen, media, record_property):
    fullest = tour(lambda state: (state.endpoint, state.name) in FULLEST)
    assert _walk_with_tab(fullest, record_property, screen, media) == len(FULLEST)


def _walk_with_tab(shown, record_property, screen, media=None) -> int:
    """Press Tab through every page; gives how many there were."""
    problems, stops, pages = [], 0, 0
    for state, window in shown:
        window.page.set_viewport_size(screen)
        window.page.emulate_media(**(media or {}))
        found, count = _of_page(window.page)
        problems += [f"{state}: {problem}" for problem in found]
        stops += count
        pages += 1
    record_property(f"{CHECKED}, stops of the keyboard", stops)
    record_property(f"{CHECKED}, pages walked with Tab", pages)
    assert not problems, "\n".join(problems)
    return pages


def _of_page(page) -> tuple[list[str], int]:
    page.evaluate(FROM_THE_TOP)
    count = page.evaluate(STOPS)
    assert count > 1
    problems: list[str] = []
    seen: list[int] = []
    for _ in range(3 * count):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["stop"] in seen[-1:]:
            continue  # a part of the same control, such as the hour of a time
        seen.append(focus["stop"])
        if focus["stop"] < 0 or len(seen) > count:
            break
        problems += of_focus(focus)
    if seen[:count] != list(range(count)):
        problems.append(f"the order is {seen}")
    return problems, count
