"""This file reads what an installation decides about files, and is told what is wrong in it."""

import pytest

from supplier_portal.evidence_settings import (
    EvidenceSettings,
    EvidenceSettingsError,
    Quota,
    ScannerAddress,
    from_environment,
)


def test_without_settings_there_is_room_and_no_scanner():
    assert from_environment({}) == EvidenceSettings(Quota(20, 300, 2_000), None)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("clamav:3310", ScannerAddress(host="clamav", port=3310)),
        ("127.0.0.1:3310", ScannerAddress(host="127.0.0.1", port=3310)),
        ("[::1]:3310", ScannerAddress(host="::1", port=3310)),
        ("/run/clamav/clamd.sock", ScannerAddress(path="/run/clamav/clamd.sock")),
    ],
)
def test_the_address_of_the_scanner_is_a_host_or_a_path(written, expected):
    assert from_environment({"CLAMD": written}).scanner == expected


@pytest.mark.parametrize(
    "written", ["clamav", ":3310", "clamav:0", "clamav:70000", "clamav:x", "run/clamd.sock", "a:٣"]
)
def test_a_wrong_address_is_named_with_an_example(written):
    with pytest.raises(EvidenceSettingsError, match="CLAMD is not the address of clamd, such as"):
        from_environment({"CLAMD": written})


def test_the_quotas_are_numbers_from_one():
    environment = {
        "FILES_PER_REQUIREMENT": "5",
        "FILES_PER_RESPONSE": "50",
        "MEGABYTES_PER_SUPPLIER": "100",
    }
    assert from_environment(environment).quota == Quota(5, 50, 100)
    for name in environment:
        for wrong in ("0", "-1", "x", "1.5", "9" * 8, "٣"):
            with pytest.raises(EvidenceSettingsError, match=f"{name} must be a number from 1"):
                from_environment({name: wrong})
