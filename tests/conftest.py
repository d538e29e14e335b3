"""What the whole suite shares: one linter, loaded once, and the bounds of the property tests."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pslint import Linter
from pslint.rulebook import Rulebook, load_builtin

# A reading costs some tens of milliseconds, so property tests are few and have no deadline.
_BOUNDS = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.register_profile("pslint", _BOUNDS)
settings.register_profile("pslint-ci", _BOUNDS, derandomize=True, print_blob=True)
settings.load_profile("pslint-ci" if os.environ.get("CI") else "pslint")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Runs of the command remember nothing from before the tests, and leave nothing behind."""
    os.environ["PSLINT_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def linter() -> Linter:
    """The default linter; its model is read once for the whole session."""
    return Linter()


@pytest.fixture(scope="session")
def book() -> Rulebook:
    """The rules that come with pslint."""
    return load_builtin()


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """An empty folder for drafts, away from the checkout."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    return folder
