"""Which words remain of Markdown, LaTeX and reStructuredText."""

import pytest

from pslint.draft import Draft
from pslint.formats import parse_text, read_draft

MARKDOWN = """---
title: My statement
---
# The *exam* `code` #

I un*frigging*believably failed [Step **1**](http://x.org "title") é 😀 e\u0301nd \\* <b>bold</b> <!-- one -->
soft ![an image](u.png) <http://a.b> <me@x.org> [ref][r] foot[^1] ~~struck~~.

> Quoted
> words
> <div>html
> in quote</div> <!-- two
> lines -->

- Item one
  - Nested **two**
    lazy
- [ ] Task

1. First

   Second

| Head | Cell |
|------|------|
| left | a\\|b |

[r]: http://x.org

[^1]: A note.

Set
ext
===

```py
code
```

    indented

<!-- three

blank -->
<p>Para &nbsp; graph</p>

<script>
var words;
</script>

***

Sincerely,

Jane Doe
"""


def blocks(draft: Draft) -> list[tuple[str, bool]]:
    return [(" ".join(draft.prose[block.start : block.end].split()), block.heading) for block in draft.blocks]


def prose(kind: str, text: str) -> list[str]:
    return [words for words, _ in blocks(read_draft("", text.encode(), kind))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_words_of_markdown(end: str) -> None:
    draft = read_draft("a.md", MARKDOWN.replace("\n", end).encode())
    assert blocks(draft) == [
        ("The exam", True),
        ("I un frigging believably failed Step 1 é 😀 e\u0301nd * bold soft ref foot struck .", False),
        ("Quoted words", False),
        ("html in quote", False),
        ("Item one", False),
        ("Nested two lazy", False),
        ("Task", False),
        ("First", False),
        ("Second", False),
        ("Head", False),
        ("Cell", False),
        ("left", False),
        ("a |b", False),
        ("A note.", False),
        ("Set ext", True),
        ("Para graph", False),
        ("Sincerely,", True),
        ("Jane Doe", True),
    ]
    assert [" ".join(comment.text.split()) for comment in draft.comments] == ["one", "two lines", "three blank"]
    for comment in draft.comments:
        assert draft.source[comment.start : comment.end].startswith("<!--")
        assert draft.source[comment.start : comment.end].endswith("-->")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+++\na = 1\n+++\nText.", ["Text."]),
        ("---\n\nText.\n\n---\n", ["Text."]),
        ("Text.\n\n---\nMore.\n---\n", ["Text.", "More."]),
        ("---\r\na: b\r\n---\r\nText.", ["Text."]),
        ("I did not pass\\\nit.", ["I did not pass it."]),
        ("A ![image with [link](a)](b) c.", ["A c."]),
        ("[![alt](a)](b) c.", ["c."]),
        ("Cost: $5 and 3 * 4 * 5.", ["Cost: $5 and 3 * 4 * 5."]),
        ("snake_case_word __strong__", ["snake_case_word strong"]),
        ("```\nnever closed", []),
        ("a `` b ` c `` d", ["a d"]),
        ("<!-- never closed", []),
        ("1) one\n2) two", ["one", "two"]),
        ("> - quoted item\n>\n> after", ["quoted item", "after"]),
        ("Setext\n---", ["Setext"]),
        ("[undefined][x] and [y]", ["[undefined][x] and [y]"]),
    ],
)
def test_markdown_by_construct(text: str, expected: list[str]) -> None:
    assert prose("markdown", text) == expected


