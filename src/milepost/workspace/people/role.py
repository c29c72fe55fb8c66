"""What somebody may see and do in a brand."""

from enum import IntEnum

from milepost.errors import InvalidValue
from milepost.language import gettext_lazy


class Role(IntEnum):
    """What somebody may do in a brand; each may all that those before it may."""

    CLIENT = 1  # reads goals and reports, not how the agency works
    VIEWER = 2  # reads everything
    EDITOR = 3  # imports, writes goals, holds reviews
    OWNER = 4  # people, share links, the label, erasure

    @property
    def word(self) -> str:
        """Its name, as it is kept."""
        return self.name.lower()


def read_role(word: str) -> Role:
    """The role of that name. Raises InvalidValue."""
    try:
        return Role[word.upper()]
    except KeyError:
        known = ", ".join(role.word for role in Role)
        raise InvalidValue(
            gettext_lazy("There is no role “{word}”.", word=word),
            gettext_lazy("Choose of: {known}.", known=known),
        ) from None
