"""Every column of every sheet of the workbook, in order.

Keys and order are a promise to those who read the workbook with a program: new columns go to the end of their
sheet, and no key ever changes its meaning.
"""

from __future__ import annotations

from curator.changes import ChangeKind
from curator.codebook.codebook import Codebook
from curator.coding.offered import ATTRIBUTIONS, DESIGNS, MEASURES
from curator.exporting.workbook.column import Column, Kind, Sheet
from curator.exporting.workbook.columns_of_comparison import OF_A_CLAIM, sheets_of_comparison
from curator.exporting.workbook.extra_fields import extra_columns, extra_keys
from curator.exporting.workbook.making_columns import flag, identity, long, moment, number, one_of, text, whole
from curator.records import Absence, Better, ClaimStatus, Meaning, ReportKind

ABOUT = "About"
CLAIMS = "Claims"
PASSAGES = "Passages"
ESTIMATES = "Estimates"
MARKS = "Marks"
REPORTS = "Reports"
STUDIES = "Studies"
THERAPIES = "Therapies"
OUTCOMES = "Outcomes"
QUERIES = "Queries"
LOG = "Log summary"
LONG_TEXTS = "Long texts"
DICTIONARY = "Dictionary"

_ABSENT = " · ".join(Absence)
_GROUPS = "names of the Therapies sheet: “A + B” given together, “A; B” one by one"
_OR_ABSENT = f" · {_ABSENT}"


_REPORT = text("report", "Report", "The report in short: first author and year, else its title", width=22)
_STUDY = text("study", "Study", "The trial that the claim is about", allowed=f"names of Studies{_OR_ABSENT}")
_REVIEWER = text("reviewer", "Reviewer", "Who recorded it", width=14)
_REPORT_ID = identity("report_id", "Report id", "The report, as in the Reports sheet")
_STUDY_ID = identity("study_id", "Study id", "The trial, as in the Studies sheet")
_REVIEWER_ID = identity("reviewer_id", "Reviewer id", "The reviewer's identity, which stays when the name alters")
_START = whole("start", "Starts at", "Place of the first character, counted in code points of the report's text from 0")
_PLACE = (
    text("section", "Section", "In which part of the report the words stand, where that is known", width=22),
    text("page", "Page", "On which page of the original file they stand, where that is known", width=8),
)
_RECORDED_AT = moment("recorded_at", "Recorded at", "When it was first recorded")

_WHAT_IS_CLAIMED = (
    long("therapies", "Therapies", "What was given", allowed=f"{_GROUPS}{_OR_ABSENT}", width=26),
    long("comparators", "Comparators", "What it was compared with", allowed=f"{_GROUPS}{_OR_ABSENT}", width=22),
    long("outcome", "Outcome", "What was looked at", allowed=f"names of the Outcomes sheet{_OR_ABSENT}", width=24),
)
_EFFECT = text(
    "effect",
    "Effect",
    "What the direction means for the patient: increased and decreased turn into improved or worsened where the "
    "outcome says which way is better",
    allowed=one_of(Meaning),
)

_NUMBERS = (
    text("measure", "Measure", "The measure of effect", allowed=f"{one_of(MEASURES)}, or other words", width=11),
    number("value", "Value", "The effect, in the measure and unit given"),
    number("ci_low", "Interval from", "Lower end of the confidence interval"),
    number("ci_high", "Interval to", "Upper end of the confidence interval"),
    number("ci_level", "Level", "Level of the interval in percent", "above 0, below 100; empty is not said"),
    text("p_operator", "p is", "How the p value is to be read", allowed="= · < · > · ≤ · ≥", width=11),
    number("p_value", "p", "The p value", "0 to 1"),
    text("unit", "Unit", "The unit of value and interval", width=11),
)


def _arm(name: str, words: str) -> tuple[Column, ...]:
    return (
        whole(f"{name}_n", f"n, {words}", f"People counted in the {words}"),
        whole(f"{name}_events", f"Events, {words}", f"People with the event in the {words}"),
        number(f"{name}_mean", f"Mean, {words}", f"Mean in the {words}"),
        number(f"{name}_sd", f"SD, {words}", f"Standard deviation in the {words}", "0 or more"),
    )


def field_keys(codebook: Codebook) -> dict[str, str]:
    """The keys of the columns that the codebook's own fields have in the Claims sheet, by field id."""
    return extra_keys(codebook.fields.values(), (column.key for column in _own_columns_of_claims(codebook)))


def _claims(codebook: Codebook) -> tuple[Column, ...]:
    return _own_columns_of_claims(codebook) + extra_columns(codebook.fields.values(), field_keys(codebook))


