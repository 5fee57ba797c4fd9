"""The passages of all coders in all texts as arrays, the texts laid one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from curator.agreement.arrays import Flags, Ints
from curator.agreement.units import CodedText


class Marks(Struct, frozen=True, kw_only=True):
    """Passages as arrays: where they stand, under which label, in which text, and whose they are."""

    start: Ints
    end: Ints
    label: Ints
    text: Ints
    coder: Ints

    def __len__(self) -> int:
        return len(self.start)

    @property
    def length(self) -> Ints:
        """How long each passage is."""
        return self.end - self.start

    def where(self, chosen: Flags) -> Marks:
        """Some of the passages."""
        return Marks(
            start=self.start[chosen],
            end=self.end[chosen],
            label=self.label[chosen],
            text=self.text[chosen],
            coder=self.coder[chosen],
        )


class Marked(Struct, frozen=True, kw_only=True):
    """Everything that was marked.

    ``reads`` has a row per text and a column per coder; ``lengths`` are the texts' in characters; ``offsets`` say
    where each text begins when all are laid one after the other, one place left free between two. ``width`` is more
    than the last place: labels laid that far apart never meet. ``tokens`` are starts and ends; ``duplicates`` has how
    many passages of each coder were there more than once.
    """

    coders: tuple[str, ...]
    labels: tuple[str, ...]
    reads: Flags
    lengths: Ints
    offsets: Ints
    width: int
    marks: Marks
    token_start: Ints
    token_end: Ints
    duplicates: Mapping[str, int]

    @classmethod
    def of(cls, texts: Sequence[CodedText], coders: Sequence[str], labels: Sequence[str]) -> Marked:
        """The passages of these coders; one that a coder has twice under one label counts once."""
        coder_places = {coder: place for place, coder in enumerate(coders)}
        label_places = {label: place for place, label in enumerate(labels)}
        lengths = np.array([text.length for text in texts], dtype=np.int64)
        offsets = np.cumsum(lengths + 1) - (lengths + 1)
        reads = np.zeros((len(texts), len(coders)), dtype=np.bool_)
        columns: list[list[int]] = [[], [], [], [], []]
        tokens: list[tuple[int, int]] = []
        for number, (text, offset) in enumerate(zip(texts, offsets.tolist(), strict=True)):
            reads[number, [coder_places[coder] for coder in text.coders if coder in coder_places]] = True
            spans = [span for span in text.spans if span.coder in coder_places]
            columns[0].extend(span.start + offset for span in spans)
            columns[1].extend(span.end + offset for span in spans)
            columns[2].extend(label_places[span.label] for span in spans)
            columns[3].extend([number] * len(spans))
            columns[4].extend(coder_places[span.coder] for span in spans)
            tokens.extend((start + offset, end + offset) for start, end in text.tokens)
        start, end, label, text_of, coder = (np.array(column, dtype=np.int64) for column in columns)
        marks = Marks(start=start, end=end, label=label, text=text_of, coder=coder)
        _, first = np.unique(groups(coder, label, start, end), return_index=True)
        once = np.zeros(len(marks), dtype=np.bool_)
        once[first] = True
        twice = np.bincount(coder[~once], minlength=len(coders)).tolist()
        borders = np.array(sorted(tokens), dtype=np.int64).reshape(-1, 2)
        return cls(
            coders=tuple(coders),
            labels=tuple(labels),
            reads=reads,
            lengths=lengths,
            offsets=offsets,
            width=int((lengths + 1).sum()) + 1,
            marks=marks.where(once),
            token_start=borders[:, 0],
            token_end=borders[:, 1],
            duplicates={name: count for name, count in zip(coders, twice, strict=True) if count},
        )

    def of_coder(self, coder: int, texts: Flags, label: int | None = None) -> Marks:
        """The passages of one coder in some texts, of one label or of all."""
        chosen = (self.marks.coder == coder) & texts[self.marks.text]
        if label is not None:
            chosen &= self.marks.label == label
        return self.marks.where(chosen)


def groups(*columns: Ints) -> Ints:
    """A number for each row, the same for rows that are the same in every column."""
    if len(columns[0]) == 0:
        return np.empty(0, dtype=np.int64)
    order = np.lexsort(columns)
    differs = np.zeros(len(order), dtype=np.bool_)
    for column in columns:
        ordered = column[order]
        differs[1:] |= ordered[1:] != ordered[:-1]
    numbers = np.empty(len(order), dtype=np.int64)
    numbers[order] = np.cumsum(differs)
    return numbers
