"""Which column of somebody's table is which of ours: what the table has, a guess, and examples to judge it by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import islice
from pathlib import Path

from msgspec import Struct
from rapidfuzz import fuzz, process

from curator.codebook.names import tidy
from curator.errors import BadInput
from curator.importing import claim_columns, codebooks
from curator.importing.claims_door import is_table_of_claims
from curator.importing.file_bytes import must_be_a_file, unreadable
from curator.importing.references import tabular
from curator.importing.spreadsheet_file import SPREADSHEET_ENDINGS, Spreadsheet
from curator.importing.tables import key_of, records_of_csv, records_of_spreadsheet
from curator.text.decoding import decode

_LOOKED_AT = 500_000
"""So many bytes of a CSV file are looked at."""
_ROWS = 60
_EXAMPLES = 3
_LONGEST_EXAMPLE = 80
_LEAST_LIKENESS = 86.0


class TableKind(StrEnum):
    """What a table is about."""

    CLAIMS = "claims"
    CODEBOOK = "codebook"
    REFERENCES = "references"


NEEDED: Mapping[TableKind, tuple[str, ...]] = {
    TableKind.CLAIMS: ("report",),
    TableKind.CODEBOOK: ("kind", "name"),
    TableKind.REFERENCES: ("title",),
}
"""The columns without which a table cannot be read as one of this kind."""

OURS: Mapping[TableKind, tuple[str, ...]] = {
    TableKind.CLAIMS: claim_columns.COLUMNS,
    TableKind.CODEBOOK: codebooks.COLUMNS,
    TableKind.REFERENCES: tuple(tabular.OURS),
}
"""Our columns of each kind of table, by key."""

_ALIASES: Mapping[TableKind, Mapping[str, tuple[str, ...]]] = {
    TableKind.CLAIMS: {
        "report": ("file", "file_name", "paper", "article", "source", "pmcid", "study_id", "reference"),
        "reviewer": ("coder", "extractor", "rater", "annotator", "user"),
        "therapy": ("therapies", "intervention", "treatment", "drug", "exposure"),
        "comparator": ("comparators", "comparison", "control"),
        "outcome": ("endpoint", "end_point", "outcomes"),
        "direction": ("effect", "result", "finding", "direction_of_effect"),
        "quote": ("words", "text", "evidence", "excerpt", "passage", "sentence"),
        "start": ("begin", "offset", "start_offset"),
        "end": ("end_offset",),
        "timepoint": ("follow_up", "time"),
        "population": ("participants", "patients"),
        "estimate": ("effect_size", "estimates"),
        "note": ("notes", "comment", "comments", "remark"),
        "study": ("trial", "study_name"),
    },
    TableKind.CODEBOOK: {
        "kind": ("sort", "category", "class"),
        "name": ("term", "code_name"),
        "parent": ("under", "broader", "parent_term"),
        "synonyms": ("synonym", "other_names", "aliases"),
        "definition": ("meaning_of_term", "description"),
        "colour": ("color",),
    },
    TableKind.REFERENCES: tabular.ALIASES,
}


class FoundColumn(Struct, frozen=True, kw_only=True):
    """A column of somebody's table: its name, the one of ours that it seems to be (or empty), and what stands in it."""

    name: str
    guess: str = ""
    examples: tuple[str, ...] = ()


class TablePreview(Struct, frozen=True, kw_only=True):
    """A table before it is read: what it seems to be about, and its columns."""

    file: str
    kind: TableKind
    columns: tuple[FoundColumn, ...]

    @property
    def mapping(self) -> dict[str, str]:
        """The guesses that say something: by the names of columns, which of ours they are."""
        return {column.name: column.guess for column in self.columns if column.guess}

    def missing(self, mapping: Mapping[str, str] | None = None) -> tuple[str, ...]:
        """The columns that are needed and that nothing in the mapping is."""
        given = {key_of(ours) for ours in (self.mapping if mapping is None else mapping).values()}
        return tuple(column for column in NEEDED[self.kind] if column not in given)


