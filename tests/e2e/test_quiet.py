"""The quiet rules would be broken loudly: each kind of fault is seen once, here (G1, G6)."""

import pytest

pytestmark = pytest.mark.e2e
ELSEWHERE = "http://elsewhere.example"
POLICY = {"Content-Security-Policy": "img-src 'self' data:"}
PLANTED = {
    "an error in the console": ("<script>console.error('planted')</script>", "console: planted"),
    "a warning": ("<script>console.warn('planted')</script>", "console: planted"),
    "an error of a script": (
        "<script>throw new Error('planted')</script>",
        "script error.*planted",
    ),
    "a file that is not there": ("<img src='/static/none.svg' alt=''>", "console: .* 404"),
    "another's file": (
        f"<link rel=stylesheet href='{ELSEWHERE}'>",
        f"foreign request: {ELSEWHERE}",
    ),
}


def _serve(visitor, body: str, headers=None) -> None:
    """Let one address of the application answer with a page that is not its own."""
    page = f"<!DOCTYPE html><title>Planted</title><link rel=icon href=data:,>{body}"
    told = {"Content-Type": "text/html", **(headers or {})}
    visitor.page.route("**/planted", lambda route: route.fulfill(body=page, headers=told))
    visitor.page.route(f"{ELSEWHERE}/**", lambda route: route.fulfill(body=""))


@pytest.mark.parametrize("fault", PLANTED)
def test_what_a_page_should_not_do_is_seen(visit, fault):
    body, told = PLANTED[fault]
    visitor = visit()
    _serve(visitor, body)
    visitor.goto("/planted")
    assert len(visitor.unforgiven()) == 1
    visitor.forgive(told)
    assert visitor.unforgiven() == []


def test_what_the_policy_blocks_is_seen(visit):
    visitor = visit()
    _serve(visitor, f"<img src='{ELSEWHERE}/pixel.png' alt=''>", POLICY)
    visitor.goto("/planted")
    told = (
        f"foreign request: {ELSEWHERE}",  # noted although it never left
        f"policy: img-src blocked {ELSEWHERE}",
        "console: .*Content Security Policy",
    )
    assert len(visitor.unforgiven()) == len(told)
    for pattern in told:
        visitor.forgive(pattern)
    assert visitor.unforgiven() == []


def test_what_is_forgiven_but_never_comes_is_a_fault(visit):
    visitor = visit()
    visitor.forgive("planted")
    visitor.goto("/sign-in")
    [fault] = visitor.unforgiven()
    assert fault == "expected, but never seen: planted"
    visitor.faults.append("planted")
