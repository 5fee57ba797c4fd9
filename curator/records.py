"""The records: frozen, typed values, each with an id that never changes.

A record says what is so; it does nothing. Everything that alters a review makes a new record and says so in a
change (``curator.changes``). Nested values (passages, estimates, groups of therapies) belong to their record and
have no life of their own.

Three ways of being empty are kept apart. A field that nobody has filled yet holds its empty value and is not named
in ``absent``. A field that was looked for and is *not reported*, or does *not apply*, also holds its empty value
and is named in ``absent`` with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from msgspec import Struct, field


class Absence(StrEnum):
    """Why a field that was looked at holds nothing."""

    NOT_REPORTED = "not reported"
    NOT_APPLICABLE = "not applicable"


class ReportKind(StrEnum):
    """What sort of source text a report is."""

    TRIAL_REPORT = "trial report"
    OBSERVATIONAL = "observational study"
    CASE_REPORT = "case report or series"
    REVIEW = "review"
    LAY_SUMMARY = "lay summary"
    REGISTRY_RECORD = "registry record"
    PROTOCOL = "protocol"
    ABSTRACT = "abstract"
    OTHER = "other"


class ClaimStatus(StrEnum):
    """How far a claim has come. A retracted claim is kept, but counts nowhere."""

    DRAFT = "draft"
    COMPLETE = "complete"
    RETRACTED = "retracted"


class CodingStatus(StrEnum):
    """How far one reviewer's pass over one report has come."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    SUBMITTED = "submitted"


class Meaning(StrEnum):
    """What a direction of the codebook says, whatever the codebook calls it."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    NO_DIFFERENCE = "no difference"
    MIXED = "mixed"
    UNCLEAR = "unclear"
    INCREASED = "increased"
    DECREASED = "decreased"
    OTHER = "other"


class Better(StrEnum):
    """Which way an outcome is better for the patient."""

    HIGHER = "higher is better"
    LOWER = "lower is better"


class Line(StrEnum):
    """The style of a label's underline, so that colour is never its only sign."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"
    DASH_DOT = "dash-dot"


class FieldKind(StrEnum):
    """What an extra field of the codebook may hold."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes or no"
    DATE = "date"


class SectionKind(StrEnum):
    """What part of a report a section is, whatever the report calls it."""

    TITLE = "title"
    ABSTRACT = "abstract"
    INTRODUCTION = "introduction"
    METHODS = "methods"
    RESULTS = "results"
    DISCUSSION = "discussion"
    CONCLUSION = "conclusion"
    TABLE = "table"
    FIGURE = "figure"
    REFERENCES = "references"
    OTHER = "other"


class Verdict(StrEnum):
    """How a disagreement was settled, or that there was none to settle."""

    IDENTICAL = "identical"
    TAKEN = "one taken"
    KEPT_APART = "kept as separate claims"
    MERGED = "merged field by field"
    NEITHER = "neither"


class Record(Struct, frozen=True, kw_only=True):
    """A value with an identity. ``id`` is a UUID and stays the same whatever else is amended."""

    name_in_log: ClassVar[str] = "record"

    id: str


class Passage(Struct, frozen=True, kw_only=True):
    """The words at ``[start, end)`` of a report's text, in code points, end exclusive.

    ``words`` are exactly the text between the two; ``before`` and ``after`` are some of the text around them, so
    that the passage can be found again in a corrected text. ``words`` stands first on purpose: stored passages
    sort by what they say.
    """

    words: str
    start: int
    end: int
    before: str = ""
    after: str = ""


class Arm(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One arm's numbers: people counted (``n``), people with the event, or mean and standard deviation."""

    n: int | None = None
    events: int | None = None
    mean: float | None = None
    sd: float | None = None


