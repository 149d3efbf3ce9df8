"""One recording of a budget in a process of its own, for test_concurrency: waits for a line, then records."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import django

django.setup()

from akuntabel.audit.services import Actor  # noqa: E402  # needs the set-up above
from akuntabel.budget import services  # noqa: E402
from akuntabel.budget.schema import Budget  # noqa: E402
from akuntabel.catalogue.lookup import catalogue  # noqa: E402
from akuntabel.catalogue.source_files import read_source, validated  # noqa: E402
from akuntabel.core.problems import Refused  # noqa: E402
from akuntabel.organisation.models import Unit  # noqa: E402

check = services.check_against_stored


def slowly(unit, budget):
    """The real check, and time enough for the other process to make it too."""
    problems = check(unit, budget)
    time.sleep(1)
    return problems


services.check_against_stored = slowly
budget = validated(read_source(Path(sys.argv[1])), Budget, [])
unit, definitions = Unit.objects.get(), catalogue().scheme("bpom")
print("ready", flush=True)
sys.stdin.readline()
try:
    services.record_budget(unit, budget, definitions, by=Actor("t", "t"))
    print("recorded")
except Refused as refusal:
    print(refusal)
