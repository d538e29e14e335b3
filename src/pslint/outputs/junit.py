"""JUnit XML: a test suite a draft, a test case a finding; info is a test that passed, as it never fails a run."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from ..findings import Report
from . import Run, View
from .server import Item, items, relative
from .xmltext import as_child, as_document


def render(run: Run, view: View) -> Iterator[str]:
    """The run; a draft without findings is one test that passed, one that was not read an error."""
    suites: list[str] = []
    totals = Counter(tests=0, failures=0, errors=0)
    # The totals stand before the suites.
    for report in run.reports:
        suite = _suite(report, list(items(report, view)))
        totals.update({count: int(suite.get(count, "0")) for count in totals})
        suites.append(as_child(suite))
    counts = {count: str(total) for count, total in totals.items()}
    yield from as_document("testsuites", {"name": "pslint", **counts}, suites)


def _suite(report: Report, found: list[Item]) -> Element:
    path = relative(report.path)
    failures = [item for item in found if item.finding.severity != "info"]
    suite = Element(
        "testsuite",
        name=path,
        tests=str(max(1, len(found))),
        failures=str(len(failures)),
        errors=str(int(report.error is not None)),
        skipped="0",
    )
    if not found:
        case = SubElement(suite, "testcase", name="pslint", classname=path)
        if report.error:
            SubElement(case, "error", type="unread", message=report.error)
    for item in found:
        finding = item.finding
        case = SubElement(suite, "testcase", name=f"{finding.rule} {finding.name}", classname=path)
        # Where there are no lines the message itself says the place.
        text = f"line {item.start.line}, column {item.start.column}: {item.message}" if item.start else item.message
        if finding.severity == "info":
            SubElement(case, "system-out").text = text
        else:
            failure = SubElement(case, "failure", type=finding.severity, message=item.message)
            failure.text = text
    return suite
