"""The columns of the sheets that compare reviewers and say what was settled.

A workbook has these sheets only where two reviewers submitted the same report, or something was settled.
"""

from __future__ import annotations

from curator.adjudication.comparing import Consequence
from curator.agreement.figures import Counted
from curator.agreement.pairing import How
from curator.exporting.workbook.column import Column, Sheet
from curator.exporting.workbook.making_columns import flag, identity, long, moment, number, one_of, text, whole
from curator.records import Verdict

AGREEMENT = "Agreement"
PAIRS = "Pairs"
DISAGREEMENTS = "Disagreements"
DECISIONS = "Decisions"

LEVELS = ("claims found", "field", "words")
SCOPES = ("all reviewers", "two reviewers", "one against the rest")
STATES = ("open", "settled", "to be looked at again", "identical")

_SHARE = "0 to 1"
_REPORT = text("report", "Report", "The report in short: first author and year, else its title", width=22)
_REPORT_ID = identity("report_id", "Report id", "The report, as in the Reports sheet")
_DIFFERING = text(
    "differing", "Differing", "The fields in which they differ, joined by “; ”; empty when in none", width=26
)

_AGREEMENT = (
    text("level", "Level", "What is compared", allowed=one_of(LEVELS), width=13),
    text("about", "About", "Which field or label; empty for the words of all", width=22),
    text("scope", "Among", "Whose work is compared", allowed=one_of(SCOPES), width=19),
    text("reviewers", "Reviewers", "The reviewers, joined by “; ”", width=26),
    text("statistic", "Statistic", "The statistic in words", width=34),
    text("category", "Category", "The category or label that it is about, where it is about one", width=20),
    number("value", "Value", "Its value; empty where it is not defined, and “reason” says why"),
    number("ci_low", "Interval from", "Lower end of the 95 % confidence interval"),
    number("ci_high", "Interval to", "Upper end of the 95 % confidence interval"),
    number("se", "Standard error", "Its standard error"),
    whole("n", "n", "How many it stands on"),
    text("counted", "Counted", "What n counts", allowed=one_of(Counted), width=12),
    whole("agree", "Agree", "On how many units all agree, of those that two or more coded"),
    whole(
        "filled_by_one", "Filled by some", "Of a field: claims in which only some of them filled it; they are not in n"
    ),
    text("counts", "Counts", "Whole numbers behind the value, joined by “; ”", width=30),
    long("reason", "Reason", "Why it is not defined"),
    long("no_interval", "No interval", "Why there is no confidence interval, where there usually is one"),
    long("notes", "Notes", "What has to be said beside it, joined by “; ”", width=50),
    text("key", "Key", "The statistic's name in the output of the command line", width=30),
)

_PAIRS = (
    _REPORT,
    text("first_reviewer", "First reviewer", "Who made the first claim", width=14),
    text("second_reviewer", "Second reviewer", "Who made the second claim", width=14),
    text("paired", "Paired", "By what they came to be a pair", allowed=one_of(How), width=13),
    number("likeness", "Likeness", "How alike they are", _SHARE),
    whole("characters", "Characters", "Characters that both have in their passages"),
    number("words", "Words", "Those characters over the geometric mean of how many each has", _SHARE),
    number("outcome", "Outcome", "How near the two stand in the tree of outcomes", _SHARE),
    number("therapies", "Therapies", "How near the two stand in the tree of therapies", _SHARE),
    number("comparators", "Comparators", "The same of what they were compared with", _SHARE),
    _DIFFERING,
    long("first_quote", "First quote", "The exact words of the first claim", width=50),
    long("second_quote", "Second quote", "The exact words of the second claim", width=50),
    identity("first_claim_id", "First claim id", "The first claim; leads to it where it is in Claims", "Claims"),
    identity("second_claim_id", "Second claim id", "The second claim; leads to it where it is in Claims", "Claims"),
    _REPORT_ID,
)

_DISAGREEMENTS = (
    whole("number", "Number", "The most consequential of what is open stands first", "1 or more"),
    text("state", "State", "Whether it is settled", allowed=one_of(STATES), width=15),
    text("consequence", "About", "What it is about", allowed=one_of(Consequence), width=22),
    flag("opposite", "Opposite", "Whether one claim says the opposite of another"),
    _DIFFERING,
    _REPORT,
    text("found_by", "Found by", "The reviewers who made a claim of it, joined by “; ”", width=20),
    text("not_found_by", "Not found by", "Those who read the report and did not, joined by “; ”", width=20),
    long(
        "what_each_says", "What each says", "Field by field, what each reviewer's claim has where they differ", width=70
    ),
    identity("decision_id", "Decision id", "What was settled; leads to it", DECISIONS),
    identity("claim_ids", "Claim ids", "The reviewers' claims by id, joined by “; ”"),
    _REPORT_ID,
)

_DECISIONS = (
    identity("decision_id", "Decision id", "The decision; leads to the first claim that came of it", "Claims"),
    _REPORT,
    text("verdict", "Verdict", "How it was settled", allowed=one_of(Verdict), width=22),
    long("claims", "Claims", "The reviewers' claims as they are now", width=70),
    long("consensus", "Consensus", "What came of it; empty when neither was taken", width=60),
    long("rationale", "Rationale", "Why, in the words of who decided"),
    text("decided_by", "Decided by", "Who decided", width=14),
    text("also", "Also", "Who sat at the same desk, joined by “; ”", width=14),
    moment("decided_at", "Decided at", "When it was decided"),
    flag("overtaken", "Overtaken", "Whether the claims, or which belong together, changed since"),
    identity("claim_ids", "Claim ids", "The reviewers' claims by id, joined by “; ”"),
    identity("consensus_claim_ids", "Consensus claim ids", "The claims that came of it by id, joined by “; ”"),
    _REPORT_ID,
    identity("reviewer_id", "Reviewer id", "Who decided; the identity stays when the name alters"),
)

SOURCES = ("consensus", "as extracted")

OF_A_CLAIM: tuple[Column, ...] = (
    text("source", "Source", "Whether it was settled or is one reviewer's own", allowed=one_of(SOURCES), width=13),
    text("from_reviewers", "From reviewers", "Of the consensus: whose claims it came from, joined by “; ”", width=18),
    identity(
        "from_claim_ids", "From claim ids", "Of the consensus: the claims that it came from by id, joined by “; ”"
    ),
    identity("decision_id", "Decision id", "What was settled about it; leads to it", DECISIONS),
)
"""Columns of the Claims sheet that say where a claim comes from."""


def sheets_of_comparison() -> tuple[Sheet, ...]:
    """The sheets in their order."""
    made = (
        (AGREEMENT, "One row for each figure of agreement, with what it stands on", _AGREEMENT),
        (PAIRS, "One row for each two claims of two reviewers that are about the same thing, and why", _PAIRS),
        (DISAGREEMENTS, "One row for each claim that was not made alike by all who read the report", _DISAGREEMENTS),
        (DECISIONS, "One row for each decision on claims of the reviewers", _DECISIONS),
    )
    return tuple(Sheet(title=title, meaning=meaning, columns=columns) for title, meaning, columns in made)