def _own_columns_of_claims(codebook: Codebook) -> tuple[Column, ...]:
    return (
        identity("claim_id", "Claim id", "The claim; leads to its first passage", PASSAGES),
        _REPORT,
        _STUDY,
        _REVIEWER,
        text("key", "Key", "The question that was answered, when a table from outside named one", width=12),
        text("status", "Status", "How far the claim has come", allowed=one_of(ClaimStatus), width=11),
        *_WHAT_IS_CLAIMED,
        text("outcome_area", "Outcome area", "The term at the top of the outcome's tree", width=22),
        _direction(codebook),
        _EFFECT,
        long("population", "Population", "Who was studied", allowed=f"any words{_OR_ABSENT}", width=24),
        text("time_point", "Time point", "When the outcome was looked at", allowed=f"any words{_OR_ABSENT}"),
        text("design", "Design", "How it was studied", allowed=f"{one_of(DESIGNS)}, or other words{_OR_ABSENT}"),
        text(
            "attribution",
            "Attribution",
            "Who stands behind the claim",
            allowed=f"{one_of(ATTRIBUTIONS)}, or other words{_OR_ABSENT}",
            width=22,
        ),
        long("statement", "Statement", "The claim in the reviewer's own words", allowed=f"any words{_OR_ABSENT}"),
        long("quote", "Quote", "The exact words of all its passages, joined by “ … ”", width=60),
        whole("passages", "Passages", "How many passages the claim stands on"),
        _START,
        *_PLACE,
        whole("estimates", "Estimates", "How many estimates the claim has"),
        text(
            "estimate", "Estimate", "All its estimates in words, one by one", allowed=f"any words{_OR_ABSENT}", width=30
        ),
        *_NUMBERS,
        long("note", "Note", "The reviewer's remark"),
        whole("open_queries", "Open queries", "Questions on the claim that are not resolved"),
        _RECORDED_AT,
        _REPORT_ID,
        _STUDY_ID,
        _REVIEWER_ID,
        identity("therapy_ids", "Therapy ids", "Therapies by id: “a + b” given together, “a; b” one by one"),
        identity("comparator_ids", "Comparator ids", "Comparators by id, written like therapy_ids"),
        identity("outcome_id", "Outcome id", "The outcome, as in the Outcomes sheet"),
        identity("direction_id", "Direction id", "The direction's identity in the codebook"),
        *OF_A_CLAIM,
    )


def _direction(codebook: Codebook) -> Column:
    names = one_of(direction.name for direction in codebook.directions.values())
    return text("direction", "Direction", "Which way it went, as recorded", allowed=f"{names}{_OR_ABSENT}")


_PASSAGE_COLUMNS = (
    identity("claim_id", "Claim id", "The claim that stands on these words; leads to it", CLAIMS),
    identity("mark_id", "Mark id", "The mark that these words carry; leads to it", MARKS),
    text("kind", "Kind", "Whether the words carry a claim or a mark", allowed="claim · mark", width=11),
    whole("number", "Number", "Which passage of its claim or mark, in text order", "1 or more"),
    _REPORT,
    _REVIEWER,
    _START,
    whole("end", "Ends at", "Place after the last character, counted like start"),
    long("words", "Words", "Exactly the text between start and end", width=70),
    long("before", "Before", "Some of the text before the words", width=30),
    long("after", "After", "Some of the text after the words", width=30),
    *_PLACE,
    _REPORT_ID,
    _REVIEWER_ID,
)


def _estimates(codebook: Codebook) -> tuple[Column, ...]:
    return (
        identity("estimate_id", "Estimate id", "The estimate"),
        identity("claim_id", "Claim id", "The claim that it belongs to; leads to it", CLAIMS),
        whole("number", "Number", "Which estimate of its claim", "1 or more"),
        _REPORT,
        _STUDY,
        _REVIEWER,
        *_WHAT_IS_CLAIMED,
        _direction(codebook),
        _EFFECT,
        text("time_point", "Time point", "When the outcome was looked at", allowed=f"any words{_OR_ABSENT}"),
        *_NUMBERS,
        *_arm("intervention", "intervention arm"),
        *_arm("control", "control arm"),
        long("as_reported", "As reported", "The report's own words, when the numbers cannot be told apart"),
        long("note", "Note", "The reviewer's remark on the estimate"),
        text("claim_status", "Status", "How far its claim has come", allowed=one_of(ClaimStatus), width=11),
        _REPORT_ID,
        _STUDY_ID,
    )


