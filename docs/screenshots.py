"""This file takes the pictures in docs/pictures from a fresh demonstration (make screenshots).

Anybody gets the same pictures but for the dates, which the demonstration counts from today, and
the letters: those are of the machine. CI and the pictures that are kept use DejaVu Sans.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from supplier_portal import demo

CHROMIUM = "/usr/bin/chromium"
FOLDER = Path(__file__).parent / "pictures"
HOST = "127.0.0.1"
DESK, PHONE = 1280, 320
LONGEST = 1400
LARGEST = 250_000
BUYER, REVIEWER, SUPPLIER = "inkoop@", "security@", "aanbod@kadepunt"
_CATALOGUE = ("a[href$='/procurement/catalogues']", "main a[href*='/procurement/catalogues/']")
_QUESTIONS = ("main a[href^='/supplier/']", "main a[href$='/themes/5']")
_SCORECARD = (
    "a[href$='/review/all']",
    "main tr:has-text('VBS-HOSTING') a",
    "main a[href$='/scorecard']",
)
# The name of the picture, who looks, how wide, and the links they follow from their home.
PICTURES = (
    ("home-procurement", BUYER, DESK, ()),
    ("home-supplier", SUPPLIER, DESK, ()),
    ("home-review", REVIEWER, DESK, ()),
    ("catalogue", BUYER, DESK, _CATALOGUE),
    ("questionnaire", SUPPLIER, DESK, _QUESTIONS),
    ("questionnaire-phone", SUPPLIER, PHONE, _QUESTIONS),
    ("scorecard", REVIEWER, DESK, _SCORECARD),
)
_START_SECONDS = 60
_OF_AN_INSTALLATION = {"DATABASE_URL", "SECRET_KEY", "PUBLIC_URL", "THEME_FOLDER", "ORGANISATION"}


def main() -> None:
    """Start the demonstration, visit it as each of its people, and keep what they see."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - may be missing
    except ImportError:
        sys.exit("Taking pictures needs playwright: run this with make screenshots.")
    if not Path(CHROMIUM).exists():
        sys.exit(f"Taking pictures needs Chromium at {CHROMIUM} (Debian: apt install chromium).")
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        _demonstration(folder) as address,
        sync_playwright() as playwright,
    ):
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"],
        )
        for name, email, width, links in PICTURES:
            page = _signed_in(launched, address, email, width)
            for link in links:
                with page.expect_navigation():
                    page.locator(link).locator("visible=true").first.click()
            _keep(page, FOLDER / f"{name}.png", width)
        launched.close()


def _signed_in(launched, address: str, email: str, width: int):
    person = next(each.email for each in demo.people() if each.email.startswith(email))
    page = launched.new_context(
        viewport={"width": width, "height": 900},
        device_scale_factor=1,
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        color_scheme="light",
        reduced_motion="reduce",
    ).new_page()
    page.goto(f"{address}/sign-in")
    page.fill("[name=email]", person)
    page.fill("[name=password]", demo.password())
    with page.expect_navigation():
        page.press("[name=password]", "Enter")
    return page


def _keep(page, file: Path, width: int) -> None:
    height = page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, LONGEST)}
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    page.screenshot(path=file, full_page=True, clip=clip, animations="disabled")
    size = file.stat().st_size
    print(f"{file.relative_to(FOLDER.parent.parent)}: {width} x {clip['height']}, {size:,} bytes")
    if size > LARGEST:
        sys.exit(f"{file.name} is larger than {LARGEST:,} bytes: show less on it.")


@contextmanager
def _demonstration(folder: str) -> Iterator[str]:
    """The demonstration, listening; its data are gone afterwards."""
    with socket.create_server((HOST, 0)) as found:
        port = found.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if name not in _OF_AN_INSTALLATION}
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [Path(sys.executable).parent / "supplier-portal", "demo", "--port", str(port)],
            env=kept | {"DATA_FOLDER": folder},
            stdout=log,
            stderr=log,
        )
        try:
            if not _answers(process, port):
                log.seek(0)
                sys.exit(f"The demonstration did not start:\n{log.read()}")
            yield f"http://{HOST}:{port}"
        finally:
            process.terminate()
            process.wait()


def _answers(process: subprocess.Popen, port: int) -> bool:
    end = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        connection = HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", "/sign-in")
            return connection.getresponse().status == 200
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    return False


if __name__ == "__main__":
    main()
