"""Goals on pages: understood while typed, stored once, changed upon what was seen, closed with a lesson."""

import html
import re

import pytest
from served_site import Served, Visitor

from milepost.workspace.people.role import Role

G = "/b/quillfen/"
NEW = f"{G}goals/new/"
HTMX = {"HX-Request": "true"}
WISH = "Generate 410 email subscribers in 120 days."


@pytest.fixture(scope="module")
def mara(written_site: Served) -> Visitor:
    return written_site.owner()


@pytest.fixture(scope="module")
def ann(written_site: Served) -> Visitor:
    return written_site.person(Role.EDITOR, "Quillfen", "ann@goals.example")


def text_of(answer: object) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())  # type: ignore[attr-defined]


def written(visitor: Visitor, sentence: str, **more: object) -> str:
    """The address of the goal that a sentence became."""
    answer = visitor.post(NEW, {"sentence": sentence} | more)
    assert answer.status_code == 302, text_of(answer)
    return str(answer.headers["location"])


def goals_on_the_board(visitor: Visitor) -> int:
    return visitor.get(G).text.count('class="board-sentence"')


def test_a_sentence_is_understood_and_nothing_is_stored(mara: Visitor) -> None:
    before = goals_on_the_board(mara)
    said = text_of(mara.get(NEW, params={"sentence": WISH}, headers=HTMX))
    assert "What was understood Measured by New e-mail subscribers" in said
    assert "Target 410" in said
    assert re.search(r"\d % (likely )?by what your own figures allow", said)
    assert "Even odds at" in said
    assert "eight times in ten; read from" in said
    assert "<html" not in mara.get(NEW, params={"sentence": WISH}, headers=HTMX).text
    assert goals_on_the_board(mara) == before


def test_a_weak_sentence_is_answered_with_sentences_that_could_stand(mara: Visitor) -> None:
    page = mara.get(NEW, params={"sentence": "more followers"})
    said = text_of(page)
    assert "Not a goal yet: three things are missing." in said
    assert "No deadline is given. Say by when" in said
    offered = re.findall(r'href="(\?sentence=[^"]+)"', page.text)
    assert offered
    assert "It can stand" in text_of(mara.get(NEW + offered[0]))


@pytest.mark.parametrize(
    ("language", "weak", "wanted"),
    [
        ("de", "mehr Follower", r"(neue Follower|Followerzahl) .*bis zum \d+\. \w+ \d{4} "),
        ("fr", "plus d’abonnés", r"(nouveaux abonnés|le nombre d’abonnés) .*d’ici au \d+(er)? \w+ \d{4}"),
        (
            "es",
            "más seguidores",
            r"(nuevos seguidores|el número de seguidores) .*para el \d+ de \w+ de \d{4}",
        ),
    ],
)
def test_what_is_proposed_is_in_the_language_of_the_reader_and_can_be_kept(
    ann: Visitor, language: str, weak: str, wanted: str
) -> None:
    reader = {"Accept-Language": language}
    page = ann.get(NEW, params={"sentence": weak}, headers=reader).text
    offered = [html.unescape(one) for one in re.findall(r'data-take="([^"]+)"', page)]
    assert any(re.search(wanted, one) for one in offered), offered
    assert not any(one.startswith(("Generate", "Increase", "Reduce", "Reach")) for one in offered)
    answer = ann.post(NEW, {"sentence": offered[0]}, headers=reader)
    assert answer.status_code == 302, text_of(answer)
    kept = ann.get(str(answer.headers["location"]), headers=reader)
    assert offered[0] in html.unescape(kept.text)


def test_a_refused_goal_stays_on_the_page_with_its_reasons(mara: Visitor) -> None:
    before = goals_on_the_board(mara)
    answer = mara.post(NEW, {"sentence": "more followers", "owner": "Ann"})
    said = text_of(answer)
    assert answer.status_code == 422
    assert "Nothing was written down" in said
    assert "Take this" in said
    assert 'value="Ann"' in answer.text
    assert goals_on_the_board(mara) == before