def _marks(codebook: Codebook) -> tuple[Column, ...]:
    names = one_of(label.name for label in codebook.labels.values())
    return (
        identity("mark_id", "Mark id", "The mark; leads to its first passage", PASSAGES),
        _REPORT,
        _REVIEWER,
        text("label", "Label", "What the words were marked as", allowed=names),
        long("quote", "Quote", "The exact words of all its passages, joined by “ … ”", width=60),
        whole("passages", "Passages", "How many passages the mark has"),
        _START,
        *_PLACE,
        long("memo", "Memo", "The reviewer's remark"),
        text("key", "Key", "What joined its passages, when a table from outside named it", width=12),
        flag("retracted", "Retracted", "Whether the mark was taken back"),
        _RECORDED_AT,
        _REPORT_ID,
        _REVIEWER_ID,
        identity("label_id", "Label id", "The label's identity in the codebook"),
    )


_REPORT_COLUMNS = (
    identity("report_id", "Report id", "The report"),
    _REPORT,
    long("title", "Title", "The report's title"),
    text("authors", "Authors", "Its authors", width=26),
    whole("year", "Year", "Year of publication", "four digits"),
    text("journal", "Journal", "Where it was published", width=24),
    text("doi", "DOI", "Digital object identifier, as text", width=22),
    text("pmid", "PMID", "PubMed's number of the report, as text", width=12),
    text("pmcid", "PMCID", "PubMed Central's number of the report, as text", width=12),
    text("kind", "Kind", "What sort of source text it is", allowed=one_of(ReportKind)),
    text("licence", "Licence", "Under which terms the text may be used"),
    text("retraction", "Retraction", "What its record says of its retraction; empty when it says nothing", width=24),
    text("studies", "Studies", "The trials that it reports, joined by “; ”", width=22),
    whole("claims", "Claims", "Claims of this report in this workbook"),
    whole("marks", "Marks", "Marks of this report in this workbook"),
    text(
        "codings",
        "Codings",
        "How far each reviewer has come with it, joined by “; ”",
        allowed="reviewer: not started · in progress · submitted",
        width=26,
    ),
    long("note", "Note", "A remark on the report"),
    long("details", "Details", "Volume, pages, keywords and the like, one a line, as its record gives them"),
    flag("set_aside", "Set aside", "Whether the report was set aside; its claims are kept"),
    text("file_name", "File", "The file that it came from", width=24),
    whole("characters", "Characters", "Length of its text in code points"),
    text("encoding", "Encoding", "How the file was encoded", width=12),
    long("import_note", "Import note", "What had to be replaced when the text came in"),
    identity("study_ids", "Study ids", "Its trials by id, joined by “; ”"),
    identity("text_sha256", "Text SHA-256", "SHA-256 of the text as UTF-8"),
    identity("original_sha256", "File SHA-256", "SHA-256 of the file that it came from"),
)

_STUDY_COLUMNS = (
    identity("study_id", "Study id", "The trial"),
    text("study", "Study", "The trial's name", width=24),
    text("registration", "Registration", "Its number in a trial registry"),
    whole("year", "Year", "The trial's year", "four digits"),
    text("design", "Design", "How it was done"),
    long("note", "Note", "A remark on the trial"),
    text("reports", "Reports", "The reports about it in this workbook, joined by “; ”", width=30),
    whole("claims", "Claims", "Claims about it in this workbook"),
    identity("report_ids", "Report ids", "Its reports by id, joined by “; ”"),
)


def _terms(name: str, heading: str, *own: Column) -> tuple[Column, ...]:
    return (
        identity(f"{name}_id", f"{heading} id", f"The {name}"),
        text(name, heading, "Its name", width=30),
        text("parent", "Under", "The term above it in the tree", width=24),
        long("path", "Path", "All terms from the top of the tree down to it, joined by “ > ”"),
        whole("level", "Level", "How deep it stands in the tree; 1 is the top", "1 or more"),
        text("synonyms", "Synonyms", "Other names, joined by “; ”", width=30),
        text("code", "Code", "Its code in a vocabulary", width=14),
        long("definition", "Definition", "What is meant by it"),
        *own,
        flag("retired", "Retired", "Whether it is no longer offered"),
        text("merged_into", "Merged into", "The term that took its place", width=24),
        identity("parent_id", "Parent id", "The term above it, by id"),
        identity("merged_into_id", "Merged into id", "The term that took its place, by id"),
    )


_THERAPY_COLUMNS = _terms(
    "therapy",
    "Therapy",
    whole("claims", "Claims", "Claims in this workbook that name it as a therapy"),
    whole("as_comparator", "As comparator", "Claims in this workbook that name it as a comparator"),
)
_OUTCOME_COLUMNS = _terms(
    "outcome",
    "Outcome",
    text("better", "Better", "Which way is good for the patient", allowed=one_of(Better)),
    whole("claims", "Claims", "Claims in this workbook that name it"),
)

