"""This file is somebody who has no mouse: Tab, Shift+Tab, arrows, Space, Enter and letters."""

from datetime import datetime
from itertools import product

MOST_STOPS = 200
MOST_OPTIONS = 20
PARTS_OF_A_MOMENT = 6
IS_FOCUSED = "element => element === document.activeElement"
IS_IN_GROUP = """radio => radio.type === "radio" && document.activeElement.type === "radio"
    && radio.name === document.activeElement.name && radio.form === document.activeElement.form"""
IS_BEFORE = """element => Boolean(document.activeElement !== document.body &&
    element.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)"""
STOPS = """() => {
    const isFirst = radio => {
        const group = [...document.querySelectorAll(`input[type=radio][name="${radio.name}"]`)]
            .filter(other => other.form === radio.form);
        return radio === (group.find(other => other.checked) ?? group[0]);
    };
    window.stops = [...(document.querySelector("dialog:modal") ?? document).querySelectorAll(
        "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
    )].filter(element => !element.matches(":disabled") && element.checkVisibility()
        && (element.type !== "radio" || isFirst(element)));
    return stops.length;
}"""
FROM_THE_TOP = """() => {
    const top = document.querySelector("dialog:modal") ?? document.body;
    top.tabIndex = -1;
    top.focus();
    top.removeAttribute("tabindex");
}"""
FOCUS = """() => {
    const light = color => {
        const [r, g, b] = color.match(/[0-9.]+/g).map(part => part / 255).map(
            part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = element => {
        const color = element ? getComputedStyle(element).backgroundColor : "rgb(255, 255, 255)";
        return /, 0\\)$/.test(color) ? ground(element.parentElement) : color;
    };
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const [low, high] = [light(style.outlineColor), light(ground(element.parentElement))]
        .sort((a, b) => a - b);
    const place = element.getClientRects()[0] ?? element.getBoundingClientRect();
    const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
    const hit = document.elementFromPoint(
        middle(place.left, place.right, innerWidth), middle(place.top, place.bottom, innerHeight));
    return {
        stop: (window.stops ?? []).indexOf(element),
        html: element.outerHTML.slice(0, 120),
        outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
        contrast: (high + 0.05) / (low + 0.05),
        isCovered: !hit || !(element.contains(hit) || hit.contains(element)),
    };
}"""


def of_focus(focus) -> list[str]:
    """What is wrong with how a page shows where the focus is."""
    problems = {
        "no outline": focus["outline"] < 2,
        f"contrast {focus['contrast']:.1f}": focus["contrast"] < 3,
        "covered": focus["isCovered"],
    }
    return [f"{problem}: {focus['html']}" for problem, is_so in problems.items() if is_so]


class Keyboard:
    """The hand of somebody without a mouse; it works as ``pages.Mouse`` does."""

    def __init__(self, page) -> None:
        self.page = page
        self.keys = page.keyboard
        # Listening from the start: a chooser that opens before the browser knows of it is lost.
        page.on("filechooser", lambda _: None)

    def press(self, control) -> None:
        self.reach(control)
        self.keys.press("Enter")

    def tick(self, choice) -> None:
        """Choose a radio with the arrows, or a box with Space."""
        self.reach(choice, IS_IN_GROUP)
        for _ in range(MOST_OPTIONS):
            if choice.evaluate(IS_FOCUSED):
                break
            self.keys.press("ArrowDown")
        if not choice.is_checked():
            self.keys.press("Space")
        assert choice.is_checked(), f"not to be chosen: {choice}"

    def write(self, control, text: str) -> None:
        self.reach(control)
        if control.get_attribute("type") == "datetime-local":
            self._write_moment(control, text)
        else:
            self.keys.press("Control+a")
            self.keys.type(text)
        assert control.input_value() == text

    def choose(self, control, value: str) -> None:
        """Choose from a list with the arrow, which goes on from the first."""
        self.reach(control)
        self.keys.press("Home")
        for _ in range(MOST_OPTIONS):
            if control.input_value() == value:
                return
            self.keys.press("ArrowDown")
        message = f"not to be chosen: {value}"
        raise AssertionError(message)

    def attach(self, control, file: dict[str, object]) -> None:
        """Open the chooser of the system, which is not ours to test, and choose."""
        self.reach(control)
        with self.page.expect_file_chooser() as chooser:
            self.keys.press("Space")
        chooser.value.set_files(file)

    def reach(self, wanted, is_there=IS_FOCUSED) -> None:
        """Press Tab, or Shift+Tab when that is nearer, until the wanted control has the focus."""
        key = "Shift+Tab" if wanted.evaluate(IS_BEFORE) else "Tab"
        for _ in range(MOST_STOPS):
            if wanted.evaluate(f"element => ({IS_FOCUSED})(element) || ({is_there})(element)"):
                problems = of_focus(self.page.evaluate(FOCUS))
                assert not problems, problems
                return
            self.keys.press(key)
        message = f"not reached with {MOST_STOPS} times {key}: {wanted}"
        raise AssertionError(message)

    def _write_moment(self, control, text: str) -> None:
        """Type a day and a time, in whichever order and by whichever clock this browser has."""
        moment = datetime.fromisoformat(text)
        for day, time in product(("%d%m%Y", "%m%d%Y"), ("%H%M", "%I%M%p")):
            for _ in range(PARTS_OF_A_MOMENT):
                self.keys.press("ArrowLeft")
            self.keys.type(f"{moment:{day}}")
            self.keys.press("ArrowRight")  # a year may have six figures
            self.keys.type(f"{moment:{time}}")
            if control.input_value() == text:
                return
