"""The committed figures of accuracy are what the code gives."""

from tests.command import python


def test_the_committed_figures_have_not_drifted() -> None:
    ran = python("-m", "benchmarks.accuracy", "--check")
    assert ran.code == 0, ran.out
