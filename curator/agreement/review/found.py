"""Claims found: which claims both of two reviewers made, and which only one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from curator.agreement.agreement import THE_REST, Agreement, Figures
from curator.agreement.claims.linking import Unit
from curator.agreement.figures import Counted, Figure, Reason, Remark, undefined
from curator.agreement.review.coded import PAIR, Coded

FEW_CLAIMS = 30


class _Counts(Struct, frozen=True):
    both: int = 0
    only_first: int = 0
    only_second: int = 0
    reports: int = 0

    def __add__(self, other: _Counts) -> _Counts:
        return _Counts(
            self.both + other.both,
            self.only_first + other.only_first,
            self.only_second + other.only_second,
            self.reports + other.reports,
        )

    def turned(self) -> _Counts:
        return _Counts(self.both, self.only_second, self.only_first, self.reports)


def agreement_of_claims_found(coded: Coded, units: Sequence[Unit]) -> Agreement:
    """How far the reviewers found the same claims, in the reports that two of them read.

    ``n`` are the different claims of a pair, and ``agree`` those that both made; over all, those that everybody made
    who read the report. The figures over all add up all pairs of reviewers.
    """
    names = coded.reviewers
    couples = list(combinations(names, 2))
    counts = {couple: _count(couple, coded.readers, units) for couple in couples}
    pairs = tuple(_of_pair((names[one], names[two]), counts[one, two]) for one, two in couples)
    rest = {names[one]: _of_pair((names[one], THE_REST), _added(_from(one, counts))) for one in names}
    everybody = sum(len(unit.claims) == len(coded.readers[unit.report_id]) for unit in units)
    over_all = _figures(
        tuple(names.values()),
        _added(counts.values()),
        n=len(units),
        agree=everybody,
        texts=len(coded.reports),
        of_two=len(names) <= PAIR,
    )
    return Agreement(reviewers=tuple(names.values()), all=over_all, pairs=pairs, against_the_rest=rest)


def _count(couple: tuple[str, str], readers: Mapping[str, tuple[str, ...]], units: Iterable[Unit]) -> _Counts:
    one, two = couple
    common = {report_id for report_id, read_by in readers.items() if one in read_by and two in read_by}
    made = [(one in unit.claims, two in unit.claims) for unit in units if unit.report_id in common]
    both, only_first, only_second = (made.count(who) for who in ((True, True), (True, False), (False, True)))
    return _Counts(both, only_first, only_second, len(common))


def _from(one: str, counts: Mapping[tuple[str, str], _Counts]) -> list[_Counts]:
    return [count if couple[0] == one else count.turned() for couple, count in counts.items() if one in couple]


def _added(counts: Iterable[_Counts]) -> _Counts:
    return sum(counts, _Counts())


def _of_pair(reviewers: tuple[str, str], counts: _Counts) -> Figures:
    n = counts.both + counts.only_first + counts.only_second
    return _figures(reviewers, counts, n=n, agree=counts.both, texts=counts.reports, of_two=True)


def _figures(reviewers: tuple[str, ...], counts: _Counts, *, n: int, agree: int, texts: int, of_two: bool) -> Figures:
    """F1 is 2 both / (2 both + only one), which is also the specific agreement on what is found.

    Hripcsak and Rothschild 2005, J Am Med Inform Assoc 12:296-298. What neither found cannot be counted, so that
    there is no kappa. ``percent_agreement`` is what both made over what either made (Jaccard).
    """
    only_one = counts.only_first + counts.only_second
    made = counts.both + only_one
    numbers = {"both": counts.both, "only_first": counts.only_first, "only_second": counts.only_second}
    if not of_two:
        numbers = {"both": counts.both, "only_one": only_one}
    if not made:
        nothing = undefined(Reason.NO_TEXT_TWICE if not counts.reports else Reason.NOTHING_CLAIMED, 0, Counted.CLAIMS)
        shares = f1 = nothing
    else:
        shares = Figure(value=counts.both / made, n=made, counted=Counted.CLAIMS)
        f1 = Figure(
            value=2 * counts.both / (2 * counts.both + only_one), n=made, counted=Counted.CLAIMS, counts=numbers
        )
    notes = (Remark.FEW_CLAIMS,) if 0 < n < FEW_CLAIMS else ()
    figures = {
        "percent_agreement": shares,
        "specific_agreement[found]": Figure(value=f1.value, n=f1.n, counted=f1.counted, reason=f1.reason),
        "specific_agreement[not found]": undefined(Reason.NOT_FOUND_UNCOUNTED, made, Counted.CLAIMS),
        "f1": f1,
    }
    return Figures(
        reviewers=reviewers,
        n=n,
        agree=agree,
        figures={name: figure.with_notes(*notes) for name, figure in figures.items()},
        notes=notes,
        texts=texts,
    )
