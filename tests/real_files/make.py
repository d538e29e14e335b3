"""Writes the documents of this folder anew with LibreOffice: `python -m tests.real_files.make`."""

import tempfile
from pathlib import Path
from typing import Final

from .fodt import convert, fodt

FOLDER: Final = Path(__file__).parent

_STATEMENT: Final = (
    '<text:h text:outline-level="1">Personal Statement</text:h>'
    "<text:p>I grew up above my aunt\u2019s bakery, where the first customers came at five and the talk was of who was "
    "ill and who had got better. I have liked early mornings, and finding out how people are, ever since.</text:p>"
    "<text:p>I failed Step 1 on my first attempt because of "
    '<text:span text:style-name="bold">personal issues</text:span>. <text:s/>'
    "For ten weeks I met with our learning specialist every Friday and wrote two timed blocks each morning. "
    "I passed in November with a 241, and I have honored four of my five rotations since.</text:p>"
    "<table:table><table:table-column/><table:table-row><table:table-cell><text:p>On the wards I learned to sit down "
    "before I speak, and to ask what a patient has already been told.</text:p></table:table-cell></table:table-row>"
    "</table:table>"
    "<text:p>I would like to train where residents know their patients for years \u2013 and where the coffee is as "
    "good as my aunt\u2019s.</text:p>"
    "<text:p>Ana Mu\u00f1oz</text:p>"
)
_CHANGE: Final = (
    '<text:changed-region text:id="{id}"><text:{kind}><office:change-info><dc:creator>A</dc:creator>'
    "<dc:date>2024-01-01T00:00:00</dc:date></office:change-info>{text}</text:{kind}></text:changed-region>"
)
_TRACKED: Final = (
    "<text:tracked-changes>"
    + _CHANGE.format(id="ct1", kind="deletion", text="<text:p>a family emergency</text:p>")
    + _CHANGE.format(id="ct2", kind="insertion", text="")
    + "</text:tracked-changes>"
    "<text:p>I failed Step 1 on my first attempt because of "
    '<text:change text:change-id="ct1"/><text:change-start text:change-id="ct2"/>personal issues'
    '<text:change-end text:change-id="ct2"/>. For ten weeks I met with our learning specialist every Friday and wrote '
    "two timed blocks each morning. I passed in November with a 241.</text:p>"
    '<text:p><draw:frame text:anchor-type="paragraph" svg:width="6cm" svg:height="2cm"><draw:text-box>'
    "<text:p>My adviser read this draft in May.</text:p></draw:text-box></draw:frame>After that I slept."
    "<text:line-break/>I have honored four of my five rotations since.</text:p>"
)
#: Each document, and the formats that it is kept in. A PDF shows deleted words as well, so none is made of the second.
DOCUMENTS: Final = {"statement": (_STATEMENT, ("docx", "odt", "pdf")), "tracked": (_TRACKED, ("docx", "odt"))}


def main() -> None:
    """Convert every document to each of its formats."""
    with tempfile.TemporaryDirectory() as temporary:
        for name, (body, kinds) in DOCUMENTS.items():
            source = Path(temporary, f"{name}.fodt")
            source.write_text(fodt(body), encoding="utf-8")
            for kind in kinds:
                print(convert(source, kind, FOLDER, Path(temporary, "profile")))


if __name__ == "__main__":
    main()
