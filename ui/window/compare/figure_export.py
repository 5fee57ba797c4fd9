"""The figures as a file: the drawing (SVG, PNG, PDF), or every figure as a table (CSV) or as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from curator.agreement.agreement import Agreement, Figures
from curator.agreement.of_review import CLAIMS_FOUND, ReviewAgreement
from curator.exporting.saving import replacing, target_of
from ui.window.compare.figure_rows import field_rows, names_of, row_of
from ui.window.compare.figures_picture import FiguresPicture
from ui.window.compare.settings import Settings, block_of, title_of
from ui.window.frame.places import ask_where, documents
from ui.window.furniture.words import counted, translated
from ui.window.pictures.files import ENDINGS as PICTURES
from ui.window.pictures.files import picture_bytes
from ui.window.session import Session

ENDINGS = (".csv", ".json", *PICTURES)
_PAIR = 2
_HEADS = (
    "level",
    "name",
    "reviewers",
    "statistic",
    "value",
    "ci_low",
    "ci_high",
    "n",
    "counted",
    "not_defined_because",
    "no_interval_because",
    "notes",
)
_WOULD_BE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def ask_and_export(parent: QWidget, session: Session, found: ReviewAgreement, settings: Settings) -> None:
    """Asks for a file and writes the figures there, as its ending says."""
    path = session.store.path
    name = translated("FigureExport", "{review} agreement.csv").format(review=path.stem if path else "review")
    target = ask_where(
        parent,
        translated("FigureExport", "Where shall the figures be saved?"),
        (path.parent if path else documents()) / name,
        translated(
            "FigureExport",
            "Tables (*.csv);;JSON (*.json);;Drawings (*.svg);;Pictures (*.png);;PDF (*.pdf)",
        ),
        ".csv",
        or_endings=ENDINGS,
    )
    if target is not None and session.attempt(lambda: export_figures(target, found, settings)) is not None:
        session.said.emit(translated("FigureExport", "Figures saved to {file}").format(file=target.name))


def export_figures(path: Path, found: ReviewAgreement, settings: Settings) -> Path:
    """Writes the figures; raises ``BadInput`` for another ending and ``CannotWrite`` when the file cannot be."""
    target = target_of(path, ENDINGS)
    ending = target.suffix.lower()
    if ending == ".csv":
        content = as_csv(found).encode("utf-8-sig")
    elif ending == ".json":
        content = (json.dumps(found.as_json(), ensure_ascii=False, indent=1) + "\n").encode()
    else:
        content = picture_bytes(drawing_of(found, settings), ending)
    with replacing(target) as file:
        file.write(content)
    return target


def drawing_of(found: ReviewAgreement, settings: Settings) -> FiguresPicture:
    """The drawing of the room as a picture; reviewers are not named in it."""
    reviewers = len(names_of(found, settings)) or len(found.coded.reviewers)
    parts = (
        counted(reviewers, translated("FigureExport", "{n} reviewer"), translated("FigureExport", "{n} reviewers")),
        counted(
            len(found.coded.reports),
            translated("FigureExport", "{n} report"),
            translated("FigureExport", "{n} reports"),
        ),
    )
    block = block_of(found.claims_found, names_of(found, settings))
    claims = row_of(CLAIMS_FOUND, translated("FigureExport", "Claims found (F1)"), block, settings)
    rows = [claims, *field_rows(found, settings)]
    title = translated("FigureExport", "Agreement")
    return FiguresPicture(title, " · ".join(parts), title_of(settings.shown, reviewers), rows)


def as_csv(found: ReviewAgreement) -> str:
    """Every figure in a line of its own."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(_HEADS)
    for level, name, agreement in _agreements(found):
        for block in _blocks(agreement):
            for row in _rows(block):
                table.writerow([level, _plain(name), _plain(" – ".join(block.reviewers)), *row])
    return written.getvalue()


def _agreements(found: ReviewAgreement) -> Iterator[tuple[str, str, Agreement]]:
    yield "claims found", "", found.claims_found
    for name, field in found.fields.items():
        yield "field", name, field.agreement
    yield "words", "", found.passages
    for label, own in found.passages.labels.items():
        yield "words", label, own


def _blocks(agreement: Agreement) -> list[Figures]:
    if len(agreement.reviewers) <= _PAIR:
        return [agreement.all]
    return [agreement.all, *agreement.pairs, *agreement.against_the_rest.values()]


def _rows(block: Figures) -> Iterator[list[object]]:
    for name, figure in block.figures.items():
        notes = "; ".join(str(note) for note in figure.notes)
        numbers = ["" if value is None else value for value in (figure.value, figure.ci_low, figure.ci_high)]
        why = [str(reason) if reason is not None else "" for reason in (figure.reason, figure.no_interval)]
        yield [_plain(name), *numbers, figure.n, str(figure.counted), *why, notes]


def _plain(words: str) -> str:
    """Words that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(_WOULD_BE_A_FORMULA) else words
