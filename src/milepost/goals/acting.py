"""People who are to do something: “40 guests book a table”, “5 % of visitors fill in the form”."""

from milepost.goals.figures import Figure
from milepost.goals.scene import FIRM, Named, Scene
from milepost.goals.vocabulary import Mention

_PUBLIC = frozenset({"customers", "users", "community_members", "followers", "active_users", "new_customers"})
_BOUGHT = frozenset({"conversions", "orders", "signups", "leads", "registrations"})
_NEAR = 5  # tokens between people and what they do
_NEAR_LAST = 8  # where the verb stands last
_FIRST = 3  # tokens between a figure and the people it counts


def acted(scene: Scene) -> Named | None:
    """What a number of people, or a share of them, should do, as the metric that counts it."""
    for figure in scene.figures:
        if figure.kind not in {"count", "percent"} or not scene.is_main(figure.start):
            continue
        people = scene.has("people", figure.end, figure.end + _FIRST)
        act = _done_by(scene, people) if people is not None else None
        if people is None or act is None or _names_more(scene, figure, people, act):
            continue
        shared = figure.kind == "percent" and act.id in _BOUGHT
        if figure.kind == "count" or shared:
            return Named("conversion_rate" if shared else act.id, FIRM, people.start, act.end)
    return None


def _done_by(scene: Scene, people: Mention) -> Mention | None:
    """The verb behind the people, before anything else is counted or listed."""
    near = _NEAR_LAST if scene.words.lang == "de" else _NEAR
    for i in range(people.end, min(people.end + near, len(scene.tokens))):
        act = scene.words["people_do"].at(scene.tokens, i)
        if act is not None:
            return act
        if scene.tokens[i].kind not in {"word", "sign"} or scene.tokens[i].norm in {".", ";", "|", ":"}:
            return None
    return None


def _names_more(scene: Scene, figure: Figure, people: Mention, act: Mention) -> bool:
    """“300 people to follow us”, “20 customer reviews”: a firmer name stands there."""
    return any(
        n.rank == FIRM
        and n.start >= figure.end
        and not (n.id in _PUBLIC and n.start <= people.start < n.end and n.end == people.end)
        and (n.start, n.end) != (act.start, act.end)
        and n.start < act.end + 3
        for n in scene.named
    )
