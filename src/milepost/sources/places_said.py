"""Where something was read, and why a row is no fact, as it is told of every table."""

from milepost.language import gettext_lazy
from milepost.sources.work import Work

NO_FIGURE = gettext_lazy("no figure in the row")


def of_column(work: Work, header: str) -> str:
    """A column of the table."""
    return gettext_lazy("{table}, column “{header}”", table=work.where, header=header)


def of_line(work: Work, line: str) -> str:
    """A line of the table, or several."""
    return gettext_lazy("{table}, line {line}", table=work.where, line=line)


def damaged(name: str) -> str:
    """Why a row without the id that makes it one row is left out."""
    return gettext_lazy("its {name} is missing or damaged", name=name.replace("_", " "))
