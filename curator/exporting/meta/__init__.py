"""Tables for whoever pools the numbers: for R (metafor, meta) and for RevMan."""
