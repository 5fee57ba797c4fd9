"""Whatever is coded, submitted, settled, reopened, amended, withdrawn and undone, in whatever order."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from curator.adjudication import deciding
from curator.adjudication.consensus import consensus_reviewer, progress
from curator.adjudication.queue import Disagreement, read_queue
from curator.agreement.claims.corrections import say_different, say_same
from curator.agreement.of_review import agreement_of_review
from curator.changes import Change
from curator.checking import check
from curator.coding.claims import amend_claim, retract_claim
from curator.coding.coders import read_coders
from curator.coding.codings import begin
from curator.coding.reviews import new_review, people
from curator.errors import CuratorError
from curator.evidence.question import EvidenceQuestion
from curator.records import Claim, ClaimStatus, CodingStatus, Decision, Direction, Outcome
from db.files import SqliteFiles
from tests.curator.adjudication.desk import Desk
from tests.curator.agreement.review.conftest import WITHOUT_RESAMPLES, Team

NAMES = ("Ada", "Ben", "Cem")


class Days:
    """Some days of work of three people and their lead; each act is one that somebody might do."""

    def __init__(self, desk: Desk, chance: random.Random) -> None:
        self.desk = desk
        self.store = desk.store
        self.chance = chance
        for name in NAMES:
            desk.team.reviewer(name)
        self.began_at = self.store.state().sequence

    def act(self) -> None:
        acts: tuple[Callable[[], None], ...] = (
            self.code, self.code, self.code, self.amend, self.retract, self.submit, self.submit_all, self.submit_all,
            self.reopen, self.settle, self.settle, self.settle, self.settle_identical, self.withdraw, self.pair,
            self.undo,
        )  # fmt: skip
        try:
            self.chance.choice(acts)()
        except CuratorError:
            return

    def code(self) -> None:
        if self._status(name := self.chance.choice(NAMES)) is CodingStatus.SUBMITTED:
            return
        person, report = self.desk.team.reviewer(name), self.desk.report
        if begun := begin(self.store, report.id, person.id):
            self.do(Change(title="Begin", reviewer_id=person.id, alterations=begun))
        start = self.chance.randrange(0, 200, 40)
        self.desk.codes(
            name,
            (start, start + 30),
            therapy="MSC",
            outcome=self.chance.choice(["Relapse", "Remission"]),
            direction=self.chance.choice(["improved", "worsened"]),
        )

    def amend(self) -> None:
        claim = self._claim()
        direction = self.chance.choice(self.store.all(Direction))
        self.do(amend_claim(self.store, claim, claim.reviewer_id, direction_id=direction.id))

    def retract(self) -> None:
        claim = self._claim()
        self.do(retract_claim(self.store, claim, claim.reviewer_id))

    def submit(self) -> None:
        self.desk.submits(self.chance.choice(NAMES))

    def submit_all(self) -> None:
        for name in NAMES[: self.chance.choice((2, 3))]:
            if self._status(name) is not CodingStatus.SUBMITTED:
                self.desk.submits(name)

    def reopen(self) -> None:
        self.desk.team.reopen(self.desk.report, self.chance.choice(NAMES))

    def settle(self) -> None:
        queue = self.desk.queue()
        found = self.chance.choice((*queue.open, *queue.settled, *queue.identical) or (None,))
        if found is not None:
            self.do(self._decision(found))

    def settle_identical(self) -> None:
        self.do(deciding.settle_identical(self.store, self.desk.lead.id))

    def withdraw(self) -> None:
        queue = self.desk.queue()
        for found in (*queue.settled, *queue.identical):
            if found.decision is not None:
                self.do(deciding.withdraw(self.store, found, self.desk.lead.id))
                return

    def pair(self) -> None:
        one, other = self._claim(), self._claim()
        say = self.chance.choice((say_same, say_different))
        self.do(say(self.store, one, other, self.desk.lead.id))

    def undo(self) -> None:
        last = self.store.next_undo()
        if last is not None and last.sequence > self.began_at:
            self.store.undo(None)

    def do(self, change: Change | None) -> None:
        if change is not None:
            self.store.apply(change)

    def _decision(self, found: Disagreement) -> Change:
        by, claim = self.desk.lead.id, self.chance.choice(found.claims)
        match self.chance.randrange(4):
            case 0:
                return deciding.take(self.store, found, claim.id, by)
            case 1:
                return deciding.keep_apart(self.store, found, by)
            case 2:
                return deciding.neither(self.store, found, by, "no")
            case _:
                chosen = dict.fromkeys(found.differing, claim.id)
                return deciding.merge(self.store, found, chosen, by)

    def _status(self, name: str) -> CodingStatus | None:
        person = self.desk.team.reviewer(name).id
        return read_coders(self.store).get(self.desk.report.id, {}).get(person)

    def _claim(self) -> Claim:
        persons = {one.id for one in people(self.store)}
        own = [one for one in self.store.all(Claim) if one.reviewer_id in persons]
        if not own:
            raise CuratorError("nobody has claimed anything")
        return self.chance.choice(own)


def look_it_over(desk: Desk) -> None:
    store, queue = desk.store, desk.queue()
    owner = consensus_reviewer(store)
    decisions = store.all(Decision)
    living = {one.id: one for one in store.all(Claim) if one.status is not ClaimStatus.RETRACTED}
    of_consensus = {one.id for one in living.values() if owner is not None and one.reviewer_id == owner.id}
    assert of_consensus == {claim_id for one in decisions for claim_id in one.consensus_claim_ids}
    assert check(store) == []
    listed = Counter(key for one in (*queue.open, *queue.settled, *queue.identical) for key in one.key)
    coders = read_coders(store).get(desk.report.id, {})
    own = {one for one in living if one not in of_consensus}
    if len(coders) > 1 and set(coders.values()) == {CodingStatus.SUBMITTED}:
        assert own <= listed.keys(), "every claim is somewhere"
        assert max((listed[one] for one in own), default=1) == 1, "and only there"
    elif len(coders) > 1:
        assert queue.waiting == (desk.report.id,)
        assert not queue.open
    settled = {claim_id for one in decisions for claim_id in one.claim_ids}
    assert set(store.claim_ids(EvidenceQuestion())) == (own - settled) | of_consensus
    assert all(one.report_id == desk.report.id for one in (*queue.open, *queue.settled))
    found = agreement_of_review(store, None, WITHOUT_RESAMPLES)
    assert read_queue(store, found.units, found.coded) == queue
    assert sum(one.open for one in progress(store, queue).values()) == len(queue.open)


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
@given(seed=st.integers(0, 2**32 - 1))
def test_every_claim_is_in_one_place_and_the_consensus_is_what_was_decided(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    store = SqliteFiles().create(tmp_path_factory.mktemp("days") / "days.curator")
    store.apply(new_review("Days", "Lena"))
    days = Days(Desk(Team(store)), random.Random(seed))
    for number in range(60):
        days.act()
        if number % 10 == 9:
            look_it_over(days.desk)
    store.close()


def test_a_claim_may_be_on_a_term_that_nobody_knows_yet(desk: Desk) -> None:
    """What is left blank by both is no disagreement, and what one left blank is."""
    (one,) = desk.codes("Ada", (0, 30), therapy="MSC", outcome="Relapse")
    desk.codes("Ben", (0, 30), therapy="MSC")
    desk.submits("Ada", "Ben")
    found = desk.first()
    assert found.differing == ("outcome_id",)
    assert desk.store.get(Outcome, str(one.outcome_id)).name == "Relapse"
