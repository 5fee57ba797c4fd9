"""The evidence report as one of the formats in which a review goes out."""

from __future__ import annotations

from pathlib import Path

from curator.exporting.accounts import Cancelled, ExportAccount, Progress, heeding
from curator.exporting.choice import Choice
from curator.exporting.chosen import Chosen
from curator.exporting.doors import ExportDoor
from curator.exporting.evidence_report.content import EvidenceReport, read_report
from curator.exporting.evidence_report.page import Shown, html_page
from curator.exporting.evidence_report.style import STYLE
from curator.exporting.pictures import NoPictures, PictureKind, picture
from curator.exporting.saving import replacing, target_of
from curator.ports import RecordReader

ENDINGS = (".html", ".htm")

_PICTURES = {
    PictureKind.EVIDENCE_MAP: "Evidence map: therapies by outcomes; the larger, the more studies.",
    PictureKind.EFFECT_DIRECTIONS: "Effect directions: each study by area of outcomes.",
}


def _write(reader: RecordReader, path: Path, choice: Choice, progress: Progress | None) -> ExportAccount:
    target, tell = target_of(path, ENDINGS), heeding(progress)
    try:
        page, report, notes = page_of(reader, choice, tell)
        with replacing(target) as file:
            file.write(page.encode())
    except Cancelled:
        return ExportAccount(path=target, cancelled=True)
    counts = {"claim": len(report.claims), "report": len(report.sources)}
    return ExportAccount(path=target, counts=counts, notes=notes)


def page_of(
    reader: RecordReader, choice: Choice, tell: Progress, *, style: str = STYLE, ending: str = ".svg"
) -> tuple[str, EvidenceReport, tuple[str, ...]]:
    """The report as HTML, what it says, and what could not be drawn for it: for a file, or for whoever prints it.

    A printer has a ``style`` of its own, and pictures with the ``ending`` that it knows.
    """
    tell(0.1, "Reading the claims")
    report = read_report(Chosen(reader, choice))
    tell(0.6, "Drawing")
    pictures, notes = _pictures(report, reader, ending)
    tell(0.9, "Writing the page")
    return html_page(report, pictures, style), report, notes


def _pictures(report: EvidenceReport, reader: RecordReader, ending: str) -> tuple[list[Shown], tuple[str, ...]]:
    """The pictures that can be drawn of the claims; without them the report goes out all the same, and says so."""
    shown: list[Shown] = []
    try:
        for kind, words in _PICTURES.items():
            content = picture(kind, report.claims, reader, ending)
            if content:
                shown.append(Shown(words, content))
    except NoPictures as problem:
        return [], (problem.sentence(),)
    return shown, ()


DOOR = ExportDoor(
    name="report",
    title="Evidence report",
    meaning="Claims by therapy and outcome with their quotes, sources and decisions: to read in a browser, or print.",
    endings=ENDINGS,
    write=_write,
)
