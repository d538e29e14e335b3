"""JUnit XML: a test suite a draft, a test case a finding; info is a test that passed, as it never fails a run."""

from xml.etree.ElementTree import Element, SubElement

from ..findings import Report, Run
from . import View
from .server import Item, items, relative
from .xmltext import as_text


def render(run: Run, view: View) -> str:
    """The run; a draft without findings is one test that passed, one that was not read an error."""
    root = Element("testsuites", name="pslint")
    for report in run.reports:
        _suite(root, report, list(items(report, view)))
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    return as_text(root)


def _suite(root: Element, report: Report, found: list[Item]) -> None:
    path = relative(report.path)
    failures = [item for item in found if item.finding.severity != "info"]
    suite = SubElement(
        root,
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
        where = f"line {item.start.line}, column {item.start.column}" if item.start else item.place
        if finding.severity == "info":
            SubElement(case, "system-out").text = f"{where}: {item.message}"
        else:
            failure = SubElement(case, "failure", type=finding.severity, message=item.message)
            failure.text = f"{where}: {item.message}"