def preview_table(path: Path, kind: TableKind | None = None, own_fields: Iterable[str] = ()) -> TablePreview:
    """What a table has, and what its columns seem to be; only its first rows are read.

    ``own_fields`` are the names of the codebook's own fields, which a table of claims may fill. Without a ``kind`` the
    one is taken that the columns fit best. Raises ``BadInput`` for what cannot be read as a table.
    """
    header, rows = _first_rows(path)
    kinds = [kind] if kind is not None else list(TableKind)
    guesses = {one: _guessed(header, one, own_fields) for one in kinds}
    best = kind or max(kinds, key=lambda one: _fit(one, header, guesses[one]))
    columns = tuple(
        FoundColumn(name=name, guess=guesses[best].get(name, ""), examples=_examples(rows, place))
        for place, name in enumerate(header)
        if name
    )
    return TablePreview(file=path.name, kind=best, columns=columns)


def _first_rows(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        if path.suffix.lower() in SPREADSHEET_ENDINGS:
            records = records_of_spreadsheet(Spreadsheet(path))
        else:
            size = must_be_a_file(path)
            with path.open("rb") as file:
                data = file.read(_LOOKED_AT)
            whole = data if size <= _LOOKED_AT else data[: data.rfind(b"\n") + 1] or data
            records = records_of_csv(path.name, decode(whole).text)
        taken: list[list[str]] = []
        try:
            taken.extend(cells for _, cells in islice(records, _ROWS) if any(map(str.strip, cells)))
        except BadInput:
            if not taken:
                raise
    except OSError as trouble:
        raise unreadable(trouble) from trouble
    if taken and taken[0][0].lower().startswith("sep=") and not any(taken[0][1:]):
        del taken[0]
    if not taken:
        raise BadInput("There are no rows in it.")
    return list(map(tidy, taken[0])), taken[1:]


def _guessed(header: list[str], kind: TableKind, own_fields: Iterable[str]) -> dict[str, str]:
    """By the names of columns, which of ours they seem to be; each of ours is guessed once."""
    guesses: dict[str, str] = {}
    left = list(OURS[kind])
    own = {key_of(name): name for name in own_fields} if kind is TableKind.CLAIMS else {}
    for by_name in (_the_same, _called_otherwise, _alike):
        for name in header:
            if name and name not in guesses:
                found = by_name(key_of(name), left, kind) or own.get(key_of(name), "")
                if found:
                    guesses[name] = found
                    left = [ours for ours in left if ours != found]
    return guesses


def _the_same(key: str, left: list[str], _kind: TableKind) -> str:
    return key if key in left else ""


def _called_otherwise(key: str, left: list[str], kind: TableKind) -> str:
    return next((ours for ours in left if key in _ALIASES[kind].get(ours, ())), "")


def _alike(key: str, left: list[str], _kind: TableKind) -> str:
    found = process.extractOne(key, left, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS)
    return "" if found is None else str(found[0])


def _fit(kind: TableKind, header: list[str], guesses: Mapping[str, str]) -> tuple[bool, float]:
    keys = list(map(key_of, header))
    surely = {
        TableKind.CLAIMS: is_table_of_claims(keys),
        TableKind.CODEBOOK: set(NEEDED[kind]) <= set(keys),
        TableKind.REFERENCES: tabular.is_table_of_references(keys),
    }[kind]
    needed = sum(ours in guesses.values() for ours in NEEDED[kind]) / len(NEEDED[kind])
    return surely, needed + len(guesses) / max(1, len(header))


def _examples(rows: list[list[str]], place: int) -> tuple[str, ...]:
    said = dict.fromkeys(tidy(row[place]) for row in rows if place < len(row) and row[place].strip())
    return tuple(
        words if len(words) <= _LONGEST_EXAMPLE else f"{words[: _LONGEST_EXAMPLE - 1]}…"
        for words in islice(said, _EXAMPLES)
    )
