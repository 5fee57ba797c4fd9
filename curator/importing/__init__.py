"""Files from outside: each becomes one change, and an account of what came in, what did not, and why."""
