"""The commands, by typer; Qt is never loaded here."""
