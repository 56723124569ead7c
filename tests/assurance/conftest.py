"""This file prints what became of hostile files, documents and rehearsals, as tables at the end."""

TABLE = "hostile files"
DOCUMENTS = "documents"
REHEARSALS = "rehearsals"


def pytest_terminal_summary(terminalreporter) -> None:
    """Say for each kind what became of its trials, and what the heaviest one cost."""
    reports = terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
    for table in (TABLE, DOCUMENTS, REHEARSALS):
        rows = [
            value
            for report in reports
            for name, value in (report.user_properties if report.when == "call" else ())
            if name == table
        ]
        for number, row in enumerate(sorted(rows, key=lambda row: row["kind"])):
            if number == 0:
                terminalreporter.write_line("  ".join(f"{name:>9}" for name in row))
            terminalreporter.write_line("  ".join(f"{value:>9}" for value in row.values()))