_QUERY_COLUMNS = (
    identity("query_id", "Query id", "The question"),
    identity("claim_id", "Claim id", "The claim that it is about, and leads to; empty for the whole report", CLAIMS),
    _REPORT,
    text("reviewer", "Reviewer", "Who asked", width=14),
    long("question", "Question", "What was asked"),
    long("answer", "Answer", "What was answered"),
    flag("resolved", "Resolved", "Whether the question is settled"),
    moment("asked_at", "Asked at", "When it was asked"),
    _REPORT_ID,
    _REVIEWER_ID,
)

_LOG_COLUMNS = (
    whole("sequence", "Number", "The number of the change; the newest stands first", "1 or more"),
    moment("at", "At", "When the change was made"),
    text("reviewer", "Reviewer", "Who made it", width=14),
    text("change", "Change", "What was done", width=36),
    long("reason", "Reason", "Why, in a person's own words"),
    text("kind", "Kind", "Something new, or a change taken back, or done again", allowed=one_of(ChangeKind)),
    whole("added", "Added", "Records that came in"),
    whole("amended", "Amended", "Records that got other values"),
    whole("removed", "Removed", "Records that were taken away"),
    long("records", "Records", "The same by sort of record, joined by “; ”", width=44),
    flag("undone", "Undone", "Whether the change does not hold at present"),
    whole("of_sequence", "Of number", "The change that an undo or redo is about", "1 or more"),
    identity("change_id", "Change id", "The change"),
    _REVIEWER_ID,
)

_LONG_TEXT_COLUMNS = (
    text("sheet", "Sheet", "The sheet that has only the beginning of the text"),
    whole("row", "Row", "The row of that sheet", "2 or more"),
    text("column", "Column", "The column of that sheet, by key"),
    identity("record_id", "Record id", "The first id of that row"),
    whole("part", "Part", "Which part of the text; parts joined without a gap are the whole text", "1 or more"),
    whole("parts", "Parts", "How many parts the text has", "2 or more"),
    long("words", "Words", "This part of the text", width=100),
)

_ABOUT_COLUMNS = (
    text("key", "What", "What is said", width=30),
    Column(
        key="value", heading="Value", meaning="What there is to say of it", kind=Kind.MIXED, width=100, wrapped=True
    ),
)

_DICTIONARY_COLUMNS = (
    text("sheet", "Sheet", "The sheet", width=14),
    text("column", "Column", "The key of the column, as in row 1 of the sheet", width=24),
    text("heading", "Heading", "What people call the column", width=24),
    long("meaning", "Meaning", "What a cell of the column says", width=70),
    text("type", "Type", "What a cell holds when it is not empty", allowed=one_of(Kind), width=20),
    long("allowed_values", "Allowed values", "What may stand in it, joined by “ · ”; empty is anything", width=70),
)


def sheets(codebook: Codebook) -> tuple[Sheet, ...]:
    """All sheets in their order.

    A workbook leaves out ``Long texts`` where it needs none, and the sheets of comparison where there is nothing to
    compare.
    """
    made = (
        (ABOUT, "What this workbook is, of which state of the review, and what was left out", _ABOUT_COLUMNS),
        (CLAIMS, "One row for each claim, by report and place in its text", _claims(codebook)),
        (PASSAGES, "One row for each passage of a claim or a mark", _PASSAGE_COLUMNS),
        (ESTIMATES, "One row for each estimate of a claim", _estimates(codebook)),
        (MARKS, "One row for each mark, by report and place in its text", _marks(codebook)),
        (REPORTS, "One row for each report", _REPORT_COLUMNS),
        (STUDIES, "One row for each trial", _STUDY_COLUMNS),
        (THERAPIES, "One row for each therapy of the codebook, each followed by those under it", _THERAPY_COLUMNS),
        (OUTCOMES, "One row for each outcome of the codebook, each followed by those under it", _OUTCOME_COLUMNS),
        (QUERIES, "One row for each question left on a claim or a report", _QUERY_COLUMNS),
        (LOG, "One row for each change to the review, newest first", _LOG_COLUMNS),
        (DICTIONARY, "One row for each column of each sheet", _DICTIONARY_COLUMNS),
        (LONG_TEXTS, "Texts that are longer than a cell can be, in parts", _LONG_TEXT_COLUMNS),
    )
    usual = [Sheet(title=title, meaning=meaning, columns=columns) for title, meaning, columns in made]
    before_the_log = next(place for place, sheet in enumerate(usual) if sheet.title == LOG)
    return (*usual[:before_the_log], *sheets_of_comparison(), *usual[before_the_log:])
