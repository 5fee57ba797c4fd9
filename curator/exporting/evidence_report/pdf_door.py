"""The evidence report as a PDF: the same page, printed."""

from __future__ import annotations

from pathlib import Path

from curator.errors import CannotWrite
from curator.exporting.accounts import Cancelled, ExportAccount, Progress, heeding
from curator.exporting.choice import Choice
from curator.exporting.doors import ExportDoor
from curator.exporting.evidence_report.door import page_of
from curator.exporting.pictures import NoPictures, printed
from curator.exporting.saving import replacing, target_of
from curator.ports import RecordReader

STYLE = """
body { font-family: "Source Serif Pro", serif; font-size: 10pt; color: #20242A; }
h1 { font-family: "Source Sans Pro", sans-serif; font-size: 20pt; margin-bottom: 4px; }
h2 { font-family: "Source Sans Pro", sans-serif; font-size: 14pt; margin-top: 22px; margin-bottom: 4px; }
h3 { font-family: "Source Sans Pro", sans-serif; font-size: 11pt; margin-top: 14px; margin-bottom: 0px; }
p { margin-top: 2px; margin-bottom: 2px; }
a { color: #0B5E9E; text-decoration: none; }
.tally, .facts, .details, .source, .note, .hint, figcaption, cite, .name {
  font-family: "Source Sans Pro", sans-serif; font-size: 8.5pt; color: #676B72; }
.direction { font-family: "Source Sans Pro", sans-serif; margin-top: 10px; }
.path { font-size: 8.5pt; font-weight: 400; color: #676B72; }
.question { font-style: italic; }
blockquote { margin-left: 14px; margin-right: 0px; margin-top: 2px; margin-bottom: 2px; }
.improved .shape { color: #1B7F5C; }
.worsened .shape { color: #B24A00; }
.mixed .shape { color: #7A55A3; }
.draft { color: #676B72; }
.retracted { color: #B24A00; }
"""
"""What a printer understands of the page's style: fewer kinds of rule than a browser does."""


def _write(reader: RecordReader, path: Path, choice: Choice, progress: Progress | None) -> ExportAccount:
    target, tell = target_of(path, (".pdf",)), heeding(progress)
    try:
        page, report, notes = page_of(reader, choice, tell, style=STYLE, ending=".png")
        tell(0.9, "Printing the page")
        try:
            content = printed(page)
        except NoPictures as problem:
            raise CannotWrite(
                "A PDF cannot be made here. {reason} Export the report as .html; a browser prints it.",
                reason=problem.sentence(),
            ) from problem
        with replacing(target) as file:
            file.write(content)
    except Cancelled:
        return ExportAccount(path=target, cancelled=True)
    return ExportAccount(path=target, counts={"claim": len(report.claims), "report": len(report.sources)}, notes=notes)


DOOR = ExportDoor(
    name="report-pdf",
    title="Evidence report (PDF)",
    meaning="The evidence report as pages to send round, or to put beside a manuscript.",
    endings=(".pdf",),
    write=_write,
)
