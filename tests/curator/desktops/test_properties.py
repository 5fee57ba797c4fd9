"""Whatever is done on three desktops, merging loses nothing and does not depend on when or in which order it is done.

Each example begins with copies of one review and of what was handed out of it, and works in them as people do: claims,
amendments, retractions, terms added, renamed and merged, reports brought in, and some of it undone. A few examples, the
same each time, keep the run short; with ``MERGE_EXAMPLES=50`` in the environment it digs that deep, never twice alike.
"""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from curator.checking import check
from curator.codebook.codebook import CODEBOOK_TYPES
from curator.codebook.names import fold
from curator.coding.queries import answer
from curator.desktops.accounts import Merge, Take
from curator.desktops.references import names, renamed
from curator.errors import CuratorError
from curator.records import (
    Assignment,
    Claim,
    Coding,
    Mark,
    Outcome,
    Query,
    Record,
    Report,
    Reviewer,
    Study,
    Therapy,
)
from tests.curator.desktops.desktop import CELLS, RITUXIMAB, Desktop, records

NAMES = ("Fatigue", "Pain", "Sirolimus", "Dapsone")
TEXTS = (("third.txt", "A third report. Fewer flares were seen."), ("fourth.txt", "A fourth one. Nobody died of it."))
CODERS = ("Ben", "Cleo", "Dan")
EXAMPLES = int(os.environ.get("MERGE_EXAMPLES", "0"))
ROUNDS = 26 if EXAMPLES else 14

Action = Callable[[Desktop, random.Random], object]


def any_of(desktop: Desktop, kind: Any, chance: random.Random) -> Any:
    """One of the records of a kind; of what people code, one of their own."""
    coded = kind in (Claim, Mark, Query)
    found = desktop.store.all(kind, reviewer_id=desktop.me.id) if coded else desktop.store.all(kind)
    if not found:
        raise LookupError(kind)
    return chance.choice(found)


def make_claim(desktop: Desktop, chance: random.Random) -> None:
    report = any_of(desktop, Report, chance)
    lines = desktop.store.text(report.text_sha256).splitlines()
    words = chance.choice([part for line in lines for part in line.split(". ") if part])[:20]
    kinds = {"therapy": any_of(desktop, Therapy, chance), "outcome": any_of(desktop, Outcome, chance)}
    named = {name: term.name for name, term in kinds.items() if term.merged_into_id is None}
    desktop.claim(words, report.file_name, note=f"SECRET-{desktop.me.name}-{chance.random()}", **named)


def amend_claim(desktop: Desktop, chance: random.Random) -> None:
    field = chance.choice(["note", "population", "time_point"])
    desktop.amend(any_of(desktop, Claim, chance), **{field: f"SECRET-{desktop.me.name}-{chance.random()}"})


def retract_claim(desktop: Desktop, chance: random.Random) -> None:
    desktop.retract(any_of(desktop, Claim, chance))


def make_mark(desktop: Desktop, chance: random.Random) -> None:
    desktop.mark(chance.choice(["Relapse", "Infections", "Nobody died"]))


def ask_something(desktop: Desktop, chance: random.Random) -> None:
    desktop.ask(f"SECRET-{desktop.me.name}-{chance.random()}?", any_of(desktop, Claim, chance))
    if chance.random() < 0.5:
        desktop.do(answer(any_of(desktop, Query, chance), desktop.me.id, f"SECRET-{desktop.me.name}-answer"))


def add_term(desktop: Desktop, chance: random.Random) -> None:
    kind: Any = chance.choice([Therapy, Outcome])
    name = chance.choice(NAMES)
    desktop.add(kind, chance.choice([name, name.upper()]))


def rename_term(desktop: Desktop, chance: random.Random) -> None:
    kind: Any = chance.choice([Therapy, Outcome])
    term = any_of(desktop, kind, chance)
    if term.merged_into_id is None:
        field = chance.choice(["name", "definition", "position"])
        value: Any = chance.randrange(9) if field == "position" else f"{term.name} {chance.randrange(5)}"
        desktop.rename(kind, term.name, **{field: value})


def merge_terms(desktop: Desktop, chance: random.Random) -> None:
    kind: Any = chance.choice([Therapy, Outcome])
    source, target = any_of(desktop, kind, chance), any_of(desktop, kind, chance)
    if source.id != target.id and not source.retired and not target.retired:
        desktop.merge_terms(kind, source.name, target.name)


def remove_term(desktop: Desktop, chance: random.Random) -> None:
    kind: Any = chance.choice([Therapy, Outcome])
    desktop.remove(kind, any_of(desktop, kind, chance).name)


def bring_report(desktop: Desktop, chance: random.Random) -> None:
    name, text = chance.choice(TEXTS)
    if name not in {report.file_name for report in desktop.store.all(Report)}:
        desktop.bring(name, text)


def submit(desktop: Desktop, chance: random.Random) -> None:
    desktop.submit(any_of(desktop, Report, chance).file_name)


