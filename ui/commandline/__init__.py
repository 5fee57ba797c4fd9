"""The commands, by typer; Qt is never loaded here."""

from ui.commandline.running import run

__all__ = ["run"]
