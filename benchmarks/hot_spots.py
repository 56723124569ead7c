"""This file shows where the time goes inside one page and one save, with Python's own profiler."""

import cProfile
import pstats
import re
from collections.abc import Callable
from pathlib import Path

from benchmarks.content import Content, Response
from benchmarks.databases import installation
from benchmarks.questionnaire_page import address_of, client_of
from benchmarks.report import table
from supplier_portal.app import create_app

QUESTIONS = 200
_RUNS = 40
_SHOWN = 14
_ROOT = Path(__file__).parent.parent
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def run(*, quick: bool) -> None:
    runs = _RUNS // 8 if quick else _RUNS
    with installation("SQLite") as settings:
        app = create_app(settings)
        database = app.extensions["supplier_portal.database"]
        content = Content(database)
        response = content.response(content.procurement(questions=QUESTIONS), "supplier")
        client = client_of(app, content, response)
        page = client.get(address_of(response))
        save = _saving(client, response, _TOKEN.search(page.text)[1])
        save()
        _profile("the page", lambda: client.get(address_of(response)), runs)
        _profile("one save", save, runs)
        database.engine.dispose()


def _saving(client, response: Response, token: str) -> Callable[[], None]:
    item = next(key for key, question in response.questions.items() if question.options)
    option = response.questions[item].options[0].key
    count = 0

    def save() -> None:
        nonlocal count
        count += 1
        form = {"csrf_token": token, "version": str(count), "option": option, "text": f"{count}"}
        reply = client.post(
            f"/supplier/{response.id}/answers/{item}",
            data=form,
            headers={"Accept": "application/json"},
        )
        assert reply.json["version"] == count + 1

    return save


def _profile(name: str, action: Callable[[], object], runs: int) -> None:
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(runs):
        action()
    profiler.disable()
    stats = pstats.Stats(profiler)
    own = [
        (cumulative, calls, file, line, function)
        for (file, line, function), (_, calls, _, cumulative, _) in stats.stats.items()
        if _is_ours(file)
    ]
    table(
        f"hot_spots of {name}, {QUESTIONS} questions on SQLite: our functions and those of "
        "marshmallow and the templates, with all they call",
        ("function", "share", "ms", "calls"),
        [
            (
                f"{_short(file)}:{line} {function}",
                f"{cumulative / stats.total_tt:.0%}",
                f"{cumulative / runs * 1000:.2f}",
                round(calls / runs),
            )
            for cumulative, calls, file, line, function in sorted(own, reverse=True)[:_SHOWN]
        ],
    )


def _is_ours(file: str) -> bool:
    return _short(file) != file or "marshmallow" in file


def _short(file: str) -> str:
    return file.removeprefix(f"{_ROOT}/")
