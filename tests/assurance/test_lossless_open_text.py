"""This file has LibreOffice save documents of random sets as ODT, and misses no character (F1).

It takes its time: every tenth of ``--trials``, many by one LibreOffice. The service starts one a
document, with the same proof.
"""

import shutil
import subprocess

import pytest
from assurance.conftest import DOCUMENTS
from assurance.test_lossless_documents import content_of
from documents.programs import libreoffice

from questionnaires.annexes import AnnexKind
from supplier_portal.documents import office, proof, word
from supplier_portal.services.annexes import template_of

SHARE = 10
BATCH = 25
SECONDS = 300
pytestmark = pytest.mark.slow


def test_no_character_of_a_random_set_is_lost_in_an_odt(request, record_property, tmp_path):
    program = libreoffice()
    trials = max(request.config.getoption("--trials") // SHARE, 1)
    seed = request.config.getoption("--seed")
    lost = {}
    for start in range(0, trials, BATCH):
        batch = range(start, min(start + BATCH, trials))
        contents = {trial: content_of(seed, trial) for trial in batch}
        for trial, document in _saved_anew(program, contents, tmp_path).items():
            body, *beside = office.texts_of_odt(document)
            try:
                proof.refuse_loss(contents[trial], body, beside)
            except proof.LostTextError as error:
                lost[trial] = str(error)
    row = {"kind": "odt", "seed": seed, "sets": trials, "refused": 0, "lost": len(lost)}
    record_property(DOCUMENTS, {**row, "most s": ""})
    assert lost == {}


def _saved_anew(program, contents, folder):
    """The ODT of each content, all made by one LibreOffice."""
    target = folder / "out"
    shutil.rmtree(target, ignore_errors=True)
    documents = []
    for trial, content in contents.items():
        made = folder / f"{trial}.docx"
        made.write_bytes(word.render(template_of(AnnexKind(content["kind"])), content))
        documents.append(str(made))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "odt:writer8", "--outdir"]
    subprocess.run(  # noqa: S603 - our own files, a program found on this machine
        [*command, str(target), *documents], check=True, capture_output=True, timeout=SECONDS
    )
    return {trial: (target / f"{trial}.odt").read_bytes() for trial in contents}
