"""The white label of a brand's reports, out of its workspace."""

from milepost.reports.document import Label
from milepost.workspace.labels.label import label_of
from milepost.workspace.place import Workspace


def report_label(workspace: Workspace, brand: str | None) -> tuple[Label, tuple[str, ...]]:
    """The label, and what of it cannot be used. Raises InvalidValue where the settings are no TOML."""
    kept = label_of(workspace, brand)
    said = kept.settings
    label = Label(kept.logo, said.colour or None, said.footer, said.language)
    return label, kept.notes
