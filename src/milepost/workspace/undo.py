"""Taking an import back."""

from datetime import UTC, datetime

from milepost.errors import InvalidValue, NotFound
from milepost.journal import Entry, live
from milepost.language import gettext_lazy
from milepost.workspace.imports import KIND, ImportRecord, record
from milepost.workspace.place import Workspace
from milepost.workspace.writing import writing


def undo_import(
    workspace: Workspace, import_id: str, *, who: str, why: str, brand: str | None = None
) -> ImportRecord:
    """Take an import back: all facts are as if it had never been, and the journal says who did it and why.

    `import_id` is the beginning of the file's hash, four digits or more. The file stays in the archive and
    can be imported again. Raises NotFound, or InvalidValue when several imports begin so.
    """
    from milepost.store.entries import load_entries
    from milepost.workspace.publishing import Change, publish_change

    with writing(workspace) as session:
        entry = _find(load_entries(brand, KIND), import_id)
        at = datetime.now(UTC)
        back = Entry(entry.brand, KIND, entry.key, entry.seq + 1, at, who, why, _undone(entry))
        publish_change(workspace, session, Change(entry.brand, at, [back], (), [entry.key]))
    return record(entry)


def _undone(entry: Entry) -> dict[str, object]:
    return {"undone": True, "kept_sha256": entry.body["kept_sha256"]}


def _find(entries: tuple[Entry, ...], import_id: str) -> Entry:
    """The one live import whose hash begins so."""
    begins = import_id.strip().lower()
    present = [
        entry
        for name in dict.fromkeys(entry.brand for entry in entries)
        for entry in live((e for e in entries if e.brand == name), KIND).values()
    ]
    found = [entry for entry in present if len(begins) >= 4 and entry.key.startswith(begins)]
    if not found:
        known = [entry.key[:12] for entry in present]
        raise NotFound("import", import_id, known, gettext_lazy("See: milepost imports"))
    if len(found) > 1:
        which = ", ".join(f"{e.key[:12]} ({e.brand}: {e.body['answers']['named']})" for e in found)
        raise InvalidValue(
            gettext_lazy(
                "Several imports begin with {import_id}: {which}.", import_id=import_id, which=which
            ),
            gettext_lazy("Write more of it, or --brand."),
        )
    return found[0]
