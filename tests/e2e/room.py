"""This file asks a page whether its content has room, on a screen or on paper."""

WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    ["wider than the screen", ...[...document.querySelectorAll("body *")].filter(
        element => element.getBoundingClientRect().right > innerWidth + 1
            && !element.closest(".table, .visually-hidden, .skip-link")
    ).map(element => element.outerHTML.slice(0, 120))]"""
# What WCAG 1.4.12 lets a reader set; a sheet of the document, as the policy allows no other.
SPACIOUS = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets.push(sheet);
}"""
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter(element => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const isCut = [overflowX, overflowY].some(way => way === "hidden" || way === "clip");
    return isCut && element.checkVisibility() && !element.closest(".visually-hidden, svg")
        && (element.scrollWidth > element.clientWidth + 1
            || element.scrollHeight > element.clientHeight + 1);
}).map(element => `cut off: ${element.outerHTML.slice(0, 120)}`)"""
