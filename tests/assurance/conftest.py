"""This file prints what became of the hostile files, as a table at the end of a run."""

TABLE = "hostile files"


def pytest_terminal_summary(terminalreporter) -> None:
    """Say for each kind how many files were read and refused, and what the heaviest one cost."""
    rows = [
        value
        for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
        for name, value in (report.user_properties if report.when == "call" else ())
        if name == TABLE
    ]
    for number, row in enumerate(sorted(rows, key=lambda row: row["kind"])):
        if number == 0:
            terminalreporter.write_line("  ".join(f"{name:>9}" for name in row))
        terminalreporter.write_line("  ".join(f"{value:>9}" for value in row.values()))
