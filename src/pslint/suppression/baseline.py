"""A baseline: findings that are known, so that only new ones are shown.

It counts fingerprints by rule, and holds neither words of a draft nor paths: a draft may be renamed.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from ..errors import FileError
from ..files import write_whole
from ..findings import Confidence, Report, at_least
from .fingerprint import fingerprint, new_salt

NAME: Final = ".pslint-baseline.json"
_Fingerprint = Annotated[str, StringConstraints(pattern="^[0-9a-f]{24}$")]


class Baseline(BaseModel):
    """What the file holds: how often each fingerprint made with `salt` was found, by rule."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    schema_: Literal[1] = Field(1, alias="schema")
    salt: str = Field(pattern="^[0-9a-f]{32}$")
    findings: dict[str, dict[_Fingerprint, Annotated[int, Field(ge=1)]]]


def load_baseline(path: Path) -> Baseline:
    """The baseline in a file; raises FileError."""
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except OSError as error:
        raise FileError(path, f"cannot be read ({error.strerror}); make it with `pslint baseline`") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or None
        message = f"is no baseline of pslint ({first['msg']}); name another file, or make one with `pslint baseline`"
        raise FileError(path, message, key=place) from None


def record(reports: Iterable[Report], salt: str | None = None) -> Baseline:
    """A baseline of all findings; `salt` is that of an older one, so that what stayed the same looks the same."""
    salt = salt or new_salt()
    found: dict[str, Counter[str]] = {}
    for report in reports:
        for rule, key in _fingerprints(report, salt):
            found.setdefault(rule, Counter())[key] += 1
    ordered = {rule: dict(sorted(keys.items())) for rule, keys in sorted(found.items())}
    return Baseline(schema=1, salt=salt, findings=ordered)


def save_baseline(baseline: Baseline, path: Path) -> None:
    """Write it whole or not at all; raises OSError."""
    write_whole(path, json.dumps(baseline.model_dump(by_alias=True), indent=1) + "\n")


@dataclass
class BaselineFilter:
    """Takes known findings out of reports, each as often as it is known; `known` counts those at least `show`."""

    baseline: Baseline
    show: Confidence = "low"
    known: int = 0

    def __post_init__(self) -> None:
        counts = self.baseline.findings.items()
        self._left = Counter({(rule, key): count for rule, keys in counts for key, count in keys.items()})

    def only_new(self, report: Report) -> Report:
        """The report with its new findings alone."""
        kept = []
        for finding, item in zip(report.findings, _fingerprints(report, self.baseline.salt), strict=True):
            if self._left[item] > 0:
                self._left[item] -= 1
                self.known += bool(at_least([finding], self.show))
            else:
                kept.append(finding)
        return replace(report, findings=tuple(kept), partial=report.partial or len(kept) < len(report.findings))


def _fingerprints(report: Report, salt: str) -> Iterable[tuple[str, str]]:
    """Rule and fingerprint of each finding, in order."""
    if report.draft is not None:
        for finding in report.findings:
            yield finding.rule, fingerprint(salt, finding.rule, report.draft, finding.start)
