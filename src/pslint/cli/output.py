"""Where a command writes what it made, if not to standard output; drafts stay as they are."""

from collections.abc import Iterable
from pathlib import Path

from ..formats.kinds import KINDS, is_draft_name, kind_of
from .app import fail


def spare_drafts(file: Path, drafts: Iterable[Path], writes: str | None = None) -> None:
    """End the run where `file` is one of `drafts`, or may be another that a shell named (`--output-file *.docx`).

    A file that is there under the ending of a draft may be one: beside `drafts` any, elsewhere a binary document.
    `writes` is the kind of draft that what is written is, which may be written anew beside drafts of other kinds alone.
    """
    if not file.is_file():
        return
    own = list(drafts)
    if any(draft.exists() and file.samefile(draft) for draft in own):
        fail(f"{file}: is one of the drafts, which stay as they are; name another file")
    kind = kind_of(str(file))
    beside = any(draft.parent.resolve() == file.parent.resolve() for draft in own)
    anew = kind == writes and kind not in {kind_of(str(draft)) for draft in own}
    if is_draft_name(str(file)) and (KINDS[kind].binary or (beside and not anew)) and file.stat().st_size:
        fail(f"{file}: is there and may be a draft, and drafts stay as they are; name another file, or remove it first")


def write_file(file: Path, pieces: str | Iterable[str]) -> None:
    """Write text, or its pieces, as `write_whole` does; where that cannot be done, say so and end the run."""
    # Only who writes a file needs what writes one.
    from ..files import write_whole

    try:
        write_whole(file, pieces)
    except OSError as error:
        fail(f"{file}: cannot be written ({error.strerror}); name another file")
