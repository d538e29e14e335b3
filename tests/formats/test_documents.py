"""Word, OpenDocument and PDF: what is read, and where it is said to stand."""

import io
from typing import Any

import docx
import pytest

from pslint.draft import Draft
from pslint.formats import read_draft

from .made import docx_of, odt_of, pdf_of


def blocks(draft: Draft) -> list[tuple[str, bool]]:
    return [(draft.prose[block.start : block.end], block.heading) for block in draft.blocks]


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_docx_of_python_docx() -> None:
    document: Any = docx.Document()
    document.add_heading("My exam", 1)
    document.add_paragraph("")
    document.add_paragraph("I failed\tStep 1 é😀.\nThen I passed.")
    document.add_table(1, 2).cell(0, 1).text = "A cell."
    document.add_paragraph("The end.")
    document.add_paragraph(" ")
    file = io.BytesIO()
    document.save(file)
    draft = read_draft("a.docx", file.getvalue())
    assert draft.source == draft.prose == "My exam\n\nI failed\tStep 1 é😀.\nThen I passed.\n\nA cell.\n\nThe end."
    assert blocks(draft) == [
        ("My exam", True),
        ("I failed\tStep 1 é😀.\nThen I passed.", False),
        ("A cell.", False),
        ("The end.", False),
    ]
    # Paragraphs 2, 4 (the first cell) and 7 are blank.
    assert [draft.position(draft.source.index(words)).paragraph for words in ("My", "I f", "Then", "A c", "The e")] == [
        1,
        3,
        3,
        5,
        6,
    ]
    assert len(draft.units) == 7
    assert list(draft.units) == sorted(draft.units)
    assert draft.kind == "docx"


def test_tracked_changes_fields_and_marks() -> None:
    draft = read_draft(
        "a.docx",
        docx_of(
            "<w:p><w:pPr><w:tabs><w:tab/></w:tabs><w:rPr><w:ins/></w:rPr></w:pPr>"
            "<w:r><w:t>I </w:t></w:r><w:ins><w:r><w:t>failed</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>passed</w:delText></w:r></w:del>"
            "<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> here</w:t></w:r></w:moveTo>"
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t> shown</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            "<w:hyperlink><w:r><w:t> link</w:t></w:r></w:hyperlink>"
            "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t> control</w:t></w:r></w:sdtContent></w:sdt>"
            "<w:r><w:t>a<!-- x -->b</w:t><w:noBreakHyphen/><w:t>c\nd</w:t><w:tab/><w:br/><w:cr/><w:t>e</w:t></w:r>"
            "<w:commentReference/></w:p>"
        ),
    )
    assert draft.source == "I failed here shown link controlab\u2011c d\t\n\ne"
    assert [text for text, _ in blocks(draft)] == ["I failed here shown link controlab\u2011c d", "e"]


def test_a_paragraph_whose_mark_is_deleted_runs_on_into_the_next() -> None:
    def unended(text: str, change: str = "del", inside: str = "") -> str:
        mark = f'<w:pPr><w:outlineLvl w:val="0"/><w:rPr><w:{change}/></w:rPr></w:pPr>'
        return f"<w:p>{mark}<w:r><w:t>{text}</w:t></w:r>{inside}</w:p>"

    box = f"<w:txbxContent>{unended('In the box')}</w:txbxContent>"
    cell = f"<w:tbl><w:tr><w:tc>{unended('A cell')}</w:tc></w:tr></w:tbl>"
    draft = read_draft(
        "a.docx",
        docx_of(
            paragraph("First.")
            + unended("I failed ")
            + unended("Step 1 ", "moveFrom")
            + "<w:bookmarkStart/>"
            + paragraph("in May.")
            + paragraph("Then.")
            + unended("Outside", inside=box)
            + cell
            + paragraph("Apart.")
            + unended("Last.")
        ),
    )
    assert blocks(draft) == [
        ("First.", False),
        ("I failed Step 1 in May.", False),
        ("Then.", False),
        ("Outside", True),
        ("In the box", True),
        ("A cell", True),
        ("Apart.", False),
        ("Last.", True),
    ]
    # Paragraphs 2 and 3 are counted, as Word does while it shows the changes.
    assert [draft.position(block.start).paragraph for block in draft.blocks] == [1, 4, 5, 6, 7, 8, 9, 10]


