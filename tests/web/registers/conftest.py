"""The reference office with registers instead of entered sample figures, and accounts that keep or read them."""

from __future__ import annotations

from datetime import date

import pytest

from akuntabel.organisation.roles import Role
from registers.conftest import BY, SAMPLE, SHOP, office, write  # noqa: F401  # fixtures

DONE = {"examined_on": "2023-02-03", "completed_on": "2023-02-20", "verdict": "Memenuhi syarat"}
PAGES = "/kupang/2023-Q2/register/"


@pytest.fixture
def officer(as_role, office):  # noqa: F811
    return as_role(Role.DATA_OFFICER, office)


@pytest.fixture
def reader(as_role, office):  # noqa: F811
    """The head: sees the registers, keeps none."""
    return as_role(Role.HEAD, office)


@pytest.fixture
def many(office):  # noqa: F811
    """Write rows straight into the table, as many as asked for."""
    from akuntabel.registers.models import Sample

    def make(number, **fields):
        rows = [
            Sample(unit=office, number=f"M-{n:06d}", product=f"Produk {n}", commodity="drug", draw="random",
                   district="Kota Kupang", taken_on=date(2023 - n % 3, n % 12 + 1, n % 28 + 1),
                   recorded_on=date(2023, 1, 1), recorded_by="uji", **fields)
            for n in range(number)
        ]  # fmt: skip
        Sample.objects.bulk_create(rows, batch_size=5000)

    return make


@pytest.fixture
def entered(office):  # noqa: F811
    """The office with the two sample figures of one indicator entered as numbers, and no record."""
    from django.utils import timezone

    from akuntabel.measurement.models import Observation

    common = {"unit": office, "year": 2023, "month": 6, "source": "laporan", "computed_at": timezone.now()}
    for measure, value in (("random_drug_samples_compliant", 393), ("random_drug_samples_tested", 401)):
        Observation.objects.create(measure=measure, value=value, origin=Observation.Origin.ENTERED, **common)
    return office
