"""One REFI-QDA project in the making.

Labels, therapies, outcomes and directions are codes, each in a folder of its own. A mark is one selection for each of
its passages, coded with its label; a claim is one for each of its passages, coded with its therapies, outcome and
direction, and described in words. Selections of one mark or claim are linked ("continued by"), so that they are
known as one thing again. Ids are those of the records wherever the standard has a place for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from curator import product
from curator.codebook.tree import Tree
from curator.exporting.accounts import Progress
from curator.exporting.chosen import Chosen
from curator.exporting.claim_words import described
from curator.exporting.refi.elements import Maker, as_bytes, moment, shown_name
from curator.exporting.several_files import Files
from curator.ids import derived_id
from curator.records import Claim, Mark, Outcome, Passage, Report, Term, Therapy

LINKED = "continued by"
LABELS, THERAPIES, OUTCOMES, DIRECTIONS = "Labels", "Therapies", "Outcomes", "Directions"


class Writing:
    """Writes the texts into the archive, then the file that says what was coded."""

    def __init__(self, chosen: Chosen, tell: Progress) -> None:
        self._chosen = chosen
        self._tell = tell
        self._maker = Maker()
        self._links: list[tuple[str, str, str]] = []
        self._retracted = self._nowhere = 0
        self.counts = {"text": 0, "mark": 0, "claim": 0}

    def write(self, files: Files) -> None:
        """Writes the whole project."""
        review, maker = self._chosen.review, self._maker
        root = maker.root(
            name=review.title,
            origin=f"{product.NAME} {product.VERSION}",
            modifiedDateTime=moment(self._chosen.state.changed_at),
        )
        users = maker.under(root, "Users")
        for reviewer in self._chosen.reviewers.values():
            maker.under(users, "User", guid=reviewer.id, name=reviewer.name, id=reviewer.initials)
        self._write_codes(root)
        if self._chosen.reports:
            sources = maker.under(root, "Sources")
            for number, report in enumerate(self._chosen.reports):
                self._tell(number / len(self._chosen.reports), report.title)
                with files.file(f"sources/{report.id}.txt") as file:
                    file.write(self._chosen.reader.text(report.text_sha256).encode())
                self._write_source(sources, report)
        self._write_links(root)
        if review.question:
            maker.under(root, "Description", review.question)
        with files.file("project.qde") as file:
            file.write(as_bytes(root))

    def notes(self) -> Iterator[str]:
        """What the format cannot hold."""
        if self.counts["claim"]:
            yield "Claims are in it as codings by therapy, outcome and direction; their other fields as descriptions."
        if self._retracted:
            yield f"{self._retracted:,} retracted claims and marks are not in it."
        if self._nowhere:
            yield f"{self._nowhere:,} claims stand on no words and are not in it."
        if self._maker.replaced:
            yield f"In {self._maker.replaced:,} texts a character that XML cannot hold became U+FFFD."

    def _write_codes(self, root: etree._Element) -> None:
        book, review_id = self._chosen.codebook, self._chosen.review.id
        codes = self._maker.under(self._maker.under(root, "CodeBook"), "Codes")
        for name in (LABELS, THERAPIES, OUTCOMES, DIRECTIONS):
            folder = self._code(codes, derived_id(review_id, name), name, codable=False)
            if name == LABELS:
                for label in book.labels.values():
                    self._code(folder, label.id, label.name, label.definition, label.colour)
            elif name == DIRECTIONS:
                for direction in book.directions.values():
                    self._code(folder, direction.id, direction.name, direction.definition)
            else:
                self._write_terms(folder, book.therapies if name == THERAPIES else book.outcomes)

    def _write_terms(self, folder: etree._Element, tree: Tree[Therapy] | Tree[Outcome]) -> None:
        waiting: list[tuple[Term, etree._Element]] = [(term, folder) for term in reversed(tree.children())]
        while waiting:
            term, above = waiting.pop()
            made = self._code(above, term.id, term.name, term.definition)
            waiting.extend((child, made) for child in reversed(tree.children(term.id)))

    def _code(
        self,
        above: etree._Element,
        guid: str,
        name: str,
        definition: str = "",
        colour: str = "",
        *,
        codable: bool = True,
    ) -> etree._Element:
        made = self._maker.under(
            above, "Code", guid=guid, name=name, isCodable="true" if codable else "false", color=colour
        )
        if definition:
            self._maker.under(made, "Description", definition)
        return made

    def _write_source(self, sources: etree._Element, report: Report) -> None:
        source = self._maker.under(
            sources,
            "TextSource",
            guid=report.id,
            name=report.file_name or report.title,
            plainTextPath=f"internal://{report.id}.txt",
        )
        if report.note:
            self._maker.under(source, "Description", report.note)
        self.counts["text"] += 1
        for mark in self._chosen.marks(report):
            if mark.retracted:
                self._retracted += 1
            else:
                self._write_selections(source, mark, mark.memo, [mark.label_id])
                self.counts["mark"] += 1
        for claim in self._chosen.claims(self._chosen.claim_ids(report)):
            self._write_claim(source, claim)

    def _write_claim(self, source: etree._Element, claim: Claim) -> None:
        if claim.status.value == "retracted":
            self._retracted += 1
        elif not claim.passages:
            self._nowhere += 1
        else:
            terms = [
                term_id for groups in (claim.therapies, claim.comparators) for group in groups for term_id in group
            ]
            codes = [*terms, *filter(None, (claim.outcome_id, claim.direction_id))]
            self._write_selections(
                source,
                claim,
                described(self._chosen.lines.line(claim), self._chosen.structure_of(claim.report_id)),
                codes,
            )
            self.counts["claim"] += 1

    def _write_selections(self, source: etree._Element, record: Mark | Claim, words: str, codes: Sequence[str]) -> None:
        """A selection for each passage; the first one of a claim has its id, the first coding of a mark that of it."""
        before = ""
        at = moment(record.recorded_at)
        for number, passage in enumerate(record.passages):
            is_first_of_claim = isinstance(record, Claim) and not number
            guid = record.id if is_first_of_claim else derived_id(record.id, f"selection {number}")
            selection = self._selection(source, guid, passage, record.reviewer_id, at)
            if words and not number:
                self._maker.under(selection, "Description", words)
            for place, code_id in enumerate(dict.fromkeys(codes)):
                own = isinstance(record, Mark) and not number and not place
                coding = self._maker.under(
                    selection,
                    "Coding",
                    guid=record.id if own else derived_id(record.id, f"coding {number} {code_id}"),
                    creatingUser=record.reviewer_id,
                    creationDateTime=at,
                )
                self._maker.under(coding, "CodeRef", targetGUID=code_id)
            if before:
                self._links.append((derived_id(record.id, f"link {number}"), before, guid))
            before = guid

    def _selection(
        self, source: etree._Element, guid: str, passage: Passage, reviewer_id: str, at: str
    ) -> etree._Element:
        return self._maker.under(
            source,
            "PlainTextSelection",
            guid=guid,
            name=shown_name(passage.words),
            startPosition=str(passage.start),
            endPosition=str(passage.end),
            creatingUser=reviewer_id,
            creationDateTime=at,
        )

    def _write_links(self, root: etree._Element) -> None:
        if self._links:
            links = self._maker.under(root, "Links")
            for guid, origin, target in self._links:
                self._maker.under(
                    links, "Link", guid=guid, name=LINKED, direction="OneWay", originGUID=origin, targetGUID=target
                )
