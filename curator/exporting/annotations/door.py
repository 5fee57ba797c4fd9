"""W3C Web Annotations as one of the formats in which a review goes out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from curator import product
from curator.exporting.accounts import Cancelled, ExportAccount, Progress, heeding
from curator.exporting.annotations.model import CONTEXT, ID_URN, body, target
from curator.exporting.choice import Choice
from curator.exporting.chosen import Chosen
from curator.exporting.claim_words import described
from curator.exporting.doors import ExportDoor
from curator.exporting.saving import replacing, target_of
from curator.ports import RecordReader
from curator.records import Claim, ClaimStatus, Mark, Report

ENDINGS = (".jsonld",)

_encode = msgspec.json.Encoder(order="deterministic").encode


def _write(reader: RecordReader, path: Path, choice: Choice, progress: Progress | None) -> ExportAccount:
    place = target_of(path, ENDINGS)
    writing = _Writing(Chosen(reader, choice), heeding(progress))
    try:
        with replacing(place) as file:
            for piece in writing.pieces():
                file.write(piece)
    except Cancelled:
        return ExportAccount(path=place, cancelled=True)
    return ExportAccount(path=place, counts=writing.counts, notes=tuple(writing.notes()))


class _Writing:
    """One page of annotations in the making, written piece by piece."""

    def __init__(self, chosen: Chosen, tell: Progress) -> None:
        self._chosen = chosen
        self._tell = tell
        self._nowhere = self._retracted = 0
        self.counts = {"mark": 0, "claim": 0}

    def pieces(self) -> Iterator[bytes]:
        """The file: an annotation page with its annotations, one to a line."""
        head = {
            "@context": CONTEXT,
            "id": f"{ID_URN}{self._chosen.review.id}",
            "type": "AnnotationPage",
            "label": self._chosen.review.title,
            "generator": {"type": "Software", "name": f"{product.NAME} {product.VERSION}"},
        }
        yield _encode(head)[:-1] + b',"items":['
        between = b"\n"
        for annotation in self._annotations():
            yield between + _encode(annotation)
            between = b",\n"
        yield b"\n]}\n"

    def notes(self) -> Iterator[str]:
        """What the format cannot hold."""
        if self.counts["claim"]:
            yield "Claims are in it as annotations that say in words what is claimed."
        if self._nowhere:
            yield f"{self._nowhere:,} claims stand on no words and are not in it."
        if self._retracted:
            yield f"{self._retracted:,} retracted claims and marks are not in it."

    def _annotations(self) -> Iterator[dict[str, Any]]:
        for number, report in enumerate(self._chosen.reports):
            self._tell(number / len(self._chosen.reports), report.title)
            for mark in self._chosen.marks(report):
                if mark.retracted:
                    self._retracted += 1
                else:
                    self.counts["mark"] += 1
                    yield self._mark(mark, report)
            for claim in self._chosen.claims(self._chosen.claim_ids(report)):
                if claim.status is ClaimStatus.RETRACTED:
                    self._retracted += 1
                elif not claim.passages:
                    self._nowhere += 1
                else:
                    self.counts["claim"] += 1
                    yield self._claim(claim, report)

    def _mark(self, mark: Mark, report: Report) -> dict[str, Any]:
        bodies = [body(self._chosen.codebook.name_of(mark.label_id), "tagging")]
        bodies += [body(mark.memo, "commenting")] if mark.memo else []
        return self._annotation(mark, report, bodies, "tagging")

    def _claim(self, claim: Claim, report: Report) -> dict[str, Any]:
        words = described(self._chosen.lines.line(claim), self._chosen.structure_of(report.id))
        return self._annotation(claim, report, [body(words, "describing")], "describing")

    def _annotation(
        self, record: Mark | Claim, report: Report, bodies: list[dict[str, str]], motivation: str
    ) -> dict[str, Any]:
        structure = self._chosen.structure_of(report.id)
        return {
            "id": f"{ID_URN}{record.id}",
            "type": "Annotation",
            "motivation": motivation,
            "creator": {"type": "Person", "name": self._chosen.name_of_reviewer(record.reviewer_id)},
            "created": record.recorded_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "body": bodies,
            "target": [target(report, passage, structure) for passage in record.passages],
        }


DOOR = ExportDoor(
    name="annotations",
    title="W3C annotations",
    meaning="Marks and claims as annotations of the texts (JSON-LD), for annotation tools and the web.",
    endings=ENDINGS,
    write=_write,
)
