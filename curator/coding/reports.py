"""Reports and studies: their details, and which report is about which study."""

from __future__ import annotations

import re

import msgspec

from curator.adjudication.following import decisions_following
from curator.changes import Alteration, Change, added, amended
from curator.codebook.names import fold, tidy
from curator.errors import BadInput, Refused
from curator.ids import new_id
from curator.ports import RecordReader
from curator.records import Claim, Report, Study

_EARLIEST_YEAR = 1500
_LATEST_YEAR = 2100
_GROUP = re.compile(
    r"\b(?:groups?|collaborat(?:ion|ive|ors)|investigators|committee|team|network|consortium|society|trialists)$",
    re.IGNORECASE,
)
"""How the names of groups end that stand in the place of an author; no part of one is a family name."""
_DOI = re.compile(r"10\.\d{4,9}/\S+")


def amend_report(report: Report, reviewer_id: str, **fields: object) -> Change | None:
    """The change that gives a report other details; None when they are what it has already."""
    if msgspec.structs.replace(report, **fields) == report:
        return None
    return Change(title="Amend a report's details", reviewer_id=reviewer_id, alterations=(amended(report, **fields),))


def retire_report(report: Report, reviewer_id: str, *, retired: bool = True) -> Change:
    """The change that sets a report aside, or brings it back; its claims are kept."""
    title = "Set a report aside" if retired else "Bring a report back"
    return Change(title=title, reviewer_id=reviewer_id, alterations=(amended(report, retired=retired),))


def study_named(reader: RecordReader, name: str, besides: str | None = None) -> tuple[Study, bool]:
    """The study of this name and False, or a new one and True; raises ``BadInput`` for a blank name.

    The study with the id ``besides`` is passed over.
    """
    wanted = fold(name)
    if not wanted:
        raise BadInput("A study needs a name. Type one, such as the trial's acronym or first author and year.")
    for study in reader.all(Study):
        if fold(study.name) == wanted and study.id != besides:
            return study, False
    return Study(id=new_id(), name=tidy(name)), True


def add_study(reader: RecordReader, name: str, reviewer_id: str) -> tuple[Study, Change | None]:
    """The study of this name, and the change that adds it; None when the review has it already."""
    study, is_new = study_named(reader, name)
    if not is_new:
        return study, None
    return study, Change(title=f"Add study {study.name}", reviewer_id=reviewer_id, alterations=added([study]))


def amend_study(reader: RecordReader, study: Study, reviewer_id: str, **fields: object) -> Change | None:
    """The change that gives a study other details; None when they are what it has already.

    Raises ``BadInput`` for a blank name and ``Refused`` for the name of another study.
    """
    if "name" in fields:
        fields["name"] = tidy(str(fields["name"]))
        known, is_new = study_named(reader, str(fields["name"]), besides=study.id)
        if not is_new:
            raise Refused(
                "The review has a study “{taken}” already. Choose another name, or merge the two.", taken=known.name
            )
    after = msgspec.structs.replace(study, **fields)
    if after == study:
        return None
    title = f"Amend study {study.name}" if after.name == study.name else f"Rename study {study.name}"
    return Change(title=title, reviewer_id=reviewer_id, alterations=(amended(study, **fields),))


def merge_studies(reader: RecordReader, source: Study, target: Study, reviewer_id: str) -> Change:
    """The change that makes one study of two: all claims and reports about ``source`` are about ``target`` then.

    What only ``source`` says (registration, year, design) ``target`` says then too, and its note is added to that of
    ``target``; ``source`` is taken away.
    """
    if source.id == target.id:
        raise Refused("“{name}” cannot be merged into itself.", name=source.name)
    said = {name: getattr(target, name) or getattr(source, name) for name in ("registration", "year", "design")}
    said["note"] = "\n".join(note for note in dict.fromkeys((target.note, source.note)) if note)
    alterations = [amended(target, **said)] if msgspec.structs.replace(target, **said) != target else []
    for report in _reports_about(reader, source):
        about = tuple(dict.fromkeys(target.id if one == source.id else one for one in report.study_ids))
        alterations.append(amended(report, study_ids=about))
    alterations += [amended(claim, study_id=target.id) for claim in reader.all(Claim, study_id=source.id)]
    alterations += decisions_following(reader, alterations)
    alterations.append(Alteration(before=source, after=None))
    title = f"Merge study {source.name} into {target.name}"
    return Change(title=title, reviewer_id=reviewer_id, alterations=tuple(alterations))


def remove_study(reader: RecordReader, study: Study, reviewer_id: str) -> Change:
    """The change that takes a study away; raises ``Refused`` when a claim or a report is about it."""
    claims, reports = reader.count(Claim, study_id=study.id), len(_reports_about(reader, study))
    if claims or reports:
        raise Refused(
            "“{name}” cannot vanish: {claims} claim(s) and {reports} report(s) are about it. "
            "Merge it into another study.",
            name=study.name,
            claims=claims,
            reports=reports,
        )
    title = f"Remove study {study.name}"
    return Change(title=title, reviewer_id=reviewer_id, alterations=(Alteration(before=study, after=None),))


def _reports_about(reader: RecordReader, study: Study) -> list[Report]:
    return [report for report in reader.all(Report) if study.id in report.study_ids]


def year_from(words: str) -> int | None:
    """A year as typed; None for blank. Raises ``BadInput`` for anything that is not a year."""
    words = words.strip()
    if not words:
        return None
    if not words.isascii() or not words.isdigit() or not _EARLIEST_YEAR <= int(words) <= _LATEST_YEAR:
        raise BadInput("“{words}” is not a year. Type four digits, such as 2024.", words=words)
    return int(words)


def doi_from(words: str) -> str:
    """A DOI as typed, without the address or "doi:" before it. Raises ``BadInput`` when it has not a DOI's form."""
    words = words.strip()
    if not words:
        return ""
    found = _DOI.search(words)
    if found is None:
        raise BadInput("“{words}” is not a DOI. A DOI looks like 10.1234/abcd.5678.", words=words)
    return found.group().rstrip(".,;")


def pmid_from(words: str) -> str:
    """A PubMed id as typed, digits only. Raises ``BadInput`` for anything else."""
    digits = re.sub(r"(?i)^\s*pmid:?\s*", "", words).strip()
    if digits and not (digits.isascii() and digits.isdigit()):
        raise BadInput("“{words}” is not a PubMed id. It is a number, such as 36465325.", words=words.strip())
    return digits


def short_name(report: Report) -> str:
    """What a report is called in lists: first author's family name and year, else its title, else its file."""
    families = family_names(report.authors)
    if not families:
        return report.title or report.file_name
    match families:
        case [only]:
            who = only
        case [first, second]:
            who = f"{first} & {second}"
        case _:
            who = f"{families[0]} et al."
    return f"{who} {report.year}" if report.year else who


def family_names(authors: str) -> list[str]:
    """The family names of a report's authors, in their order."""
    return [_family_name(author) for author in _authors(authors)]


def _authors(words: str) -> list[str]:
    """The authors one by one: "Yuan X, Sun L", "Yuan, Xin; Sun, Li" and "X Yuan and L Sun" are all in use."""
    between = r";|\n" if ";" in words else r",|\n|\band\b|&"
    return [author.strip() for author in re.split(between, words) if author.strip()]


def _family_name(author: str) -> str:
    if "," in author:
        return author.partition(",")[0].strip()
    words = author.split()
    if len(words) == 1 or _GROUP.search(author):
        return author
    initials_last = re.fullmatch(r"[A-Z][A-Z.\-]{0,4}", words[-1]) is not None
    return " ".join(words[:-1]) if initials_last else words[-1]
