"""This file takes a picture of a page of each kind of document in docs/pictures (make documents).

The documents are those of the demonstration on a fixed day, set by the service itself, so anybody
gets the same pictures. What changed in a revision, and what was asked, is made up here.
"""

import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import which

from sqlalchemy import select

from questionnaires.annexes import AnnexKind, Publication, Terms
from questionnaires.annexes.change_annex import Earlier, change_annex
from questionnaires.annexes.clarifications import PublishedNota, clarifications
from questionnaires.clarifications import Clarification, Nota
from questionnaires.interchange.canonical import digest
from questionnaires.interchange.nota import to_document
from questionnaires.interchange.revision import digest_of
from questionnaires.wording import Language, Wording
from supplier_portal import demo, migrating
from supplier_portal.database import Database, connect
from supplier_portal.documents import pdf
from supplier_portal.records.procurements import ProcurementRecord
from supplier_portal.records.requirement_sets import RevisionRecord
from supplier_portal.services import annexes, requirement_sets
from supplier_portal.services.annexes import Wanted
from supplier_portal.storage import FolderStore

FOLDER = Path(__file__).parent / "pictures"
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
DOTS_PER_INCH = "72"
LARGEST = 250_000
# The page that shows best what is special about a kind.
PAGES = {
    AnnexKind.CONTRACT_ANNEX: 2,
    AnnexKind.PROGRAMME: 3,
    AnnexKind.QUESTIONNAIRE: 2,
    AnnexKind.APPLICABILITY: 2,
    AnnexKind.CHANGE_ANNEX: 1,
    AnnexKind.CLARIFICATIONS: 1,
}


def main() -> None:
    """Load the demonstration, set its documents, and keep a picture of each."""
    program = which("pdftoppm")
    if program is None:
        sys.exit("Taking pictures of documents needs pdftoppm (Debian: poppler-utils).")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for kind, document in _documents(Path(folder)).items():
            _keep(program, document, PAGES[kind], FOLDER / f"document-{kind.value}")


def _documents(folder: Path) -> dict[AnnexKind, bytes]:
    database = connect(f"sqlite:///{folder / 'demo.sqlite3'}")
    migrating.upgrade(database.engine)
    with database.writing.begin() as session:
        demo.load(session, FolderStore(folder / "evidence"), at=AT)
    contents = _contents(database)
    database.engine.dispose()
    return {kind: pdf.render(content) for kind, content in contents.items()}


def _contents(database: Database):
    """The contents of the revision that asks the most, and of a change to it."""
    with database.reading() as session:
        records = session.scalars(select(RevisionRecord)).all()
        record = max(records, key=lambda record: len(record.document))
        procurement = session.get_one(ProcurementRecord, record.procurement_id)
        contents = {
            kind: annexes.content_of(
                session,
                procurement,
                record,
                Wanted(kind, "pdf", Language.DUTCH, Terms.ARBIT),
                at=AT,
            )
            for kind in annexes.OF_A_REVISION
            if kind is not AnnexKind.CHANGE_ANNEX
        }
        earlier = requirement_sets.value_of(record)
        zone = procurement.time_zone
    return contents | {
        AnnexKind.CHANGE_ANNEX: _change(earlier),
        AnnexKind.CLARIFICATIONS: _asked(earlier, zone),
    }


def _change(earlier):
    first, second, *others = earlier.requirements
    text = first.text.nl.replace("jaarlijks", "elk half jaar").replace(
        "leverancier", "opdrachtnemer", 1
    )
    later = replace(
        earlier,
        number=earlier.number + 1,
        requirements=(replace(first, text=Wording(nl=text, en=first.text.en)), *others),
    )
    return change_annex(
        later,
        Publication(digest_of(later), AT),
        Language.DUTCH,
        Earlier(earlier, digest_of(earlier), AT),
        f"Naar aanleiding van de nota van inlichtingen vervalt {second.identifier}.",
    )


def _asked(revision, zone: str):
    identifier = revision.requirements[0].identifier
    asked = (
        Clarification("", "", "De kamer van de informatiebijeenkomst is gewijzigd: zaal 2."),
        Clarification(
            identifier,
            "Mag bewijs ook in het Engels zijn?",
            "Ja. Een vertaling is niet nodig.",
        ),
    )
    nota = Nota(1, digest_of(revision), asked)
    told = PublishedNota(nota, digest(to_document(nota)), AT, revision)
    return clarifications([told], Language.DUTCH, time_zone=zone)


def _keep(program: str, document: bytes, page: int, file: Path) -> None:
    options = ["-png", "-singlefile", "-r", DOTS_PER_INCH, "-f", str(page), "-l", str(page)]
    subprocess.run([program, *options, "-", str(file)], input=document, check=True)
    picture = file.with_suffix(".png")
    size = picture.stat().st_size
    print(f"{picture.relative_to(FOLDER.parent.parent)}: {size:,} bytes")
    if size > LARGEST:
        sys.exit(f"{picture.name} is larger than {LARGEST:,} bytes: show less on it.")


if __name__ == "__main__":
    main()
