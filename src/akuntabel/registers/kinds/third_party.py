"""Tests of samples that others bring: checks. Their request takes the longest of them as its standard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from akuntabel.core.date_format import indonesian_date
from akuntabel.core.problems import Problem
from akuntabel.organisation.records.among import Held, held, holds
from akuntabel.organisation.records.checks import below_zero, named
from akuntabel.organisation.records.kinds import Kind
from akuntabel.registers.kinds.certification import TESTING, requests_of
from akuntabel.registers.models import ThirdPartyTest


def _check_test(test: ThirdPartyTest) -> Iterator[Problem]:
    request = test.request
    if request.service != TESTING:
        yield Problem(("request",), f"{named(test, 'request')}: {request} bukan permohonan pengujian sampel pihak ketiga. "
                      "Pilih permohonan yang lain.")  # fmt: skip
    yield from below_zero(test, "days")
    if test.completed_on is not None and test.completed_on < request.received_on:
        yield Problem(("completed_on",), f"{named(test, 'completed_on')} {indonesian_date(test.completed_on)}, sebelum "
                      f"permohonan diterima {indonesian_date(request.received_on)}. Perbaiki tanggalnya.")  # fmt: skip
    if test.result is not None and test.completed_on is None:
        yield Problem(
            ("completed_on",), f"{named(test, 'completed_on')}: belum diisi, padahal hasil uji sudah ada. Isi."
        )


def _parameters(tests: Sequence[ThirdPartyTest]) -> Held:
    return held(tests, "request", "product", "parameter")


def _check_parameter(test: ThirdPartyTest, parameters: Held) -> Iterator[Problem]:
    if not holds(test, parameters, "request", "product", "parameter"):
        yield Problem(("parameter",), f'{named(test, "parameter")}: "{test.parameter}" untuk produk ini sudah dicatat. '
                      "Perbaiki catatan itu.")  # fmt: skip


THIRD_PARTY_TEST = Kind(
    "third_party_test",
    ThirdPartyTest,
    check=_check_test,
    ask=_parameters,
    check_among=_check_parameter,
    after=requests_of,
)