class Estimate(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """By how much: an effect as the report gives it.

    ``measure`` is the short name in use (RR, OR, HR, MD, SMD, …). ``ci_level`` is in percent. ``p_operator`` is one
    of ``=``, ``<``, ``>``, ``≤``, ``≥``. ``as_reported`` keeps the words when the numbers cannot be told apart.
    """

    id: str
    measure: str = ""
    value: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    ci_level: float | None = None
    p_operator: str = ""
    p_value: float | None = None
    unit: str = ""
    intervention: Arm = field(default_factory=Arm)
    control: Arm = field(default_factory=Arm)
    as_reported: str = ""
    note: str = ""


class Section(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of a report's text, ``[start, end)`` in code points. ``title`` is its heading; ``level`` 1 is the top."""

    kind: SectionKind
    title: str = ""
    start: int
    end: int
    level: int = 1


class Run(Struct, frozen=True, array_like=True):
    """A stretch of text that stands on a page in one piece: character after character, on one line.

    ``[start, end)`` in code points of the report's text; ``first`` is the number, on the page of the original file, of
    the character that ``start`` came from. The box is in points from the page's upper left corner.
    """

    start: int
    end: int
    first: int
    left: float
    top: float
    right: float
    bottom: float


class Page(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page of the original file: its name, its text ``[start, end)``, its size in points, and what stands where."""

    label: str
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    runs: tuple[Run, ...] = ()


Group = tuple[str, ...]
"""Ids of therapies given together; a group of one is a therapy by itself."""


class Review(Record, frozen=True, kw_only=True):
    """The project: one file, one question. ``rationale_required``: no disagreement is settled without saying why."""

    name_in_log: ClassVar[str] = "review"

    title: str
    question: str = ""
    guidance: str = ""
    rationale_required: bool = False


class Reviewer(Record, frozen=True, kw_only=True):
    """A person who codes. ``colour`` is ``#RRGGBB``.

    ``consensus`` is true for the one reviewer who is no person: the claims that were settled are theirs.
    """

    name_in_log: ClassVar[str] = "reviewer"

    name: str
    initials: str = ""
    colour: str = "#0072B2"
    consensus: bool = False


class Study(Record, frozen=True, kw_only=True):
    """The trial itself: the unit of analysis, which several reports may describe."""

    name_in_log: ClassVar[str] = "study"

    name: str
    registration: str = ""
    year: int | None = None
    design: str = ""
    note: str = ""


class Report(Record, frozen=True, kw_only=True):
    """A source text about one or more studies.

    The text itself lies beside it, under ``text_sha256`` (SHA-256 of the text as UTF-8); so does the file that it
    came from, byte for byte, under ``original_sha256``. ``characters`` is the text's length in code points.
    ``import_note`` says what had to be replaced when the text came in. ``retraction`` is what a record of the report
    says of its retraction; empty when it says nothing. ``details`` are particulars without a field of their own
    (volume, pages, keywords …), by their names in words.
    """

    name_in_log: ClassVar[str] = "report"

    title: str
    file_name: str = ""
    text_sha256: str
    original_sha256: str = ""
    characters: int
    encoding: str = "utf-8"
    import_note: str = ""
    authors: str = ""
    year: int | None = None
    journal: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    kind: ReportKind = ReportKind.OTHER
    licence: str = ""
    study_ids: tuple[str, ...] = ()
    note: str = ""
    retraction: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    retired: bool = False


class Structure(Record, frozen=True, kw_only=True):
    """Where the sections and the pages of a report's text are; a report has one at most.

    It is about the text with this SHA-256, and means nothing for another one. Sections may lie in one another and come
    in order of their starts; pages do not overlap. Both are empty where the source says nothing of them.
    """

    name_in_log: ClassVar[str] = "structure"

    report_id: str
    text_sha256: str
    sections: tuple[Section, ...] = ()
    pages: tuple[Page, ...] = ()


class Term(Record, frozen=True, kw_only=True):
    """What therapies and outcomes have in common: a name in a tree.

    A term in use never vanishes: it is ``retired``, or merged into another one, which ``merged_into_id`` names.
    ``position`` orders terms under one parent.
    """

    name: str
    parent_id: str | None = None
    synonyms: tuple[str, ...] = ()
    code: str = ""
    definition: str = ""
    position: int = 0
    retired: bool = False
    merged_into_id: str | None = None


class Therapy(Term, frozen=True, kw_only=True):
    """What was given; comparators are therapies too."""

    name_in_log: ClassVar[str] = "therapy"


class Outcome(Term, frozen=True, kw_only=True):
    """What was looked at; ``better`` says which way is good for the patient, where there is one."""

    name_in_log: ClassVar[str] = "outcome"

    better: Better | None = None


class Direction(Record, frozen=True, kw_only=True):
    """A direction that a claim may have; ``meaning`` is what the program understands by it."""

    name_in_log: ClassVar[str] = "direction"

    name: str
    meaning: Meaning = Meaning.OTHER
    definition: str = ""
    position: int = 0
    retired: bool = False


class Label(Record, frozen=True, kw_only=True):
    """A label for marks: its hue (``#RRGGBB``), its line and the key that sets it."""

    name_in_log: ClassVar[str] = "label"

    name: str
    colour: str = "#0072B2"
    line: Line = Line.SOLID
    key: str = ""
    definition: str = ""
    position: int = 0
    retired: bool = False


class Field(Record, frozen=True, kw_only=True):
    """An extra field that the codebook gives to every claim. ``options`` are the choices, in their order."""

    name_in_log: ClassVar[str] = "field"

    name: str
    kind: FieldKind = FieldKind.TEXT
    options: tuple[str, ...] = ()
    definition: str = ""
    position: int = 0
    retired: bool = False


class Assignment(Record, frozen=True, kw_only=True):
    """Who is to code which report. ``round`` names the round of a pilot, where reports are assigned in rounds."""

    name_in_log: ClassVar[str] = "assignment"

    report_id: str
    reviewer_id: str
    round: str = ""


class Coding(Record, frozen=True, kw_only=True):
    """One reviewer's pass over one report."""

    name_in_log: ClassVar[str] = "coding"

    report_id: str
    reviewer_id: str
    status: CodingStatus = CodingStatus.NOT_STARTED


class Mark(Record, frozen=True, kw_only=True):
    """Labelled passages. ``memo`` is the reviewer's remark; a retracted mark is kept, but shown nowhere."""

    name_in_log: ClassVar[str] = "mark"

    report_id: str
    reviewer_id: str
    label_id: str
    passages: tuple[Passage, ...]
    memo: str = ""
    key: str = ""
    retracted: bool = False
    recorded_at: datetime


class Claim(Record, frozen=True, kw_only=True):
    """Which therapy, against what, changed which outcome, in which direction, by how much, and on which words.

    ``therapies`` and ``comparators`` are groups one by one, each group given together: ``((a, b), (c,))`` reads
    "a with b; and c". A claim about a mechanism has no therapy. ``key`` names the question that was answered, when
    a table from outside gave one. ``extra`` holds the codebook's own fields by field id. ``absent`` says for empty
    fields whether they were not reported or do not apply: by field name, and of the codebook's own by field id.
    A claim of the consensus names in ``from_claim_ids`` those that it came from.
    """

    name_in_log: ClassVar[str] = "claim"

    report_id: str
    reviewer_id: str
    passages: tuple[Passage, ...] = ()
    therapies: tuple[Group, ...] = ()
    comparators: tuple[Group, ...] = ()
    outcome_id: str | None = None
    direction_id: str | None = None
    population: str = ""
    time_point: str = ""
    design: str = ""
    attribution: str = ""
    study_id: str | None = None
    estimates: tuple[Estimate, ...] = ()
    statement: str = ""
    note: str = ""
    status: ClaimStatus = ClaimStatus.DRAFT
    key: str = ""
    absent: Mapping[str, Absence] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    from_claim_ids: tuple[str, ...] = ()
    recorded_at: datetime


class Query(Record, frozen=True, kw_only=True):
    """A question left on a claim, or on a whole report when ``claim_id`` is None."""

    name_in_log: ClassVar[str] = "query"

    report_id: str
    claim_id: str | None = None
    reviewer_id: str
    question: str
    answer: str = ""
    resolved: bool = False
    asked_at: datetime


class Pairing(Record, frozen=True, kw_only=True):
    """What somebody said about two reviewers' claims: that they are about the same thing, or that they are not.

    It goes before what the program finds by itself (``curator.agreement.pairing``). ``first_claim_id`` is the smaller
    of the two ids, so that a pair of claims has one pairing. ``reviewer_id`` is who said it.
    """

    name_in_log: ClassVar[str] = "pairing"

    first_claim_id: str
    second_claim_id: str
    same: bool
    reviewer_id: str


class Decision(Record, frozen=True, kw_only=True):
    """What was settled about claims that are about the same thing, or about one that only one reviewer found.

    ``claim_ids`` are the reviewers' own claims, in order of id; they stay as they are. ``consensus_claim_ids`` are
    the claims of the consensus that came of it, none when ``verdict`` is *neither*. ``reviewer_id`` decided, and
    ``also_reviewer_ids`` sat at the same desk. ``basis`` is a fingerprint of the reviewers' claims as they were then:
    when they are amended later, the decision has to be looked at again.
    """

    name_in_log: ClassVar[str] = "decision"

    report_id: str
    claim_ids: tuple[str, ...]
    verdict: Verdict
    consensus_claim_ids: tuple[str, ...] = ()
    rationale: str = ""
    reviewer_id: str
    also_reviewer_ids: tuple[str, ...] = ()
    basis: str = ""
    decided_at: datetime


class Handout(Record, frozen=True, kw_only=True):
    """This review in a file on another desktop, and how much of the work in it has come back.

    ``id`` is the id of the first change that only that file has: of a file that was handed out, its first change at
    all. ``reviewer_id`` is for whom it was made; None for a plain copy and for the file of another review. ``merged``
    has, of each change in that file that was merged, the last eight characters of its id. ``joined`` says by id in
    that file which record here stands for the same thing. ``set_aside`` keeps, as JSON, what was in that file and not
    taken over when a person had to choose.
    """

    name_in_log: ClassVar[str] = "handout"

    reviewer_id: str | None = None
    file_name: str = ""
    made_at: datetime
    merged_at: datetime | None = None
    merged: str = ""
    joined: Mapping[str, str] = field(default_factory=dict)
    set_aside: tuple[str, ...] = ()


RECORD_TYPES: tuple[type[Record], ...] = (
    Review,
    Reviewer,
    Study,
    Report,
    Structure,
    Therapy,
    Outcome,
    Direction,
    Label,
    Field,
    Assignment,
    Coding,
    Mark,
    Claim,
    Query,
    Pairing,
    Decision,
    Handout,
)
"""Every type of record, in an order in which each type refers only to itself and to types before it."""

FIELDS_THAT_MAY_BE_ABSENT = (
    "therapies",
    "comparators",
    "outcome_id",
    "direction_id",
    "population",
    "time_point",
    "design",
    "attribution",
    "study_id",
    "estimates",
    "statement",
)
"""The fields of a claim that ``Claim.absent`` may name; it may also name the codebook's own fields, by their ids."""
