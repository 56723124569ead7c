"""This file reads how many files suppliers may keep, and which scanner looks at them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

_MOST = 1_000_000
_PORTS = range(1, 65_536)
_EXAMPLE = "such as clamav:3310, [::1]:3310 or /run/clamav/clamd.sock"


class EvidenceSettingsError(ValueError):
    """A setting about files is wrong; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class ScannerAddress:
    """Where clamd listens: on a socket of this machine (``path``), or on a host and port."""

    path: str = ""
    host: str = ""
    port: int = 0


@dataclass(frozen=True, slots=True)
class Quota:
    """How much a supplier may keep: files with a requirement and a response, and in its vault."""

    files_per_requirement: int = 20
    files_per_response: int = 300
    megabytes_per_supplier: int = 2_000


@dataclass(frozen=True, slots=True)
class EvidenceSettings:
    """What an installation decides about the files of suppliers."""

    quota: Quota = Quota()
    scanner: ScannerAddress | None = None


def from_environment(environment: Mapping[str, str]) -> EvidenceSettings:
    """Read CLAMD and the three quotas of the README's table; raises EvidenceSettingsError."""
    written = environment.get("CLAMD", "").strip()
    return EvidenceSettings(
        quota=Quota(
            files_per_requirement=_number(
                environment, "FILES_PER_REQUIREMENT", Quota().files_per_requirement
            ),
            files_per_response=_number(
                environment, "FILES_PER_RESPONSE", Quota().files_per_response
            ),
            megabytes_per_supplier=_number(
                environment, "MEGABYTES_PER_SUPPLIER", Quota().megabytes_per_supplier
            ),
        ),
        scanner=_address(written) if written else None,
    )


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    written = environment.get(name, str(default)).strip()
    is_number = written.isascii() and written.isdigit() and len(written) <= len(str(_MOST))
    if not is_number or not 1 <= int(written) <= _MOST:
        message = f"{name} must be a number from 1 to {_MOST}."
        raise EvidenceSettingsError(message)
    return int(written)


def _address(written: str) -> ScannerAddress:
    if PurePosixPath(written).is_absolute():
        return ScannerAddress(path=written)
    host, _, port = written.rpartition(":")
    is_port = port.isascii() and port.isdigit() and len(port) <= len(str(_PORTS.stop))
    if not host or not is_port or int(port) not in _PORTS:
        message = f"CLAMD is not the address of clamd, {_EXAMPLE}."
        raise EvidenceSettingsError(message)
    return ScannerAddress(host=host.removeprefix("[").removesuffix("]"), port=int(port))