def test_what_is_written_twice_is_one_goal(mara: Visitor) -> None:
    before = goals_on_the_board(mara)
    sentence = "Generate 420 email subscribers in 120 days."
    first = written(mara, sentence, owner="Ann", guard_1="bounce_rate", limit_1="≤ 60 %")
    assert written(mara, sentence) == first
    assert goals_on_the_board(mara) == before + 1
    said = text_of(mara.get(first))
    assert sentence in said
    assert "Ann" in said
    assert "owner@example.com: target 420 until" in said


def test_details_that_cannot_be_are_told_at_their_field(mara: Visitor) -> None:
    more = {"until": "2020-01-01", "guard_1": "aov", "limit_1": "plenty"}
    answer = mara.post(NEW, {"sentence": WISH} | more)
    assert answer.status_code == 422
    assert 'id="id_until_error"' in answer.text
    assert 'id="id_limit_1_error"' in answer.text
    assert "plenty" in answer.text
    assert "That day is not to come." in text_of(
        mara.get(NEW, params={"sentence": WISH} | more, headers=HTMX)
    )


def test_what_is_typed_runs_nowhere(mara: Visitor) -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(2)> 300 leads by March'
    for headers in ({}, HTMX):
        page = mara.get(NEW, params={"sentence": evil}, headers=headers).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_change_needs_a_reason_and_keeps_the_first_target(mara: Visitor) -> None:
    goal = written(mara, "Generate 430 email subscribers in 120 days.")
    bare = mara.post(f"{goal}change/", form_of(mara, goal) | {"target": "380"})
    assert bare.status_code == 422
    done = mara.post(f"{goal}change/", form_of(mara, goal) | {"target": "380", "why": "The fair is off"})
    assert done.headers["location"] == goal
    said = text_of(mara.get(goal))
    assert "the first target was 430" in said
    assert "target 380 until" in said
    assert "(The fair is off)" in said
    same = mara.post(f"{goal}change/", form_of(mara, goal) | {"why": "for no reason"})
    assert "Nothing was changed yet." in text_of(same)


def form_of(visitor: Visitor, goal: str) -> dict[str, object]:
    """What the form of a change holds when it is opened."""
    page = visitor.get(f"{goal}change/").text
    found = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*?value="([^"]*)"', page))
    found |= {
        name: html.unescape(said).strip()
        for name, said in re.findall(r'<textarea name="(\w+)"[^>]*>([^<]*)', page)
    }
    chosen = re.search(r'<option value="([^"]*)" selected>', page)
    return {name: html.unescape(value) for name, value in found.items() if name != "csrfmiddlewaretoken"} | {
        "objective": chosen.group(1) if chosen else ""
    }


def test_two_editors_lose_nothing_of_either(mara: Visitor, ann: Visitor) -> None:
    goal = written(mara, "Generate 440 email subscribers in 120 days.", owner="Mara")
    seen_by_ann, seen_by_mara = form_of(ann, goal), form_of(mara, goal)
    ann.post(f"{goal}change/", seen_by_ann | {"owner": "Ann", "why": "Mara is away"})
    told = mara.post(f"{goal}change/", seen_by_mara | {"target": "390", "why": "Too high"})
    said = text_of(told)
    assert told.status_code == 409
    assert "ann@goals.example changed this goal" in said
    assert "Mara is away" in said
    assert 'value="390"' in told.text
    assert 'value="Ann"' in told.text
    assert "Too high" in told.text
    again = form_in(told.text)
    assert mara.post(f"{goal}change/", again).headers["location"] == goal
    log = text_of(mara.get(goal))
    assert "(Mara is away)" in log
    assert "(Too high)" in log
    assert form_of(mara, goal)["owner"] == "Ann"
    assert form_of(mara, goal)["target"] == "390"


def form_in(page: str) -> dict[str, object]:
    """The fields of the form on a page that was answered."""
    found = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*?value="([^"]*)"', page))
    found |= {
        name: html.unescape(said).strip()
        for name, said in re.findall(r'<textarea name="(\w+)"[^>]*>([^<]*)', page)
    }
    chosen = re.search(r'<option value="([^"]*)" selected>', page)
    del found["csrfmiddlewaretoken"]
    return dict(found) | {"objective": chosen.group(1) if chosen else ""}


