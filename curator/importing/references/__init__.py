"""References: what databases and reference managers say of reports; each record becomes a report with its abstract."""