def undo(desktop: Desktop, chance: random.Random) -> None:
    entry = desktop.store.next_undo()
    if entry is not None and entry.sequence > desktop.began_at:
        desktop.store.undo(desktop.me.id)
        if chance.random() < 0.3:
            desktop.store.redo(desktop.me.id)


ACTIONS: tuple[Action, ...] = (
    *(make_claim, make_claim, make_claim, amend_claim, amend_claim, retract_claim, make_mark, ask_something),
    *(add_term, rename_term, merge_terms, remove_term, bring_report, submit, undo),
)


class World:
    """Anna's review and the files of Ben, Cleo and Dan, as copies in a folder of their own."""

    def __init__(self, templates: Path, folder: Path) -> None:
        for path in templates.glob("*.curator"):
            shutil.copyfile(path, folder / path.name)
        self.lead = Desktop(folder / "lupus.curator", "Anna Berg")
        self.coders = {name: Desktop(folder / f"{name.lower()}.curator", name) for name in CODERS}
        self.all = [self.lead, *self.coders.values()]
        for desktop in self.all:
            desktop.began_at = desktop.store.state().sequence

    def close(self) -> None:
        for desktop in self.all:
            desktop.close()

    def work(self, chance: random.Random, rounds: int, actions: Sequence[Action] = ACTIONS) -> None:
        """Everybody does something at random; what the rules of a review forbid is not done."""
        for _ in range(rounds):
            try:
                chance.choice(actions)(chance.choice(self.all), chance)
            except (CuratorError, StopIteration, LookupError):
                continue

    def merge(self, *names: str) -> Merge:
        """Merges files with the safe choice for whatever is asked."""
        merge = self.lead.preview(*(self.coders[name] for name in names), take=Take.SAFE, join_terms=True)
        assert merge.refused == ()
        if merge.change is not None:
            self.lead.store.apply(merge.change)
        return merge

    def take_back(self, times: int) -> None:
        for _ in range(times):
            self.lead.store.undo(self.lead.me.id)


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review handed out to three coders."""
    folder = tmp_path_factory.mktemp("templates")
    lead = Desktop.new(folder / "lupus.curator", "Anna Berg")
    for name in CODERS:
        lead.hand_out_file(name)
    lead.close()
    return folder


@pytest.fixture
def world(templates: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], World]]:
    """Makes worlds."""
    made: list[World] = []

    def making(_seed: int) -> World:
        while made:
            made.pop().close()
        made.append(World(templates, tmp_path_factory.mktemp("world")))
        return made[-1]

    yield making
    while made:
        made.pop().close()


seeds = st.integers(0, 2**32 - 1)
few = settings(
    max_examples=EXAMPLES or 8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=not EXAMPLES,
    phases=(Phase.explicit, Phase.generate),
)


def in_words(desktop: Desktop) -> Counter[bytes]:
    """A review with names for ids wherever two desktops may have made one thing under two ids."""
    every = records(desktop)
    named: dict[str, str] = {}
    for record in every.values():
        if isinstance(record, (Reviewer, Study, *CODEBOOK_TYPES)):
            named[record.id] = f"{record.name_in_log} {fold(record.name)}"
        elif isinstance(record, Report):
            named[record.id] = f"report {record.text_sha256}"
    lines: Counter[bytes] = Counter()
    for record in every.values():
        kept: Any = renamed(record, named)
        if isinstance(record, Coding | Assignment):
            kept = msgspec.structs.replace(kept, id="")
        if isinstance(record, CODEBOOK_TYPES):
            kept = msgspec.structs.replace(kept, name=fold(kept.name), position=0)
        if isinstance(record, Therapy | Outcome):
            kept = msgspec.structs.replace(kept, synonyms=tuple(sorted(map(fold, kept.synonyms))))
        lines[msgspec.json.encode((record.name_in_log, kept), order="sorted")] += 1
    return lines


def opinions(*merges: Merge) -> bool:
    """Whether somebody had to decide, or the program did: then the order in which things came may tell."""
    return any(
        account.conflicts or any("stays" in note or "comes back" in note for note in account.notes)
        for merge in merges
        for account in merge.files
    )


@few
@given(seed=seeds)
def test_merging_twice_is_merging_once_and_undo_takes_back_all_of_it(world: Any, seed: int) -> None:
    chance, here = random.Random(seed), world(seed)
    here.work(chance, ROUNDS)
    before = records(here.lead)
    names = chance.sample(CODERS, chance.randint(1, 3))
    first = here.merge(*names)
    after = records(here.lead)
    assert check(here.lead.store) == []
    for again in (names, names[:1], [*names, *names]):
        second = here.lead.preview(*(here.coders[name] for name in again), take=Take.SAFE, join_terms=True)
        assert second.change is None
        assert not second.refused
    if first.change is not None:
        here.take_back(1)
        assert records(here.lead) == before
        here.lead.store.redo(here.lead.me.id)
        assert records(here.lead) == after


@few
@given(seed=seeds)
def test_the_order_and_the_grouping_of_files_do_not_matter(world: Any, seed: int) -> None:
    chance, here = random.Random(seed), world(seed)
    here.work(chance, ROUNDS)
    if chance.random() < 0.5:
        here.merge(chance.choice(CODERS))
        here.work(chance, ROUNDS // 2)
    groupings: list[list[tuple[str, ...]]] = [
        [("Ben", "Cleo", "Dan")],
        [("Dan", "Ben", "Cleo")],
        [("Ben",), ("Cleo",), ("Dan",)],
        [("Dan",), ("Cleo",), ("Ben",)],
        [("Ben", "Cleo"), ("Dan",)],
        [("Ben",), ("Dan", "Cleo")],
    ]
    results, exact, merges = [], [], []
    for grouping in groupings:
        done = [here.merge(*names) for names in grouping]
        merges += done
        results.append(in_words(here.lead))
        exact.append(records(here.lead))
        assert check(here.lead.store) == []
        here.take_back(sum(merge.change is not None for merge in done))
    assert exact[0] == exact[1], "in one go the order never matters, not even for what is asked"
    if not opinions(*merges):
        for grouping, result in zip(groupings[2:], results[2:], strict=True):
            assert result == results[0], grouping


def said(record: Record) -> str:
    """What somebody wrote themselves in a claim, mark or query."""
    words = ("note", "population", "time_point", "status", "question", "answer", "memo", "retracted", "passages")
    return " | ".join(str(getattr(record, name)) for name in words if hasattr(record, name))


def coded(desktop: Desktop, **whose: str) -> dict[str, str]:
    """What is said in the claims, marks and queries of a review, by id."""
    return {record.id: said(record) for kind in (Claim, Mark, Query) for record in desktop.store.all(kind, **whose)}


@few
@given(seed=seeds)
def test_nothing_that_anybody_did_is_lost(world: Any, seed: int) -> None:
    chance, here = random.Random(seed), world(seed)
    here.work(chance, ROUNDS)
    if chance.random() < 0.5:
        here.merge(chance.choice(CODERS))
        here.work(chance, ROUNDS // 2)
    own = coded(here.lead, reviewer_id=here.lead.me.id)
    here.merge(*CODERS)
    after = coded(here.lead)
    for desktop in here.coders.values():
        assert coded(desktop).items() <= after.items()
    assert own.items() <= after.items()
    texts = {report.text_sha256 for report in here.lead.store.all(Report)}
    assert {report.text_sha256 for desktop in here.all for report in desktop.store.all(Report)} == texts


@few
@given(seed=seeds)
def test_every_claim_still_names_what_it_named(world: Any, seed: int) -> None:
    """By name, unless somebody renamed or merged terms."""
    chance, here = random.Random(seed), world(seed)
    kept = [action for action in ACTIONS if action not in (rename_term, merge_terms)]
    for _ in range(ROUNDS):
        here.work(chance, 1, kept)
    said_before = {
        claim.id: [fold(desktop.book.name_of(term_id)) for _, term_id in names(claim)]
        for desktop in here.all
        for claim in desktop.store.all(Claim)
    }
    here.merge(*CODERS)
    for claim in here.lead.store.all(Claim):
        assert [fold(here.lead.book.name_of(term_id)) for _, term_id in names(claim)] == said_before[claim.id]


@few
@given(seed=seeds)
def test_a_file_that_is_handed_out_shows_nobody_what_another_did(world: Any, seed: int) -> None:
    chance, here = random.Random(seed), world(seed)
    here.work(chance, ROUNDS)
    here.merge(*CODERS)
    here.work(chance, 4)
    for name in (*CODERS, "Eve"):
        handed = here.lead.hand_out_file(name, f"to {name}.curator")
        data = handed.path.read_bytes()
        for other in {"Anna Berg", *CODERS, "Eve"} - {name}:
            assert f"SECRET-{other}-".encode() not in data
        opened = Desktop(handed.path, name)
        for kind in (Claim, Mark, Query, Coding):
            assert {record.reviewer_id for record in opened.store.all(kind)} <= {opened.me.id}
        mine = {claim.id for claim in opened.store.all(Claim)}
        assert mine == {claim.id for claim in here.lead.store.all(Claim, reviewer_id=opened.me.id)}
        assert check(opened.store) == []
        opened.close()


@few
@given(seed=seeds)
def test_work_that_goes_on_between_merges_is_merged_as_if_at_once(world: Any, seed: int) -> None:
    """Ben's file comes back after every few things that he did; or it comes back once, at the end."""
    chance = random.Random(seed)
    here = world(seed)
    here.all = [here.coders["Ben"]]
    merges = []
    for _ in range(4):
        here.work(chance, 5)
        merges.append(here.merge("Ben"))
    bit_by_bit = in_words(here.lead)
    assert check(here.lead.store) == []
    assert not any(account.conflicts for merge in merges for account in merge.files), "only Ben worked"
    here.take_back(sum(merge.change is not None for merge in merges))
    here.merge("Ben")
    assert in_words(here.lead) == bit_by_bit
    assert {CELLS, RITUXIMAB} <= {here.lead.store.text(one.text_sha256) for one in here.lead.store.all(Report)}
