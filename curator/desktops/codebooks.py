"""The codebook of a file and that of the review: one tree, whatever both did to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from curator.codebook.codebook import CODEBOOK_TYPES
from curator.codebook.names import fold
from curator.desktops.accounts import FileAccount
from curator.desktops.references import names, renamed
from curator.desktops.term_links import end_of, links_of, merged_into, merged_into_by_both, parents
from curator.desktops.translation import Translation
from curator.desktops.working import Working
from curator.records import Claim, Outcome, Record, Term, Therapy

TREES: tuple[type[Term], ...] = (Therapy, Outcome)


class Codebooks:
    """Follows terms that were merged, and keeps every term from standing under itself."""

    def __init__(
        self,
        working: Working,
        translation: Translation,
        base: Iterable[Record],
        theirs: Iterable[Record],
        account: FileAccount,
    ) -> None:
        self._working = working
        self._translation = translation
        self._base = [record for record in base if isinstance(record, Term)]
        self._theirs = [record for record in theirs if isinstance(record, Term)]
        self._account = account
        self._merged_before = merged_into(self._terms())

    def _terms(self) -> list[Term]:
        return [term for kind in TREES for term in self._working.of(kind).values()]

    def begin(self) -> None:
        """Before terms are settled: a term under one that either side merged stands under what that became."""
        base, theirs = (
            links_of(renamed(term, self._translation.joined) for term in terms) for terms in (self._base, self._theirs)
        )
        self._translation.terms_merged(merged_into_by_both(base, links_of(self._terms()), theirs))

    def end(self) -> None:
        """After terms are settled: rings are opened, and claims on both sides name what terms became."""
        for alteration in list(self._working.since_mark()):
            term = alteration.after
            if isinstance(term, Term):
                self._open_rings(term.id, type(term))
        self._say_names_twice()
        ends = merged_into(self._terms())
        self._translation.terms_merged(ends)
        self._follow({term_id: end for term_id, end in ends.items() if self._merged_before.get(term_id) != end})

    def _open_rings(self, term_id: str, kind: type[Term]) -> None:
        term: Any = self._working.of(kind)[term_id]
        before: Any = self._working.before(kind, term_id)
        every = self._working.of(kind).values()
        if end_of(term.id, parents(every)) is None:
            parent = before.parent_id if before is not None else None
            term = msgspec.structs.replace(term, parent_id=parent)
            self._working.put(term)
            if end_of(term.id, parents(every)) is None:
                self._working.put(msgspec.structs.replace(term, parent_id=None))
            self._note(f"“{term.name}” stays where it was: it was moved under a term that was moved under it here.")
        if end_of(term.id, links_of(every)) is None:
            kept = before if before is not None else term
            self._working.put(msgspec.structs.replace(kept, merged_into_id=None))
            self._note(f"“{term.name}” stays as it was: it was merged into a term that was merged into it here.")

    def _say_names_twice(self) -> None:
        """Says which terms have one name now, because it was given to both, or as a synonym to one of them."""
        touched = {alteration.record().id for alteration in self._working.since_mark()}
        for kind in CODEBOOK_TYPES:
            by_name: dict[str, list[Any]] = {}
            every: Any = self._working.of(kind).values()
            for entry in every:
                if getattr(entry, "merged_into_id", None) is None:
                    for name in {fold(one) for one in (entry.name, *getattr(entry, "synonyms", ()))}:
                        by_name.setdefault(name, []).append(entry)
            for name, entries in by_name.items():
                if len(entries) > 1 and any(entry.id in touched for entry in entries):
                    listed = " and ".join(f"“{entry.name}”" for entry in entries)
                    shared = f"The {kind.name_in_log} entries {listed} share the name “{name}” now."
                    self._note(f"{shared} Merge them, or rename one.")

    def _follow(self, newly: Mapping[str, str]) -> None:
        """Whatever here still names a term that the file merged into another names the other one."""
        if not newly:
            return
        working = self._working
        working.load(Claim, working.reader.claims_using(sorted(newly)))
        for claim in list(working.of(Claim).values()):
            if any(named in newly for _, named in names(claim)):
                working.put(renamed(claim, newly))
        for term in self._terms():
            if term.parent_id is not None and term.parent_id in newly:
                working.put(msgspec.structs.replace(term, parent_id=newly[term.parent_id]))

    def _note(self, words: str) -> None:
        self._account.notes.append(words)
