"""Who goes through rows tells; who listens hears, and nobody else."""

from __future__ import annotations

import pytest

from akuntabel.core.progress import EVERY, Step, counted, heard_by, tell


def test_rows_are_counted_as_they_are_taken():
    heard = []
    with heard_by(lambda *told: heard.append(told)):
        assert list(counted(Step.CHECK, range(EVERY + 1))) == list(range(EVERY + 1))
        tell(Step.WRITE, 0, 5)
    tell(Step.WRITE)
    assert heard == [("check", 0, EVERY + 1), ("check", EVERY, EVERY + 1), ("write", 0, 5)]


def test_the_listener_before_listens_again():
    outer, inner = [], []
    with heard_by(lambda *told: outer.append(told)):
        with pytest.raises(ValueError, match="x"), heard_by(lambda *told: inner.append(told)):
            raise ValueError("x")
        tell(Step.READ)
    assert (len(outer), inner) == (1, [])


@pytest.mark.parametrize("step", Step)
def test_every_step_has_words(step):
    assert step.words
