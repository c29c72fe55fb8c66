"""Every address x every role x another's brand: what is not theirs is not there, not a byte of it."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from served_site import Served, Visitor
from site_routes import site_routes

from milepost.workspace.opening import open_workspace
from milepost.workspace.people.role import Role

DEMO, OTHER = "Quillfen", "Ostrich & Söhne"
SLUGS = {DEMO: "quillfen", OTHER: "ostrich-sohne"}
_ELSEWHERE = {"join_elsewhere", "openid_connect_login", "openid_connect_callback"}
_BY_LINK = {"new_password", "restore_first", "restore_first_job"}
OPEN = {"home", "join", "account", "shared", "shared_label", "closed"} | _ELSEWHERE | _BY_LINK
"""Addresses of ours outside any brand and any workspace page. Those who come from outside bring a link."""

ANY_BRANDS = {"slug", "kpi_id", "channel_id", "kind", "format_name"}
"""Names in addresses that mean the same in every brand."""

NOT_ALWAYS = re.compile(r"monthly/<str:start>|jobs/")
"""Of the samples, no review and no open job has such an address; that it is closed to others is tested."""


@dataclass(frozen=True)
class Crowd:
    """The site with somebody of each role in the demo brand, and an owner of the other brand only."""

    site: Served
    by_role: dict[str, Visitor]
    foreigner: Visitor
    routes: list[dict[str, Any]]
    samples: dict[str, str] = field(default_factory=dict)

    def path(self, route: dict[str, Any], brand: str) -> str:
        """The address with real values of the demo brand in it."""
        values = self.samples | {"slug": SLUGS[brand]}
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: values[found.group(1)], route["pattern"])


@pytest.fixture(scope="module")
def crowd(site: Served, site_home: Path) -> Crowd:
    """Everybody comes in by an invitation, as people do."""
    by_role = {role.word: site.person(role, DEMO, f"{role.word}@roles.example") for role in Role}
    foreigner = site.person(Role.OWNER, OTHER, "foreigner@roles.example")
    return Crowd(site, by_role, foreigner, site_routes(site_home), _samples(site_home))


def _samples(home: Path) -> dict[str, str]:
    """A real value of the demo brand for each name in an address."""
    workspace = open_workspace(home)
    from milepost.plan.competitor import Competitor
    from milepost.reviews.cadence import Kind
    from milepost.store.models import InvitationRow, JobRow, PersonRow, ShareRow
    from milepost.workspace.goal_entries import goals_of
    from milepost.workspace.imports import list_imports
    from milepost.workspace.known import objectives_of
    from milepost.workspace.people.invitations import invite
    from milepost.workspace.people.shares import share
    from milepost.workspace.planning.audiences import audiences
    from milepost.workspace.planning.competitors import competitors_of, write_competitor
    from milepost.workspace.reviewing.deciding import decide
    from milepost.workspace.reviewing.holding import hold_review

    now, today = datetime.now(UTC), datetime.now(UTC).date()
    token = share(DEMO, "board", days=3, who="test", now=now)
    invite("asked@roles.example", DEMO, Role.VIEWER, who="test", now=now)
    held = hold_review(workspace, Kind.WEEKLY, brand=DEMO, today=today, who="test")
    hold_review(workspace, Kind.MONTHLY, brand=DEMO, today=today, who="test")
    write_competitor(workspace, Competitor("", "Saddle & Sons"), brand=DEMO, today=today)
    taken = decide(
        workspace,
        "Two reels a week",
        kpi="sessions",
        expect="+10%",
        check=today + timedelta(days=28),
        why="reels earn more",
        owner="Mara",
        brand=DEMO,
        today=today,
        who="test",
    )
    job = JobRow.objects.create(
        brand=DEMO, kind="import", state="failed", asked={}, told={}, who="test", made_at=now
    )
    return {
        "goal_id": goals_of(workspace, brand=DEMO, today=today)[0].id,
        "kpi_id": "sessions",
        "channel_id": "instagram",
        "profile_id": next(iter(audiences(workspace, brand=DEMO, today=today))),
        "key": next(iter(competitors_of(workspace, brand=DEMO, today=today))),
        "objective_id": next(iter(objectives_of(DEMO, today))),
        "decision_id": taken.id,
        "start": held.period.start.isoformat(),
        "import_id": list_imports(workspace, DEMO)[0].import_id,
        "person_id": str(PersonRow.objects.get(email="viewer@roles.example").pk),
        "share_id": str(ShareRow.objects.latest("id").pk),
        "invitation_id": str(InvitationRow.objects.latest("id").pk),
        "job_id": str(job.pk),
        "number": "0",
        "token": token,
        "state": "2026-01-01-000000",
        "kind": "board",
        "format_name": "md",
    }


def of_brand(crowd: Crowd) -> list[dict[str, Any]]:
    return [route for route in crowd.routes if route["pattern"].startswith("b/<str:slug>/")]


def test_every_page_of_a_brand_goes_through_the_door(crowd: Crowd) -> None:
    assert len(of_brand(crowd)) > 10
    assert [route["pattern"] for route in of_brand(crowd) if not route["least"]] == []


def test_every_other_page_of_ours_is_for_owners_or_known_to_be_open(crowd: Crowd) -> None:
    rest = [r for r in crowd.routes if r["module"].startswith("milepost.") and r not in of_brand(crowd)]
    assert {route["name"] for route in rest if not route["owners_only"]} == OPEN


@pytest.mark.parametrize("role", [role.word for role in Role])
def test_each_role_reads_what_is_theirs_and_nothing_else(crowd: Crowd, role: str) -> None:
    visitor, mine = crowd.by_role[role], Role[role.upper()]
    for route in of_brand(crowd):
        answer = visitor.get(crowd.path(route, DEMO))
        allowed = mine >= Role[route["least"].upper()]
        if not (allowed and NOT_ALWAYS.search(route["pattern"])):
            assert (answer.status_code != 404) == allowed, (route["pattern"], answer.status_code)
        assert answer.status_code < 500, route["pattern"]
        if not allowed:
            assert "Likely" not in answer.text, route["pattern"]


@pytest.mark.parametrize("role", [role.word for role in Role])
def test_each_role_changes_what_is_theirs_and_nothing_else(crowd: Crowd, role: str) -> None:
    visitor, mine = crowd.by_role[role], Role[role.upper()]
    for route in of_brand(crowd):
        least = route["least_to_write"] if route["writes"] else ""
        if least and mine >= Role[least.upper()]:
            continue  # what they may do is tested beside each page
        token = {"csrfmiddlewaretoken": _token(visitor)}
        answer = visitor.client.post(crowd.path(route, DEMO), data=token)
        assert answer.status_code in {404, 405}, (route["pattern"], answer.status_code)


def test_a_client_reads_goals_and_not_how_the_figures_are_judged(crowd: Crowd) -> None:
    for role, seen in (("client", False), ("viewer", True)):
        page = crowd.by_role[role].get("/b/quillfen/").text
        assert ("What the figures say" in page) == seen, role
        assert "Increase social-driven website traffic" in page


def test_nothing_is_changed_without_a_token_of_our_own(crowd: Crowd) -> None:
    owner = crowd.site.owner()
    writing = [route for route in crowd.routes if route["writes"]]
    assert len(writing) > 30
    for route in writing:
        path = crowd.path(route, DEMO)
        for data, headers in (({}, {}), ({"csrfmiddlewaretoken": "x" * 64}, {"HX-Request": "true"})):
            answer = owner.client.post(path, data=data, headers=headers)
            refused = answer.status_code in {403, 405} or "/reauthenticate/" in answer.headers.get(
                "location", ""
            )
            assert refused, (path, answer.status_code)


def test_a_foreigner_sees_not_a_byte_of_the_other_brand(crowd: Crowd) -> None:
    for route in of_brand(crowd):
        read = crowd.foreigner.get(crowd.path(route, DEMO))
        written = crowd.foreigner.client.post(
            crowd.path(route, DEMO), data={"csrfmiddlewaretoken": _token(crowd.foreigner)}
        )
        for answer in (read, written):
            assert answer.status_code == 404, route["pattern"]
            assert "Quillfen" not in answer.text, route["pattern"]


def test_ids_of_another_brand_are_not_there_in_ones_own(crowd: Crowd) -> None:
    for route in of_brand(crowd):
        asked = set(re.findall(r"<(?:\w+:)?(\w+)>", route["pattern"])) - ANY_BRANDS
        if not asked:
            continue
        answer = crowd.foreigner.get(crowd.path(route, OTHER))
        back = answer.headers.get("location", "").startswith("/b/ostrich-sohne/")
        assert answer.status_code in {404, 405} or back, (route["pattern"], answer.status_code)
        assert "Quillfen" not in answer.text, route["pattern"]


def test_only_owners_of_the_workspace_see_its_pages(crowd: Crowd) -> None:
    paths = [crowd.path(r, DEMO) for r in crowd.routes if r["owners_only"] and "job_id" not in r["pattern"]]
    assert len(paths) >= 4
    for path in paths:
        for visitor in (*crowd.by_role.values(), crowd.foreigner):
            assert visitor.get(path).status_code == 404, path
        assert crowd.site.owner().get(path).status_code in {200, 302}, path


def test_the_first_restore_is_closed_once_somebody_has_an_account(crowd: Crowd) -> None:
    known = crowd.site.first_link.rstrip("/").rpartition("/")[2]
    for token in (known, crowd.samples["token"], "x" * 43):
        for visitor in (crowd.site.visitor(), crowd.site.owner(), crowd.foreigner):
            for path in (f"/join/{token}/restore/", f"/join/{token}/restore/1/"):
                assert visitor.get(path).status_code == 404
                data = {"csrfmiddlewaretoken": _token(crowd.foreigner)}
                assert visitor.client.post(path, data=data).status_code in {403, 404}


def test_a_brand_owner_cannot_touch_the_links_of_another_brand(crowd: Crowd) -> None:
    token = {"csrfmiddlewaretoken": _token(crowd.foreigner)}
    taken = crowd.foreigner.client.post(
        f"/b/ostrich-sohne/shares/{crowd.samples['share_id']}/take-back/", data=token
    )
    assert taken.status_code == 404
    crowd.foreigner.client.post(
        f"/b/ostrich-sohne/people/{crowd.samples['person_id']}/", data=token | {"role": "none"}
    )
    crowd.foreigner.client.post(
        f"/b/ostrich-sohne/people/invitations/{crowd.samples['invitation_id']}/", data=token
    )
    page = crowd.by_role["owner"].get("/b/quillfen/people/").text
    assert "viewer@roles.example" in page
    assert "asked@roles.example" in page
    assert crowd.site.visitor().get(f"/s/{crowd.samples['token']}/").status_code == 200


def test_somebody_locked_out_is_out_at_their_next_click(crowd: Crowd) -> None:
    gone = crowd.site.person(Role.VIEWER, DEMO, "gone@roles.example")
    assert gone.get("/b/quillfen/").status_code == 200
    page = crowd.site.owner().get("/workspace/").text
    number = re.search(r'gone@roles\.example.*?action="/workspace/people/(\d+)/"', page, re.DOTALL)
    assert number is not None
    crowd.site.owner().post(f"/workspace/people/{number.group(1)}/", {"do": "lock"}, on="/workspace/")
    assert gone.get("/b/quillfen/").status_code == 302
    assert (
        gone.sign_in("gone@roles.example").status_code != 302 or gone.get("/b/quillfen/").status_code == 302
    )


def _token(visitor: Visitor) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', visitor.get("/account/").text)
    assert found is not None
    return found.group(1)