LATEX = r"""\documentclass[12pt]{article}
% pslint: disable=x
\newcommand{\foo}[1]{hidden}
\begin{document}
\title{My Statement}\maketitle
\section*{The exam}
I failed \textbf{Step~1} on \emph{my \textit{first}} attempt\footnote{Hidden.}, 50\% of $x^2$. % hi
It cost \$5. See \href{http://x.y}{this} \cite{a}. \noindent ``Quoted'' --- \verb|code| end \\[2pt] line [sic].

\begin{itemize}
\item[A] First item.
\item Second {\bf item}.
\end{itemize}
\begin{equation}
E = mc
\end{equation}
\par New paragraph \unknown[a]{b}{c} here.
Broken \textbf{unclosed and $ unclosed

\footnote{never closed
Next one.

Last \vspace{1em} one.
\end{document}
after
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_words_of_latex(end: str) -> None:
    draft = read_draft("a.tex", LATEX.replace("\n", end).encode())
    assert blocks(draft) == [
        ("My Statement", True),
        ("The exam", True),
        (
            "I failed Step 1 on my first attempt , 50 % of . It cost $5. See this . ``Quoted'' --- end line [sic].",
            False,
        ),
        ("First item.", False),
        ("Second item .", False),
        ("New paragraph here. Broken unclosed and unclosed", False),
        ("Last one.", False),
    ]
    assert [comment.text for comment in draft.comments] == ["pslint: disable=x", "hi"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{\\em word} } }} \\", ["word"]),
        ("\\begin{verbatim} never closed\n\nText.", ["never closed", "Text."]),
        ("\\begin{verbatim}\n\\end{x}\n\nno\n\\end{verbatim}\nText.", ["Text."]),
        ("Costs $5, then $6.", ["Costs 6."]),
        ("\\opening{Dear Director,} I failed. \\closing{Sincerely,}", ["Dear Director,", "I failed.", "Sincerely,"]),
        ("\\section[short]{Long \\emph{title}} Text.", ["Long title", "Text."]),
        ("\\textcolor{red}{Red} \\parbox{2in}{box}", ["Red box"]),
        ("One.%\n\nTwo.", ["One.", "Two."]),
        ("One. % c\nTwo.", ["One. Two."]),
        ("\\[ x \\] a \\( y \\) b $$ z $$ c", ["a b c"]),
        ("See \\url{http://x.y/a%20b#c} and\\nolinkurl {x%y}, \\path{C:%a}.\nText.", ["See and , . Text."]),
        ("See \\href{http://x.y/a%20b}{\\emph{this} one}. Text.", ["See this one . Text."]),
        ("\\section{Head}\n\\href{a%20b}{This} one.", ["Head", "This one."]),
        ("\\href{%\n  http://x.y/{a}}{This}, \\url{never % closed\n\nText.", ["This ,", "Text."]),
    ],
)
def test_latex_by_construct(text: str, expected: list[str]) -> None:
    assert prose("latex", text) == expected


RST = """=====
Title
=====

Intro *emph*, **strong**, ``code``, `link <http://x>`_, :ref:`r`, word_ and [1]_ \\*.

.. note:: hidden
   more hidden

.. A comment
   going on

Head
----

- item one
  goes on
- item two

1. first

Example::

    literal

After.

+---+---+
| a | b |
+---+---+

>>> doctest
1

.. _t: http://x
.. [1] foot

Sincerely,
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_words_of_rst(end: str) -> None:
    draft = read_draft("a.rst", RST.replace("\n", end).encode())
    assert blocks(draft) == [
        ("Title", True),
        ("Intro emph , strong , , link , , word and *.", False),
        ("Head", True),
        ("item one goes on", False),
        ("item two", False),
        ("first", False),
        ("Example:", False),
        ("After.", False),
        ("a b", False),
        ("Sincerely,", True),
    ]
    assert [" ".join(comment.text.split()) for comment in draft.comments] == ["A comment going on"]


@pytest.mark.parametrize(
    ("name", "comments"),
    [
        ("draft.md", ["<!-- pslint: ignore[PS203] private -->"]),
        ("draft.tex", ["% pslint: ignore[PS203] private"]),
        ("draft.tex", ["  % one", "% two"]),
        ("draft.tex", ["\\label{s}"]),
        ("draft.tex", ["\\footnote{Of", "two lines.}"]),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_comment_on_a_line_of_its_own_parts_no_paragraph(end: str, name: str, comments: list[str]) -> None:
    first, last = "I failed Step 1, met a tutor", "for ten weeks, and passed."
    draft = parse_text(name, end.join([first, *comments, last, "", "Another paragraph."]))
    assert [draft.source[b.start : b.end].split()[0] for b in draft.blocks] == ["I", "Another"]
    assert len(draft.prose) == len(draft.source)
    told = draft.prose[draft.blocks[0].start : draft.blocks[0].end]
    assert " ".join(told.split()) == f"{first} {last}"
    # Nothing in it looks like a blank line.
    assert told.count(end) <= 1


@pytest.mark.parametrize(
    "text", ["One.\n% c\n\nTwo.", "One.\n\n% c\nTwo.", "% c\nOne.\n\nTwo.%", "One.%c\n%\n\nTwo.\n%"]
)
def test_a_comment_of_latex_beside_a_blank_line_joins_nothing(text: str) -> None:
    draft = parse_text("draft.tex", text)
    assert [draft.prose[b.start : b.end].strip() for b in draft.blocks] == ["One.", "Two."]
