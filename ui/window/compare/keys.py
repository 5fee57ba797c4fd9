"""Every key of the Compare room with what it does, as one table that can also be shown to people."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def keys_in_words() -> list[tuple[str, str]]:
    """What can be done in the room, each with its key."""
    say = QCoreApplication.translate
    return [
        (say("CompareKeys", "Next disagreement"), "J"),
        (say("CompareKeys", "Previous disagreement"), "K"),
        (say("CompareKeys", "Take the claim of that number"), "1 – 9"),
        (say("CompareKeys", "Keep both as separate claims"), "B"),
        (say("CompareKeys", "Merge field by field"), "M"),
        (say("CompareKeys", "While merging: whose value, and the next field"), "← → ↑ ↓"),
        (say("CompareKeys", "Neither"), "X"),
        (say("CompareKeys", "Ask a query about the claims"), "Q"),
        (say("CompareKeys", "Say why"), "W"),
        (say("CompareKeys", "Settle, and go to the next one"), "Enter"),
        (say("CompareKeys", "Withdraw the decision"), "Del"),
        (say("CompareKeys", "Take over what was made alike"), "I"),
        (say("CompareKeys", "Who sits at the same desk"), "D"),
        (say("CompareKeys", "Show or hide the reviewers’ names"), "H"),
        (say("CompareKeys", "Which claims belong together"), "P"),
        (say("CompareKeys", "Go to the figures"), "A"),
        (say("CompareKeys", "Which reviewers are compared"), "R"),
        (say("CompareKeys", "Show or hide the parts of estimates"), "N"),
        (say("CompareKeys", "The field as a table, by report, over time"), "G"),
        (say("CompareKeys", "List what stands behind a cell, a field or a report"), "Enter"),
        (say("CompareKeys", "All figures as a table"), "T"),
        (say("CompareKeys", "Rules of pairing and comparing"), "S"),
        (say("CompareKeys", "Search the queue"), "Ctrl+F"),
        (say("CompareKeys", "List everything again"), "Ctrl+Backspace"),
        (say("CompareKeys", "Stop comparing, or back to the queue"), "Esc"),
    ]
