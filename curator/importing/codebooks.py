"""A codebook read from a table: therapies and outcomes with their trees, labels, directions and extra fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from curator.changes import Alteration, Change
from curator.codebook.altering import Entry
from curator.codebook.codebook import Codebook
from curator.codebook.label_keys import label_set_by
from curator.codebook.names import fold
from curator.codebook.tree import Tree
from curator.errors import BadInput
from curator.importing.codebook_rows import NamedRow, amend_entry, new_entry, read_row
from curator.importing.codebook_trees import settle_parents
from curator.importing.tables import NO_NAMES, RefusedRow, read_table
from curator.ports import RecordReader
from curator.records import Label, Outcome, Therapy

COLUMNS = (
    "kind",
    "name",
    "parent",
    "synonyms",
    "code",
    "definition",
    "better",
    "colour",
    "key",
    "line",
    "options",
    "type",
    "meaning",
)
"""The columns of a codebook table; all but ``kind`` and ``name`` may be left out."""


class CodebookImport(Struct, frozen=True, kw_only=True):
    """What the import of a codebook would do.

    ``change`` is None when rows are refused (then nothing comes in), or when the codebook says all of it already.
    ``notes`` are remarks on rows that come in, such as a synonym that another term has too.
    """

    change: Change | None
    added: tuple[str, ...]
    amended: tuple[str, ...]
    unchanged: tuple[str, ...]
    refused: tuple[RefusedRow, ...]
    notes: tuple[str, ...]
    ignored_columns: tuple[str, ...]


def read_codebook(
    path: Path, reader: RecordReader, reviewer_id: str | None, renamed: Mapping[str, str] = NO_NAMES
) -> CodebookImport:
    """The change that brings a codebook in from a CSV file or a spreadsheet.

    Terms that the review has, by name or synonym, are amended by what the table says and keep what it does not say.
    When a row names an unknown kind or parent, stands in a ring of parents, or doubles another row, every such row
    is refused, and nothing comes in. Raises ``BadInput`` when the file is no table with ``kind`` and ``name``.
    """
    table = read_table(path, needed=("kind", "name"), renamed=renamed)
    draft = _Draft(Codebook.read(reader), list(table.refused))
    for row in table.rows:
        cells = {key: row.cells[place] for key, place in table.places.items()}
        draft.take(row.number, cells)
    draft.settle()
    ignored = tuple(name for key, name in table.names.items() if key not in COLUMNS)
    return draft.account(reviewer_id, ignored)


class _Draft:
    """The codebook as the table wants it."""

    def __init__(self, codebook: Codebook, refused: list[RefusedRow]) -> None:
        self._codebook = codebook
        self._refused = refused
        self._notes: list[str] = []
        self._rows: list[NamedRow] = []
        self._row_of_name: dict[tuple[type[Entry], str], int] = {}
        self._row_of_record: dict[str, int] = {}
        self._new_of_kind: Counter[type[Entry]] = Counter()

    def take(self, number: int, cells: dict[str, str]) -> None:
        """Takes one row, or refuses it."""
        try:
            row = read_row(number, cells)
            self._must_stand_once(row)
            existing = row.existing(self._codebook)
            if existing is not None:
                self._must_mean_another(row, existing)
            row.before = existing
            row.after = self._new(row) if existing is None else amend_entry(row, existing)
        except BadInput as problem:
            self._refused.append(RefusedRow(row=number, problem=problem))
        else:
            self._rows.append(row)

    def _new(self, row: NamedRow) -> Entry:
        position = self._new_of_kind[row.kind]
        self._new_of_kind[row.kind] += 1
        return new_entry(row, self._codebook, position)

    def _must_stand_once(self, row: NamedRow) -> None:
        earlier = self._row_of_name.get((row.kind, row.folded))
        if earlier is not None:
            raise BadInput("“{name}” stands in row {row} already.", name=row.name, row=earlier)
        self._row_of_name[row.kind, row.folded] = row.number

    def _must_mean_another(self, row: NamedRow, existing: Entry) -> None:
        earlier = self._row_of_record.get(existing.id)
        if earlier is not None:
            raise BadInput(
                "“{name}” means “{existing}”, as row {row} does.", name=row.name, existing=existing.name, row=earlier
            )
        self._row_of_record[existing.id] = row.number

    def settle(self) -> None:
        """What can only be told when all rows are read: parents, and names that are another row's synonyms."""
        for kind in (Therapy, Outcome):
            rows = [row for row in self._rows if row.kind is kind]
            tree = self._codebook.therapies if kind is Therapy else self._codebook.outcomes
            self._refused += settle_parents(rows, tree)
            self._notes += self._shared_synonyms(rows, tree)
        self._refuse_shared_keys()
        self._refused.sort(key=lambda refused: refused.row)

    def _shared_synonyms(self, rows: list[NamedRow], tree: Tree[Therapy] | Tree[Outcome]) -> list[str]:
        owner: dict[str, NamedRow] = {}
        notes = []
        for row in rows:
            for synonym in row.folded_synonyms:
                named = self._row_of_name.get((row.kind, synonym))
                if named is not None and named != row.number:
                    problem = BadInput("Its synonym “{name}” is the name in row {row}.", name=synonym, row=named)
                    self._refused.append(RefusedRow(row=row.number, problem=problem))
                    continue
                other = owner.setdefault(synonym, row)
                if other is not row:
                    notes.append(f"Row {row.number}: “{synonym}” is a synonym in row {other.number} too.")
                there = tree.find(synonym)
                if there is not None and there.id != row.record.id and fold(there.name) == synonym:
                    notes.append(
                        f"Row {row.number}: “{synonym}” is the name of another {there.name_in_log}; it is left out."
                    )
        return notes

    def _refuse_shared_keys(self) -> None:
        """A key sets one label when all rows are in: labels may take each other's keys over."""
        labels = [(row, row.after) for row in self._rows if isinstance(row.after, Label)]
        labels.sort(key=lambda pair: not _keeps_its_key(pair[0]))
        altered = {label.id for _, label in labels}
        settled = [label for label in self._codebook.labels.values() if label.id not in altered]
        for row, label in labels:
            owner = label_set_by(label.key, settled)
            settled.append(label)
            if owner is not None:
                problem = BadInput("The key “{key}” belongs to the label “{label}”.", key=label.key, label=owner.name)
                self._refused.append(RefusedRow(row=row.number, problem=problem))

    def account(self, reviewer_id: str | None, ignored: tuple[str, ...]) -> CodebookImport:
        """What would be done, as one change."""
        new = [row for row in self._rows if row.before is None]
        other = [row for row in self._rows if row.before is not None and row.before != row.after]
        same = [row.name for row in self._rows if row.before is not None and row.before == row.after]
        alterations = tuple(
            Alteration(before=row.before, after=row.after) for row in self._rows if row.before != row.after
        )
        change = None
        if alterations and not self._refused:
            terms = "1 term" if len(alterations) == 1 else f"{len(alterations)} terms"
            change = Change(title=f"Import a codebook of {terms}", reviewer_id=reviewer_id, alterations=alterations)
        return CodebookImport(
            change=change,
            added=tuple(row.name for row in new),
            amended=tuple(row.name for row in other),
            unchanged=tuple(same),
            refused=tuple(self._refused),
            notes=tuple(self._notes),
            ignored_columns=ignored,
        )


def _keeps_its_key(row: NamedRow) -> bool:
    return isinstance(row.before, Label) and isinstance(row.after, Label) and row.before.key == row.after.key
