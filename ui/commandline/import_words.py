"""The account of an import as the command line tells it, and a person's answers as it takes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from curator.errors import BadInput
from curator.importing.accounts import Answer, Answers, Difference, Fate, ImportLine

HOW_TO_DECIDE = (
    " Say what is to become of a line with --decide 'LINE=join', keep or leave, and of all the rest with "
    "--decide all=join."
)

_ALL = "all"
_ALWAYS_COUNTED = (Fate.CAME_IN, Fate.ALREADY_THERE, Fate.REFUSED)
_COUNTED_IF_ANY = (Fate.AMENDED, Fate.TO_DECIDE)


def answers_from(said: Sequence[str], columns: Sequence[str] = ()) -> Answers:
    """The answers that were typed, and what was said of columns; raises ``BadInput`` for one that is none."""
    by_name: dict[str, Answer] = {}
    for words in said:
        name, _, answer = words.rpartition("=")
        if not name.strip() or answer.strip() not in set(Answer):
            raise BadInput(
                "“{words}” is no answer. Write the name of a line, or all, then =join, =keep or =leave.", words=words
            )
        by_name[name.strip()] = Answer(answer.strip())
    mapping: dict[str, str] = {}
    for words in columns:
        theirs, _, ours = words.rpartition("=")
        if not theirs.strip() or not ours.strip():
            raise BadInput("“{words}” maps no column. Write 'their column=ours'.", words=words)
        mapping[theirs.strip()] = ours.strip()
    return Answers(otherwise=by_name.pop(_ALL, None), by_name=by_name, columns=mapping)


def counts_of_fates(counts: Counter[Fate], *, would: bool) -> str:
    """How many lines became of each sort."""
    fates = (*_ALWAYS_COUNTED, *(fate for fate in _COUNTED_IF_ANY if counts[fate]))
    words = {Fate.ALREADY_THERE: "there already"}
    if would:
        words |= {Fate.CAME_IN: "would come in", Fate.AMENDED: "would be amended"}
    return ", ".join(f"{counts[fate]:,} {words.get(fate, fate.value)}" for fate in fates)


def line_in_words(line: ImportLine) -> str:
    """A line of the account; of a cell that was edited, both values."""
    if line.difference is None:
        return line.sentence
    return f"{line.name} ({_whose(line.difference)}): {before_and_after(line.difference)} — {_why(line)}"


def _whose(difference: Difference) -> str:
    return ", ".join(filter(None, (difference.what, difference.who)))


def before_and_after(difference: Difference) -> str:
    """Both values of a cell."""
    return f"{difference.column}: {_shown(difference.before)} → {_shown(difference.after)}"


def _shown(words: str) -> str:
    return f"“{words}”" if words else "empty"


def _why(line: ImportLine) -> str:
    said = (line.problem.sentence() if line.problem else "", *line.notes)
    return f"{line.fate.value}. {' '.join(filter(None, said))}".strip()


def lines_as_json(lines: Iterable[tuple[str, ImportLine]]) -> dict[str, object]:
    """An account of the import: every line by what became of it."""
    told: dict[str, list[dict[str, object]]] = {fate.value.replace(" ", "_"): [] for fate in Fate}
    for kind, line in lines:
        told[line.fate.value.replace(" ", "_")].append(_line_as_json(kind, line))
    return dict(told)


def _line_as_json(kind: str, line: ImportLine) -> dict[str, object]:
    told: dict[str, object] = {
        "file": line.name,
        "kind": kind,
        "report_id": line.report.id if line.report else None,
        "why": line.problem.sentence() if line.problem else None,
        "notes": line.notes,
    }
    if line.offer is not None:
        of = line.offer.report
        told["offer"] = {
            "report_id": of.id if of else None,
            "title": of.title if of else None,
            "reason": line.offer.reason,
            "likeness": round(line.offer.likeness, 3),
        }
    if line.difference is not None:
        difference = line.difference
        told["difference"] = {name: getattr(difference, name) for name in difference.__struct_fields__}
    return told
