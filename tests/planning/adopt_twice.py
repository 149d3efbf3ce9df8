"""Run by test_concurrency.py in a process of its own: adopts one version of a PK from two threads at once.

Each thread is held between its checks and its writing, so that without a lock both would pass the checks.
"""

from __future__ import annotations

import sys
import threading
import time
from datetime import date
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from akuntabel.audit.services import Actor  # noqa: E402
from akuntabel.core.problems import Refused  # noqa: E402
from akuntabel.exchange.office_folder import load_office_folder, read_office_folder  # noqa: E402
from akuntabel.planning import services  # noqa: E402
from akuntabel.planning.models import PlanDocument  # noqa: E402

BY = Actor("test", "test")


def main(folder: Path) -> None:
    call_command("migrate", verbosity=0, interactive=False)
    unit, _ = load_office_folder(folder, by=BY)
    read = read_office_folder(folder)
    agreement = next(plan for _, plan in read.parts.plans if plan.kind == "performance_agreement")
    revised = agreement.model_copy(update={"version": 2, "effective_from": date(2023, 8, 1), "reason": "uji"})
    start = threading.Barrier(2)
    check = services.check_document

    def slow_check(*arguments: object) -> object:
        time.sleep(0.5)
        return check(*arguments)  # type: ignore[arg-type]

    services.check_document = slow_check  # type: ignore[assignment]

    def adopt() -> None:
        start.wait()
        try:
            services.adopt(unit, revised, read.definitions, by=BY)
            print("adopted")
        except Refused as refusal:
            print(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=adopt) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"documents: {PlanDocument.objects.filter(unit=unit, kind='performance_agreement', version=2).count()}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
