"""Tests of samples that others bring: checks. Their request takes the longest of them as its standard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from akuntabel.core.date_format import indonesian_date
from akuntabel.core.problems import Problem
from akuntabel.organisation.records.checks import below_zero, named
from akuntabel.organisation.records.kinds import Affected, Kind
from akuntabel.registers.kinds.certification import CERTIFICATION_REQUEST, TESTING
from akuntabel.registers.models import CertificationRequest, ThirdPartyTest


def _check_test(test: ThirdPartyTest) -> Iterator[Problem]:
    request = test.request
    if request.service != TESTING:
        yield Problem(("request",), f"{named(test, 'request')}: {request} bukan permohonan pengujian sampel pihak ketiga. "
                      "Pilih permohonan yang lain.")  # fmt: skip
    same = ThirdPartyTest.objects.filter(request=request, product=test.product, parameter=test.parameter)
    if same.exclude(pk=test.pk).exists():
        yield Problem(("parameter",), f'{named(test, "parameter")}: "{test.parameter}" untuk produk ini sudah dicatat. '
                      "Perbaiki catatan itu.")  # fmt: skip
    yield from below_zero(test, "days")
    if test.completed_on is not None and test.completed_on < request.received_on:
        yield Problem(("completed_on",), f"{named(test, 'completed_on')} {indonesian_date(test.completed_on)}, sebelum "
                      f"permohonan diterima {indonesian_date(request.received_on)}. Perbaiki tanggalnya.")  # fmt: skip
    if test.result is not None and test.completed_on is None:
        yield Problem(
            ("completed_on",), f"{named(test, 'completed_on')}: belum diisi, padahal hasil uji sudah ada. Isi."
        )


def _after_test(test: ThirdPartyTest) -> Iterable[Affected]:
    request = CertificationRequest.objects.select_related("unit").get(pk=test.request_id)
    return [Affected(CERTIFICATION_REQUEST, request, "request")]


THIRD_PARTY_TEST = Kind("third_party_test", ThirdPartyTest, check=_check_test, after=_after_test)
