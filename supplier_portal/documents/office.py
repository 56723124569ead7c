"""This file makes an ODT or a PDF of a Word document with LibreOffice, where that is installed.

Each conversion has a folder and a profile of its own, which are gone afterwards. The profile lets
LibreOffice run no macro and follow no link.
"""

import contextlib
import io
import os
import shutil
import signal
import subprocess
import threading
import zipfile
from enum import StrEnum
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from questionnaires.errors import ConversionError

SECONDS = 60
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
_POLITENESS = 10  # pages go first
_NOWHERE = "http://127.0.0.1:9"
_FILTERS = {
    "odt": "odt:writer8",
    # PDF/A-2b, tagged as PDF/UA asks.
    "pdf": 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"}}',
}
_SETTINGS = (
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
# A conversion takes a processor for seconds: more at once would only wait for each other.
_turn = threading.BoundedSemaphore(2)


class OfficeFormat(StrEnum):
    """What LibreOffice makes of a Word document."""

    ODT = "odt"
    PDF = "pdf"


@cache
def is_available() -> bool:
    """Whether LibreOffice is installed where the service runs."""
    return shutil.which("soffice") is not None


def convert(document: bytes, wanted: OfficeFormat) -> bytes:
    """Make an ODT or PDF of a Word document; raises ConversionError."""
    if not is_available():
        raise ConversionError
    with _turn, TemporaryDirectory(prefix="office-") as name:
        folder = Path(name)
        (folder / "document.docx").write_bytes(document)
        _write_profile(folder / "profile" / "user")
        _run(folder, wanted)
        made = folder / "out" / f"document.{wanted}"
        if not made.is_file():
            raise ConversionError
        return made.read_bytes()


def texts_of_odt(document: bytes) -> list[str]:
    """The text of an ODT: that of the body, and then that of its headers and footers."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return [str(_TEXT(_read(archive, name))) for name in ("content.xml", "styles.xml")]


def _read(archive: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(archive.read(name), _PARSER)


def _run(folder: Path, wanted: OfficeFormat) -> None:
    process = subprocess.Popen(  # noqa: S603 - nothing of it comes from outside
        [  # noqa: S607 - wherever the installation has it
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--nodefault",
            "--convert-to",
            _FILTERS[wanted],
            "--outdir",
            str(folder / "out"),
            str(folder / "document.docx"),
        ],
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    os.setpriority(os.PRIO_PGRP, process.pid, _POLITENESS)
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ConversionError from error
    finally:
        # The program that was started starts another: they are ended together.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the settings of the service, and no way to the network."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "http_proxy": _NOWHERE,
        "https_proxy": _NOWHERE,
    }


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items '
        f'xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        "utf-8",
    )


_TEXT = etree.XSLT(
    etree.XML(
        """
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">
  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:template match="text()"/>
  <xsl:template match="text:p | text:h">
    <xsl:apply-templates/><xsl:text>&#10;</xsl:text>
  </xsl:template>
  <xsl:template match="text:p//text() | text:h//text()"><xsl:value-of select="."/></xsl:template>
  <xsl:template match="text:line-break"><xsl:text>&#10;</xsl:text></xsl:template>
  <xsl:template match="text:tab"><xsl:text>&#9;</xsl:text></xsl:template>
  <xsl:template match="text:s" name="spaces">
    <xsl:param name="left" select="number(concat('0', @text:c)) + not(@text:c)"/>
    <xsl:if test="$left = 1"><xsl:text> </xsl:text></xsl:if>
    <xsl:if test="$left &gt; 1">
      <xsl:call-template name="spaces">
        <xsl:with-param name="left" select="floor($left div 2)"/>
      </xsl:call-template>
      <xsl:call-template name="spaces">
        <xsl:with-param name="left" select="$left - floor($left div 2)"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>
  <xsl:template match="office:annotation | text:note | text:tracked-changes"/>
</xsl:stylesheet>
"""
    ),
    access_control=etree.XSLTAccessControl.DENY_ALL,
)
