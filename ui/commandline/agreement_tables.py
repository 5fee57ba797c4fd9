"""Agreement as tables for a terminal. An undefined figure is said to be so, and why stands under the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.table import Table

from curator.agreement.agreement import Agreement, Confusion, Figures
from curator.agreement.figures import Figure
from curator.agreement.statistics import statistic_of
from ui.commandline.desk import Desk
from ui.commandline.words import counted, printable

if TYPE_CHECKING:
    from curator.agreement.of_review import ReviewAgreement
    from curator.agreement.review.fields import FieldAgreement

_PAIR = 2
_SHARES = (
    "percent_agreement",
    "percent_agreement_all",
    "percent_agreement_within_tolerance",
    "specific_agreement",
)
_OF_WORDS = ("span_f1_exact", "span_f1_overlap", "span_f1_iou50", "char_f1")
_ALPHAS = ("krippendorff_alpha_interval", "krippendorff_alpha_ordinal", "krippendorff_alpha_nominal")
_SHORT = {
    "span_f1_exact": "Exact F1",
    "span_f1_overlap": "Overlap F1",
    "span_f1_iou50": "Half in common F1",
    "char_f1": "Character F1",
}


class Footnotes:
    """Figures as words; every reason why one is not defined, or has no interval, gets a letter."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}

    def of(self, name: str, figure: Figure | None) -> str:
        """A figure in a cell: empty where there is none, a share in percent, its interval in brackets."""
        if figure is None:
            return ""
        if figure.value is None:
            return f"not defined ({self._letter(str(figure.reason))})"
        if name.partition("[")[0] in _SHARES:
            return f"{figure.value:.1%}"
        if figure.ci_low is None or figure.ci_high is None:
            return f"{figure.value:.3f}"
        return f"{figure.value:.3f} ({figure.ci_low:.3f} to {figure.ci_high:.3f})"

    def say(self, desk: Desk) -> None:
        """Prints what the letters stand for, and begins anew."""
        for reason, letter in self._letters.items():
            desk.say(f"({letter}) {reason}.")
        if self._letters:
            desk.say()
        self._letters = {}

    def _letter(self, reason: str) -> str:
        return self._letters.setdefault(reason, "abcdefghijklmnopqrstuvwxyz"[len(self._letters)])


def say_ratings(desk: Desk, title: str, agreement: Agreement) -> None:
    """Prints everything about one table of ratings."""
    names = ", ".join(agreement.reviewers)
    desk.say(f"{counted(len(agreement.reviewers), 'coder')}: {names}.")
    desk.say()
    _say_at_length(desk, title, agreement, {})


def say_review(desk: Desk, found: ReviewAgreement, shown: Sequence[str] | None) -> None:
    """Prints the agreement of a review, or only the fields that are to be shown, at length."""
    coded = found.coded
    _say_what_was_compared(desk, found)
    if not coded.reports:
        return
    if shown is not None:
        for name in shown:
            own = found.fields[name]
            _say_at_length(desk, own.title, own.agreement, own.filled_by_one)
        return
    _say_found(desk, found.claims_found)
    _say_fields(desk, list(found.fields.values()), len(coded.reviewers))
    if len(coded.reviewers) > _PAIR:
        _say_pairs_of_fields(desk, list(found.fields.values()))
    _say_words(desk, found.passages)


def _say_what_was_compared(desk: Desk, found: ReviewAgreement) -> None:
    coded = found.coded
    if not coded.reports:
        desk.say("There is nothing to compare: no report was submitted by two reviewers.")
    else:
        names = ", ".join(coded.reviewers.values())
        reports, reviewers = counted(len(coded.reports), "report"), counted(len(coded.reviewers), "reviewer")
        desk.say(f"{reports}, {reviewers}: {names}.")
    if coded.left_out:
        desk.say(f"Left out, because only one reviewer submitted it: {counted(coded.left_out, 'report')}.")
    if coded.unfinished:
        desk.say(f"Left out, because not everybody has submitted it: {counted(coded.unfinished, 'report')}.")
    desk.say()


def _say_found(desk: Desk, agreement: Agreement) -> None:
    table = _table("Claims found", "Reviewers", "Claims", "Both", "Only first", "Only second", "F1", "Beside it")
    notes = Footnotes()
    blocks = list(agreement.pairs)
    if len(agreement.reviewers) > _PAIR:
        blocks += [own for own in agreement.against_the_rest.values() if own.n]
    for own in blocks:
        if not own.texts:
            continue
        counts = own["f1"].counts
        numbers = (str(counts.get(count, 0)) for count in ("both", "only_first", "only_second"))
        table.add_row(_names(own), str(own.n), *numbers, notes.of("f1", own["f1"]), _beside(own))
    desk.console.print(table)
    desk.say()
    notes.say(desk)


def _say_fields(desk: Desk, fields: Sequence[FieldAgreement], reviewers: int) -> None:
    """A line for each field that two reviewers filled; kappa for two reviewers, alpha for any number."""
    kappa = ["Cohen's kappa (95 %)"] if reviewers == _PAIR else ["Fleiss' kappa"]
    headings = ("Field", "n", "Differ", "Agreement", *kappa, "Gwet's AC1 (95 %)", "Krippendorff's alpha (95 %)")
    table = _table("Fields of claims that two or more found", *headings, "Beside it")
    notes = Footnotes()
    compared = [field for field in fields if field.agreement.all.n]
    for field in compared:
        own = field.agreement.all
        kappas = "cohen_kappa" if reviewers == _PAIR else "fleiss_kappa_available"
        cells = [
            notes.of(name, own.figures.get(name)) for name in ("percent_agreement", kappas, "gwet_ac1", _alpha(own))
        ]
        table.add_row(
            printable(field.title), str(own.n), str(own.n - own.agree), *cells, _beside(own, field.filled_by_one)
        )
    desk.console.print(table)
    desk.say()
    empty = [field.title for field in fields if not field.agreement.all.n]
    if empty:
        desk.say(f"Not defined, because no two reviewers filled it for one claim: {', '.join(empty)}.")
        desk.say()
    notes.say(desk)
    _say_sets(desk, compared)


