"""Files of any kind coming in: looked at first where there is something to see, decide or map."""
