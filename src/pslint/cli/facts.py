"""`pslint facts`: the writer's own record of exams, to which a draft is held."""

from pathlib import Path
from typing import Annotated, Final

import typer

from ..extract import EXAMS
from .app import app, fail

facts_app = typer.Typer(help="Your own record of exams, to hold a draft to.", no_args_is_help=True)
app.add_typer(facts_app, name="facts")

_TEMPLATE: Final = """\
# Your own record of exams, as your transcript has it. pslint holds a draft to it:
#     pslint check --facts {path} DRAFT
# It stays on this machine. A date or a score that you leave out is not compared; give every attempt, as one that the
# draft tells as failed and this file does not have is reported. To use a line, delete the # in front of it.

# One entry for each time you sat an exam, passed or failed.
# exam is the exam's name, such as Step 2 CK or COMLEX Level 1, or one of {exams};
# date is 2024, 2024-06 or 2024-06-14; result is pass or fail; score is left out where there is none.
#attempts:
#  - {{exam: Step 2 CK, date: 2024-06, result: fail, score: 207}}
#  - {{exam: Step 2 CK, date: 2024-09, result: pass, score: 231}}

# One entry for each leave, from and to a date; the dates that a draft gives of a leave are held to these.
#leaves:
#  - {{from: 2023-08, to: 2024-02, kind: family}}

# Where else the failure is explained: statement, mspe, eras_field, letter, interview.
explained_in: []

# all: every failed attempt is meant to be told in the draft; some: only those that you choose.
disclose: some
"""


@facts_app.command("init")
def init(path: Annotated[Path, typer.Argument(help="The file to write.")] = Path("me.yaml")) -> None:
    """Write a commented template of the record; an existing file stays as it is."""
    text = _TEMPLATE.format(path=path, exams=", ".join(sorted(EXAMS)))
    try:
        # What cannot be written is found out before there is a file.
        data = text.encode("utf-8")
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        fail(f"{path}: is there already and stays as it is; name another file")
    except UnicodeEncodeError:
        fail(f"{str(path)!r}: is no name that can be written into the file; name another")
    except OSError as error:
        fail(f"{path}: cannot be written ({error.strerror}); name another file")
    typer.echo(f"wrote {path}; fill it in, then run: pslint check --facts {path} DRAFT")