def _say_sets(desk: Desk, fields: Iterable[FieldAgreement]) -> None:
    """Fields that can hold several at once: how much of the sets is the same."""
    rows = [field for field in fields if "jaccard_mean" in field.agreement.all]
    if not rows:
        return
    names = ("jaccard_mean", "masi_mean", "krippendorff_alpha_masi")
    table = _table("As sets", "Field", "n", "Mean Jaccard", "Mean MASI", "Alpha, MASI distance (95 %)")
    notes = Footnotes()
    for field in rows:
        own = field.agreement.all
        table.add_row(field.title, str(own.n), *(notes.of(name, own[name]) for name in names))
    desk.console.print(table)
    desk.say()
    notes.say(desk)


def _say_pairs_of_fields(desk: Desk, fields: Iterable[FieldAgreement]) -> None:
    headings = ("Field", "Reviewers", "n", "Differ", "Agreement", "Cohen's kappa (95 %)", "Gwet's AC1 (95 %)")
    table = _table("Fields by pairs of reviewers", *headings, "Beside it")
    notes = Footnotes()
    for field in fields:
        for own in (*field.agreement.pairs, *field.agreement.against_the_rest.values()):
            if own.n:
                cells = _cells_of_pair(own, notes)
                table.add_row(printable(field.title), *cells, _beside(own, field.filled_by_one))
    desk.console.print(table)
    desk.say()
    notes.say(desk)


def _say_words(desk: Desk, agreement: Agreement) -> None:
    headings = ("Marked as", "Passages", *_SHORT.values(), "Character kappa", "u-alpha, (k)u-alpha", "Beside it")
    table = _table("Words", *headings)
    notes = Footnotes()
    rows = [("All", agreement.all), *((name, own.all) for name, own in agreement.labels.items() if own.all.n)]
    for name, own in rows:
        kappa, alpha = ("char_kappa", "ku_alpha") if "ku_alpha" in own else ("char_kappa_binary", "u_alpha")
        cells = [notes.of(one, own.figures.get(one)) for one in (*_OF_WORDS, kappa, alpha)]
        table.add_row(printable(name), str(own.n), *cells, _beside(own))
    desk.console.print(table)
    desk.say()
    notes.say(desk)


def _say_at_length(desk: Desk, title: str, agreement: Agreement, filled_by_one: Mapping[tuple[str, ...], int]) -> None:
    notes = Footnotes()
    own = agreement.all
    desk.say(f"{title}: {counted(own.n, 'unit')} coded by two or more, {own.n - own.agree:,} with a disagreement.")
    beside = _beside(own, filled_by_one)
    if beside:
        desk.say(f"{beside[:1].upper()}{beside[1:]}.")
    desk.say()
    table = _table("Over all", "Figure", "Value", "n")
    for name, figure in own.figures.items():
        table.add_row(printable(_title(name)), notes.of(name, figure), str(figure.n))
    desk.console.print(table)
    desk.say()
    if len(agreement.reviewers) > _PAIR:
        blocks = (*agreement.pairs, *agreement.against_the_rest.values())
        by_pair = _table(
            "By pairs", "Reviewers", "n", "Differ", "Agreement", "Cohen's kappa (95 %)", "Gwet's AC1 (95 %)"
        )
        for pair in blocks:
            by_pair.add_row(*_cells_of_pair(pair, notes))
        desk.console.print(by_pair)
        desk.say()
    notes.say(desk)
    if own.confusion is not None:
        _say_confusion(desk, agreement.reviewers, own.confusion)


def _say_confusion(desk: Desk, reviewers: Sequence[str], confusion: Confusion) -> None:
    heading = f"{reviewers[0]} in rows, {reviewers[1]} in columns"
    table = _table(heading, "", *confusion.categories)
    for category, counts in zip(confusion.categories, confusion.counts, strict=True):
        table.add_row(printable(category), *map(str, counts))
    desk.console.print(table)
    desk.say()


def _cells_of_pair(own: Figures, notes: Footnotes) -> list[str]:
    cells = [notes.of(name, own.figures.get(name)) for name in ("percent_agreement", "cohen_kappa", "gwet_ac1")]
    return [_names(own), str(own.n), str(own.n - own.agree), *cells]


def _table(title: str, *headings: str) -> Table:
    table = Table(*map(printable, headings), title=printable(title), title_justify="left", box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.overflow = "fold"
    return table


def _names(own: Figures) -> str:
    return printable(" – ".join(own.reviewers))


def _alpha(own: Figures) -> str:
    """The alpha of the level that the field has."""
    return next((name for name in _ALPHAS if name in own), "")


def _beside(own: Figures, filled_by_one: Mapping[tuple[str, ...], int] | None = None) -> str:
    """What has to be said beside the figures of a row."""
    words = [str(note) for note in own.notes]
    only = (filled_by_one or {}).get(own.reviewers, 0)
    if only:
        words.append(f"{only:,} more filled by one only")
    return "; ".join(words)


def _title(name: str) -> str:
    base, bracket, rest = name.partition("[")
    return f"{statistic_of(base).title}: {rest[:-1]}" if bracket else statistic_of(base).title
