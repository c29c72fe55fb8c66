"""What is said of an import that failed: it is tried again or put aside, never both."""

from datetime import UTC, datetime

from served_site import Served

from milepost.workspace.opening import open_workspace
from milepost.workspace.people.role import Role


def test_what_is_tried_again_already_is_not_put_aside_from_under_it(written_site: Served) -> None:
    editor = written_site.person(Role.EDITOR, "Quillfen", "ed@answers.example")
    place = open_workspace(written_site.home)
    from milepost.store.models import JobRow  # needs the open database
    from milepost.web import uploads
    from milepost.web.import_jobs import ImportAsked, Upload

    folder = uploads.new_folder(place.home)
    (folder / "0").write_text("date,metric,value\n")
    failed = JobRow.objects.create(
        brand="Quillfen",
        kind="import",
        state="failed",
        asked=ImportAsked(folder.name, (Upload(0, "a.csv"),)).body(),
        told={"what": "The disk is full.", "remedy": "Make room.", "then": "987654"},
        who="test",
        made_at=datetime.now(UTC),
    )
    before, path = JobRow.objects.count(), f"/b/quillfen/imports/jobs/{failed.pk}/"
    answer = editor.post(f"{path}dismiss/", on="/account/")
    assert (answer.status_code, answer.headers["location"]) == (302, path)
    assert "It is being tried again already." in editor.get(path).text
    assert (folder / "0").is_file()
    assert editor.post(f"{path}retry/", on="/account/").headers["location"] == path
    assert JobRow.objects.count() == before
    JobRow.objects.filter(pk=failed.pk).update(told={"what": "The disk is full.", "remedy": "Make room."})
    assert "Nothing that was stored has changed." in editor.get(path).text
    assert editor.post(f"{path}dismiss/", on=path).headers["location"] == "/b/quillfen/imports/"
    assert not folder.exists()
    from milepost.workspace.people.audit import lines

    assert next(one.action for one in lines() if one.who == "ed@answers.example") == "import.dismiss"
    assert [one.action for one in lines() if one.who == "ed@answers.example"].count("import.retry") == 0


def test_what_the_worker_says_is_in_the_language_of_the_reader(written_site: Served) -> None:
    editor = written_site.person(Role.EDITOR, "Quillfen", "ada@answers.example")
    open_workspace(written_site.home)
    from milepost.store.models import JobRow  # needs the open database

    remedy = "Files wait a day for an answer; choose them again on the page of imports."
    failed = JobRow.objects.create(
        brand="Quillfen",
        kind="import",
        state="failed",
        asked={"folder": "0" * 32, "files": []},
        told={"what": "There is no such upload.", "remedy": remedy},
        who="test",
        made_at=datetime.now(UTC),
    )
    page = editor.get(f"/b/quillfen/imports/jobs/{failed.pk}/", headers={"Accept-Language": "de"}).text
    assert "Dateien warten einen Tag lang auf eine Antwort" in page
    assert remedy not in page
