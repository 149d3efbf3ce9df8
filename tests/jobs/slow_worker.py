"""A worker as `serve` starts it, known by one name whenever it starts, but slow enough to be met in the middle of a job."""

from __future__ import annotations

import time

import django

django.setup()

from akuntabel.jobs import worker  # noqa: E402

PAUSE = 0.05
_kept_for = worker._kept_for


def slowly(task):
    keep = _kept_for(task)

    def told(*arguments):
        keep(*arguments)
        time.sleep(PAUSE)

    return told


if __name__ == "__main__":
    worker._kept_for = slowly
    worker.Worker("uji").run()