def test_a_goal_is_closed_with_what_was_learned_and_the_next_is_proposed(mara: Visitor, ann: Visitor) -> None:
    goal = written(mara, "Generate 450 email subscribers in 120 days.")
    assert mara.post(f"{goal}close/", {"upon": 1, "how": "close", "learned": " "}).status_code == 422
    ann.post(f"{goal}change/", form_of(ann, goal) | {"owner": "Ann", "why": "Mara is away"})
    told = mara.post(f"{goal}close/", {"upon": 1, "how": "close", "learned": "Fairs bring few"})
    assert told.status_code == 409
    assert "Fairs bring few" in told.text
    assert (
        mara.post(f"{goal}close/", {"upon": 2, "how": "close", "learned": "Fairs bring few"}).status_code
        == 302
    )
    said = text_of(mara.get(goal))
    assert "Closed before its time." in said
    assert "What was learned Fairs bring few" in said
    assert "Look at it, and write it down" in said
    assert "Fairs bring few" in text_of(mara.get(f"{G}goals/closed/"))
    late = ann.post(f"{goal}change/", {"upon": 2, "target": "1", "why": "late"}, on=G)
    assert late.headers["location"] == goal
    assert "owner@example.com closed this goal" in text_of(ann.get(goal))


def test_a_goal_that_is_given_up_says_why(mara: Visitor) -> None:
    goal = written(mara, "Generate 460 email subscribers in 120 days.")
    mara.post(f"{goal}close/", {"upon": 1, "how": "drop", "learned": "Nobody has time"})
    said = text_of(mara.get(goal))
    assert "Given up." in said
    assert "Why Nobody has time" in said


def test_only_editors_write_and_a_client_sees_no_workings(written_site: Served, mara: Visitor) -> None:
    goal = written(mara, "Generate 470 email subscribers in 120 days.")
    viewer = written_site.person(Role.VIEWER, "Quillfen", "vera@goals.example")
    client = written_site.person(Role.CLIENT, "Quillfen", "cleo@goals.example")
    for path in (NEW, f"{goal}change/", f"{goal}close/", f"{goal}next/"):
        assert viewer.get(path).status_code == 404, path
        assert viewer.post(path, {"sentence": WISH}, on=G).status_code == 404, path
        assert client.get(path).status_code == 404, path
    assert "Decisions on its figures" in text_of(viewer.get(goal))
    seen = text_of(client.get(goal))
    assert "470" in seen
    for hidden in ("Decisions on its figures", "owner@example.com", "Decide something"):
        assert hidden not in seen


def test_pages_of_goals_name_no_command(mara: Visitor) -> None:
    goals = re.findall(r'href="(/b/quillfen/goals/g\d+/)"', mara.get(G).text)
    assert goals
    for path in (*goals, f"{goals[0]}change/", f"{goals[0]}next/", NEW, f"{G}goals/closed/"):
        said = text_of(mara.get(path))
        assert "milepost " not in said, path
        assert " --" not in said, path


def test_a_goal_that_is_not_there_is_not_there(mara: Visitor) -> None:
    for path in ("goals/g99/", "goals/g99/change/", "goals/g99/close/", "goals/g99/next/"):
        assert mara.get(G + path).status_code == 404, path


def test_a_brand_of_which_nothing_is_known_is_told_so(mara: Visitor) -> None:
    other = "/b/ostrich-sohne/"
    said = text_of(mara.get(f"{other}goals/new/", params={"sentence": WISH}))
    assert "Not a goal yet" in said
    assert "no export of the last half year holds" in said
    for path in (
        "goals/new/",
        "goals/closed/",
        "reviews/weekly/",
        "reviews/monthly/",
        "decisions/",
        "decisions/new/",
    ):
        assert mara.get(other + path).status_code == 200, path
