"""The program: its commands, and how a refusal becomes an exit code.

Exit codes: 0 done; 1 done, and something needs the user; 2 wrong use, or no such file; 3 our fault.
"""

import sys
from importlib import import_module

import typer

from milepost.cli.options import AsOf, Brand, Home, Json, keep, wants_json
from milepost.errors import MilepostError, NeedsUser, UserError

app = typer.Typer(
    name="milepost",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Run social media by goals and KPIs: drop in your exports, write a goal, learn where you stand.",
)

COMMANDS = (
    *("start", "importing", "mapping", "measuring", "objectives", "goals", "planning", "audience"),
    *("competitors", "benchmarking", "judging", "playbook", "reviewing", "deciding", "reporting"),
    *("labels", "delivery", "keeping", "checking", "portfolio", "resting", "serving", "people"),
)
"""The modules of this package that hold commands, in the order of the help page."""


@app.callback()
def _root(home: Home = None, brand: Brand = None, as_json: Json = False, as_of: AsOf = None) -> None:
    keep(home, brand, as_json, as_of)


for name in COMMANDS:
    import_module(f"milepost.cli.{name}").register(app)


def run() -> int:
    """Run the command that was typed and answer with its exit code."""
    try:
        code = app(prog_name="milepost", standalone_mode=False)
    except MilepostError as error:
        return _refused(error)
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        sys.stderr.write("milepost: stopped.\n")
        return 1
    except (BrokenPipeError, KeyboardInterrupt):
        return 1
    except Exception as error:
        return _other(error)
    return code if isinstance(code, int) else 0


def _refused(error: MilepostError) -> int:
    from milepost.cli.output import refusal

    refusal(error, wants_json())
    if isinstance(error, UserError):
        return 2
    return 1 if isinstance(error, NeedsUser) else 3


def _other(error: Exception) -> int:
    show = getattr(error, "show", None)
    if show is not None and hasattr(error, "exit_code"):  # a mistake on the command line itself
        show()
        return 2
    import traceback

    traceback.print_exc()
    sys.stderr.write(
        "milepost: this is our fault, not yours; nothing that was stored has changed. "
        "Please report the lines above.\n"
    )
    return 3
