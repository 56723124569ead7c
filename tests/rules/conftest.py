"""This file shares one stage among the tests about the code base, and counts what they checked."""

import pytest
from factories.stage import Stage, set_stage
from factories.world import World
from rules.visitors import Visitors, undo_each_request

from supplier_portal.app import create_app
from supplier_portal.database import Database, connect
from supplier_portal.settings import SecondFactor, Settings

COMBINATIONS = "combinations"


@pytest.fixture(scope="session")
def shared_settings(new_database, tmp_path_factory) -> Settings:
    return Settings(
        database_url=new_database(),
        data_folder=tmp_path_factory.mktemp("stage"),
        secret_key="x" * 40,
        is_development=True,
        second_factor=SecondFactor.OPTIONAL,
    )


@pytest.fixture(scope="session")
def shared_database(shared_settings):
    opened = connect(shared_settings.database_url)
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="session")
def stage(shared_database: Database, shared_settings, _fast_passwords) -> Stage:
    return set_stage(World(shared_database, shared_settings))


@pytest.fixture(scope="session")
def visitors(stage, shared_settings):
    """Everybody on the stage, before an application that undoes each request."""
    app = create_app(shared_settings)
    undo_each_request(app)
    yield Visitors(app, stage)
    app.extensions["supplier_portal.database"].engine.dispose()


def pytest_terminal_summary(terminalreporter) -> None:
    reports = terminalreporter.stats.get("passed", [])
    counts = [dict(report.user_properties).get(COMBINATIONS, 0) for report in reports]
    if total := sum(counts):
        terminalreporter.write_line(f"access: {total} combinations of request and visitor checked")
