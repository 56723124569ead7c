"""This file takes a picture of every page in every state, for people to look at (make pictures).

It checks nothing about looks, so it is no part of the tests: it runs when it is named.
"""

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
PARTS = 4
SCREENS = {
    "320": (320, "light"),
    "768": (768, "light"),
    "1280": (1280, "light"),
    "1280-dark": (1280, "dark"),
}


@pytest.mark.parametrize("part", range(PARTS))
def test_a_picture_of_every_state(tour, request, part):
    folder = request.config.getoption("--pictures")
    folder.mkdir(parents=True, exist_ok=True)
    for state, window in tour(part=slice(part, None, PARTS)):
        name = f"{state.endpoint}--{state.name}".replace(" ", "-")
        for screen, (width, scheme) in SCREENS.items():
            window.page.set_viewport_size({"width": width, "height": 900})
            window.page.emulate_media(color_scheme=scheme)
            window.page.screenshot(
                path=folder / f"{name}--{screen}.png", full_page=True, animations="disabled"
            )
        window.page.emulate_media(color_scheme="light")