def test_a_text_box_is_read_once_and_behind_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    draft = read_draft(
        "a.docx",
        docx_of(
            "<w:p><w:r><w:t>Before </w:t></w:r><w:r><mc:AlternateContent>"
            f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
            f"<w:r><w:t>after.</w:t></w:r></w:p>{paragraph('Last.')}"
        ),
    )
    assert draft.source == "Before after.\n\nIn the box.\n\nLast."
    assert draft.units == (0, 15, 28)


@pytest.mark.parametrize(
    "namespace",
    [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ],
)
def test_headings_by_style_by_the_style_it_is_based_on_and_by_level(namespace: str) -> None:
    def styled(style: str) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>Words here.</w:t></w:r></w:p>'

    styles = "".join(
        f'<w:style w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="{parent}"/></w:style>'
        for key, name, parent in [
            ("berschrift1", "heading 1", ""),
            ("Mine", "Mine", "berschrift1"),
            ("Loop", "Loop", "Pool"),
            ("Pool", "Pool", "Loop"),
        ]
    )
    level = '<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Words here.</w:t></w:r></w:p>'
    body = styled("berschrift1") + styled("Mine") + styled("Loop") + styled("None") + level
    draft = read_draft("a.docx", docx_of(body, styles=styles, namespace=namespace))
    assert [heading for _, heading in blocks(draft)] == [True, True, False, False, True]


def test_an_odt() -> None:
    draft = read_draft(
        "a.odt",
        odt_of(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted.</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes>"
            '<text:p text:style-name="P1">My title.</text:p><text:h>The exam</text:h><text:p/>'
            '<text:p>  I\n  failed<text:s/>  <text:s text:c="2"/><text:span>Step<text:tab/>1</text:span>'
            "<office:annotation><text:p>A comment.</text:p></office:annotation> once,<text:line-break/>"
            "<text:change-start/><text:a>then</text:a> not<text:note><text:note-body><text:p>A note.</text:p>"
            "</text:note-body></text:note>.<draw:frame>\n<draw:text-box>\n<text:p>In the box.</text:p>\n"
            "</draw:text-box>\n</draw:frame> So.</text:p>"
            "<table:table><table:table-row><table:table-cell><text:p>A cell.</text:p></table:table-cell>"
            "</table:table-row></table:table><text:list><text:list-item><text:p>An item.</text:p></text:list-item>"
            "</text:list>",
            automatic='<style:style style:name="P1" style:parent-style-name="Title"/>',
        ),
    )
    assert blocks(draft) == [
        ("My title.", True),
        ("The exam", True),
        ("I failed    Step\t1 once,\nthen not. So.", False),
        ("In the box.", False),
        ("A cell.", False),
        ("An item.", False),
    ]
    assert [draft.position(block.start).paragraph for block in draft.blocks] == [1, 2, 4, 5, 6, 7]
    assert draft.kind == "odt"


def test_a_bare_document_type_is_no_reason_to_refuse() -> None:
    doctype = '<!DOCTYPE x PUBLIC "-//Old//DTD Old 1.0//EN" "Old.dtd">'
    assert read_draft("a.odt", odt_of("<text:p>Words.</text:p>", doctype)).source == "Words."


LONG = "I failed the first step of the exam because I was not ready for it,"


def test_a_pdf() -> None:
    draft = read_draft(
        "a.pdf",
        pdf_of(
            ["My statement", "Dear Director,", LONG, LONG, "and I say so.", LONG, LONG],
            ["and here it goes on.", LONG, "and ends."],
        ),
    )
    assert draft.kind == "pdf"
    assert [heading for _, heading in blocks(draft)] == [True, True, False, False, False]
    assert [draft.prose[block.start :][:6] for block in draft.blocks] == [
        "My sta",
        "Dear D",
        "I fail",
        "I fail",
        "I fail",
    ]
    assert blocks(draft)[3][0].endswith("and here it goes on.")
    assert [draft.position(block.start).page for block in draft.blocks] == [1, 1, 1, 1, 2]
    assert len(draft.units) == 2
    assert draft.source[draft.units[1] :].startswith("and here")
