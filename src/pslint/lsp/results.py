"""What is known of an open document, or what kept that from being found out, as a result."""

from collections.abc import Callable
from dataclasses import replace

from ..draft import Draft, DraftError
from ..errors import FileError, FileErrors, ModelError
from ..findings import Report
from ..reader.caching import ReadRequest
from .analysis import Counted, known, meanwhile, read
from .documents import Document, Result
from .linters import Linters, Setup


def known_result(linters: Linters, document: Document, counted: Counted | None = None) -> Result:
    """All that there is to say of the newest text, or what is to be read first."""

    def found() -> Result:
        setup = linters.of(document.path)
        if setup is None:
            return Result()
        draft = document.draft()
        report = known(setup, draft, counted or {})
        if isinstance(report, Report):
            return Result(report, setup)
        empty = Report(draft.path, setup.linter.profile.name, draft)
        return Result(empty, setup, complete=False, ask=report)

    return _guarded(document, found)


def counted_result(document: Document, result: Result) -> Result:
    """What can be said while the words that `result` asks for are still to be read."""
    setup, draft, ask = _unread(result)
    before = document.result.report

    def found() -> Result:
        counted: Counted = {}
        report = meanwhile(setup, draft, before, counted)
        return Result(report, setup, complete=False, ask=ask, counted=counted)

    return _guarded(document, found)


def read_result(document: Document, result: Result) -> Result:
    """Read the words that `result` asks for; the same result, unless that was all that there is to say."""
    setup, draft, ask = _unread(result)

    def found() -> Result:
        report = read(setup, draft, ask)
        return replace(result, report=report, complete=True) if report else result

    return _guarded(document, found)


def _unread(result: Result) -> tuple[Setup, Draft, ReadRequest]:
    assert result.setup and result.report and result.report.draft and result.ask
    return result.setup, result.report.draft, result.ask


def _guarded(document: Document, work: Callable[[], Result]) -> Result:
    """What `work` gives, or what kept it from giving anything, in one message without words of the draft."""
    try:
        return work()
    except DraftError as error:
        return Result(trouble=f"{document.path.name}: {error}")
    except (FileError, FileErrors, ModelError) as error:
        return Result(trouble=f"pslint: {error}")
    except Exception as error:
        # Whatever it is, the server lives on; the words of the error may be those of the draft.
        return Result(trouble=f"{document.path.name}: pslint stumbled ({type(error).__name__}); please report it")
