"""Which of the metrics a sentence names is the one it promises."""

from milepost.goals.acting import acted
from milepost.goals.channels import PLATFORMS
from milepost.goals.figures import Figure
from milepost.goals.guards import limiting_figures, limits_of
from milepost.goals.limits import limit_of
from milepost.goals.scene import ACTIVITY, FIRM, LOOSE, Named, Scene

VAGUE = "brand_awareness"
_TARGETS = frozenset({"count", "multiple", "percent"})


def chosen(scene: Scene) -> Named | None:
    """The first measurable thing that is promised: firm names before vague, the goal before its purpose."""
    answered = (
        _answered(scene) or _posted(scene) or acted(scene) or _converted(scene) or _part_of_the_market(scene)
    )
    if answered is not None:
        return answered
    works = scene.opens_with_doing() and not _founds_a_community(scene)
    made = next((n for n in scene.named if n.rank == ACTIVITY and works and _is_promised(scene, n)), None)
    firm = [
        n for n in scene.named if n.rank == FIRM and scene.is_main(n.start) and _is_wanted(scene, n, works)
    ]
    served = any(n.rank == FIRM and n.start in scene.purpose for n in scene.named)
    if (
        made is not None
        and not served
        and all(made.start < n.start for n in firm)
        and not _verb_between(scene, made, firm)
    ):
        return made
    limited = _limited(scene, firm)
    if limited is not None:
        return limited
    if _is_a_list_of_wishes(scene, firm):
        return next((n for n in scene.named if n.id == VAGUE and _says_the_brand(scene, n)), None)
    vague = _vague_by_itself(scene, firm)
    if vague is not None:
        return vague
    order = (
        firm,
        [n for n in scene.named if n.rank == LOOSE and scene.is_main(n.start) and not works],
        [n for n in scene.named if n.rank == FIRM and n.start in scene.purpose],
        [n for n in scene.named if n.rank == LOOSE and n.start not in scene.means and _is_no_work(scene, n)],
        [
            n
            for n in scene.named
            if n.rank == ACTIVITY and n.start not in scene.means and _is_promised(scene, n)
        ],
    )
    if scene.only_watches() and not scene.figures and not any(n.start in scene.purpose for n in scene.named):
        return None
    for some in order:
        if some and (counted := _counted_beside(scene, some[0])) is not None:
            return counted
        if some:
            return _said_more_closely(scene, some[0])
    return _money_unnamed(scene) or _platform_alone(scene)


def _counted_beside(scene: Scene, promised: Named) -> Named | None:
    """“awareness among students, driving 40 visits”: the vague has no figure, what follows has."""
    if promised.id != VAGUE or any(scene.is_main(f.start) for f in scene.figures):
        return None
    counts = [f for f in scene.figures if f.kind in _TARGETS and f.start in scene.purpose]
    return next(
        (
            n
            for n in scene.named
            if n.rank == FIRM and n.start in scene.purpose and any(0 <= n.start - f.end <= 2 for f in counts)
        ),
        None,
    )


def _founds_a_community(scene: Scene) -> bool:
    """“Créer une communauté”, “create a community”: the verb of work makes what is counted."""
    verb = scene.has("activity_verbs", 0, 2)
    near = (
        n for n in scene.named if verb is not None and n.id == "community_members" and n.start >= verb.end
    )
    made = verb is not None and scene.tokens[verb.start].norm.startswith(_FOUNDING)
    return verb is not None and made and any(n.start - verb.end <= 2 for n in near)


_FOUNDING = ("cre", "build", "grund", "found", "feder", "constru", "lanz", "launch", "start", "form")


def _is_wanted(scene: Scene, named: Named, works: bool) -> bool:
    """Behind a verb of work a name is what it is about (“a guide to lead generation”), or counted."""
    if not works:
        return True
    verb = scene.has("activity_verbs", 0, 2)
    if verb is not None and named.start <= verb.start:
        return True
    led = verb is not None and scene.has("direction", verb.end, named.start) is not None
    led = led or any(token.norm in {":", "|", ";", "."} for token in scene.tokens[: named.start])
    return led or any(0 <= named.start - f.end <= 2 for f in scene.figures)


def _limited(scene: Scene, firm: list[Named]) -> Named | None:
    """“a list of 5,000 with an open rate of 30 %”: the vague name has a figure, the firm one is its limit."""
    loose = next(
        (n for n in scene.named if n.rank == LOOSE and n.id != VAGUE and scene.is_main(n.start)), None
    )
    if loose is None or not firm or firm[0].start < loose.start:
        return None
    own = limiting_figures(scene, loose)
    counted = any(
        f.start < firm[0].start and f.start not in own and f.kind in _TARGETS for f in scene.figures
    )
    return loose if counted and firm[0].start in limits_of(scene, loose) else None


def _verb_between(scene: Scene, made: Named, firm: list[Named]) -> bool:
    return bool(firm) and scene.has("direction", made.end, firm[0].start) is not None


def _vague_by_itself(scene: Scene, firm: list[Named]) -> Named | None:
    """“be known in town and get more followers”: two clauses without a figure; the first is the promise."""
    if not firm or any(f.kind != "duration" for f in scene.figures):
        return None
    vague = next(
        (n for n in scene.named if n.id in _GROWN and n.rank == LOOSE and scene.is_main(n.start)), None
    )
    if vague is None or vague.start > firm[0].start or scene.is_title(vague.end):
        return None
    if vague.id != VAGUE and scene.has("direction", 0, vague.start) is None:
        return None
    if any(token.norm in _HAZY for token in scene.tokens[vague.start : vague.end]):
        return None
    joins = (i for i in range(vague.end, firm[0].start) if scene.joined(i, i + 1))
    led = any(_leads_a_clause(scene, i + 1, firm[0].start) for i in joins)
    return vague if led else None


# What has no firm name and is yet promised, where a clause of its own says so.
_GROWN = frozenset({VAGUE, "email_subscribers", "community_members"})
_HAZY = frozenset({"presence", "prasenz", "presencia", "visible", "visibles", "sichtbar"})


def _leads_a_clause(scene: Scene, start: int, end: int) -> bool:
    verb = scene.has("direction", start, min(start + 2, end))
    return verb is not None and scene.tokens[verb.start].norm not in _COMPARING


_COMPARING = frozenset({"more", "mehr", "mas", "plus", "higher", "better", "larger"})


def _is_a_list_of_wishes(scene: Scene, firm: list[Named]) -> bool:
    """“visibility, engagement and participation”: no one of three is promised, least of all by a number."""
    vague = next((n for n in scene.named if n.id == VAGUE and scene.is_main(n.start)), None)
    counted = any(f.kind != "duration" for f in scene.figures)
    if vague is None or not firm or counted or scene.is_title(vague.end):
        return False
    joins = [i for i in range(vague.end, len(scene.tokens)) if scene.joined(i, i + 1) and scene.is_main(i)]
    apart = [i for i in joins if i + 1 < len(scene.tokens) and i - 1 not in joins]
    return vague.start < firm[0].start and scene.joined(vague.end, firm[0].start) and len(apart) > 1


def _says_the_brand(scene: Scene, named: Named) -> bool:
    """“notoriety”, “brand visibility”: awareness by name; bare visibility could be anything's."""
    words = [token.norm for token in scene.tokens[named.start : named.end]]
    return any(word.startswith(_BRAND) for word in words)


_BRAND = (
    "brand",
    "aware",
    "notor",
    "bekannt",
    "marke",
    "marca",
    "marque",
    "reconoc",
    "reput",
    "image",
    "imag",
)


def _platform_alone(scene: Scene) -> Named | None:
    """“Twitter to 5k”, “Instagram | 10,000”: the count of a platform is its followers (asked about)."""
    figures = [f for f in scene.figures if scene.is_main(f.start)]
    if not figures or any(f.kind != "count" for f in figures):
        return None
    for mention in scene.words["channels"].find(scene.tokens):
        between = scene.tokens[mention.end : figures[0].start]
        near = mention.id in PLATFORMS and 0 <= figures[0].start - mention.end <= 2
        timed = {i for d in scene.deadlines for i in range(d.start, d.end)}
        rest = [i for i in range(figures[0].end, len(scene.tokens)) if i not in timed]
        last = all(i == len(scene.tokens) - 1 for i in rest) or (
            len(figures) > 1 and _only_platforms(scene, rest)
        )
        if near and last and all(t.kind != "number" for t in between):
            return Named("followers", LOOSE, mention.end, mention.end)
    return None


def _only_platforms(scene: Scene, rest: list[int]) -> bool:
    """“Instagram to 5k and TikTok to 10k”: nothing but platforms and their figures."""
    known = {i for m in scene.words["channels"].find(scene.tokens) for i in range(m.start, m.end)}
    known |= {i for f in scene.figures for i in range(f.start, f.end)}
    small = ("joins", "towards")
    return all(i in known or any(scene.has(table, i, i + 1) for table in small) for i in rest)


def _answered(scene: Scene) -> Named | None:
    """“Answer all messages within 2 hours”, “reply to 90 % of comments”: the share or the time of answers."""
    verb = scene.words["replies"].first(scene.tokens[: len(scene.tokens)])
    if verb is None or any(n.id in {"response_time", "response_rate"} for n in scene.named):
        return None
    before = scene.has("direction", 0, verb.start)
    sure = before is not None and scene.tokens[before.start].norm.startswith(_SURE)
    if (before is not None and not sure) or not scene.is_main(verb.start):
        return None
    kinds = {f.kind for f in scene.figures if scene.is_main(f.start)}
    if "percent" in kinds:
        return Named("response_rate", FIRM, verb.start, verb.end)
    return Named("response_time", FIRM, verb.start, verb.end) if "duration" in kinds else None


# What share of these turns into something better is the rate of the name.
_CONVERTED = {
    "users": "conversion_rate",
    "followers": "conversion_rate",
    "sessions": "conversion_rate",
    "leads": "lead_conversion_rate",
    "qualified_leads": "lead_conversion_rate",
    "trials": "trial_conversion_rate",
}


def _converted(scene: Scene) -> Named | None:
    """“Convert 5 % of visitors”, “turn 10 % of trials into customers”: the share is what is promised."""
    verb = scene.has("converts", 0, 4)
    share = next((f for f in scene.figures if f.kind == "percent" and scene.is_main(f.start)), None)
    of = next((n for n in scene.named if share is not None and n.start >= share.end), None)
    if share is None or of is None or of.id not in _CONVERTED or not 0 < of.start - share.end <= 4:
        return None
    into = scene.has("into", of.end, of.end + 1)
    turned = next((n for n in scene.named if n.start > of.end), None)
    if verb is not None and verb.end <= share.start and scene.is_main(verb.start):
        return Named(_CONVERTED[of.id], FIRM, verb.start, verb.end)
    if into is None or turned is None or turned.start - into.end > 2:
        return None
    return Named(_CONVERTED[of.id], FIRM, of.start, of.end)


_SURE = ("ensur", "make", "sicher", "assur", "asegur", "garant")


def _part_of_the_market(scene: Scene) -> Named | None:
    """“8 % of the local market”: a market share by another name."""
    if any(n.rank == FIRM for n in scene.named):
        return None
    for figure in scene.figures:
        of = scene.words["whole"].at(scene.tokens, figure.end) if figure.end < len(scene.tokens) else None
        end = min(figure.end + 5, len(scene.tokens))
        market = next((i for i in range(figure.end, end) if _is_the_market(scene.tokens[i].norm)), None)
        if figure.kind == "percent" and of is not None and market is not None:
            return Named("market_share", FIRM, market, market + 1)
    return None


def _is_the_market(norm: str) -> bool:
    return norm in {"market", "mercado", "marche", "markt", "marktes", "markts"}


def _posted(scene: Scene) -> Named | None:
    """“Post 3x a day”, “poster 3 fois par semaine”: how often one posts, whatever it is about."""
    verb = scene.has("posts", 0, 4)
    if verb is None or scene.has("direction", 0, verb.start) is not None or not scene.is_main(verb.start):
        return None
    if any(n.rank != ACTIVITY and n.start in scene.purpose for n in scene.named):
        return None
    often = [f for f in scene.figures if verb.end <= f.start <= verb.end + 2 and _is_a_rhythm(scene, f)]
    return Named("posts_published", ACTIVITY, verb.start, verb.end) if often else None


def _is_a_rhythm(scene: Scene, figure: Figure) -> bool:
    return scene.has("rhythm", figure.end - 1, figure.end + 1) is not None


def _is_no_work(scene: Scene, named: Named) -> bool:
    """“Publish a newsletter”, “entertain our audience”: what the work is done on is not what is promised."""
    return named.id == VAGUE or named.start in scene.purpose or not scene.opens_with_doing()


def _is_part_of(scene: Scene, one: Named, other: Named) -> bool:
    """“retention” under the title “audience retention” says the same with fewer words."""
    words = {token.norm for token in scene.tokens[other.start : other.end]}
    return all(token.norm in words for token in scene.tokens[one.start : one.end])


def _money_unnamed(scene: Scene) -> Named | None:
    """“Earn $5,000 by May”: money to come in is revenue, whatever it is called."""
    money = [f for f in scene.figures if f.kind == "money" and scene.is_main(f.start)]
    if money and scene.has("spends", 0, 3) is not None:
        return Named("ad_spend", ACTIVITY, money[0].end, money[0].end)
    verb = scene.has("direction", 0, len(scene.tokens))
    plain = verb is None and not any(n.rank == ACTIVITY for n in scene.named)
    if money and plain and scene.has("activity_verbs", 0, len(scene.tokens)) is None:
        return Named("revenue", LOOSE, money[-1].end, money[-1].end)
    if money and verb is not None and verb.id in {"reach", "increase"} and not scene.opens_with_work():
        return Named("revenue", LOOSE, money[-1].end, money[-1].end)
    return None


def _said_more_closely(scene: Scene, named: Named) -> Named:
    """“engagements (likes for now)”: the bracket says which."""
    inside = named.end + 1
    if named.id == "engagements" and named.end < len(scene.tokens) and scene.tokens[named.end].norm == "(":
        return next((n for n in scene.named if n.start == inside and n.rank == FIRM), named)
    if scene.is_title(named.end) or scene.is_title(named.end + 1):
        under = [n for n in scene.named if n.start > named.end and n.rank == FIRM and n.id != "link_clicks"]
        under = [n for n in under if not _is_the_next_row(scene, named, n)]
        if not under or not scene.is_main(under[0].start) or _is_part_of(scene, under[0], named):
            return named
        return under[0]
    for figure in scene.figures:
        towards = scene.has("towards", figure.start - 1, figure.start)
        counted = next((n for n in scene.named if n.rank == FIRM and n.start == figure.end), None)
        if any(f.end == named.start for f in scene.figures):
            continue
        if (
            counted is not None
            and towards is not None
            and figure.kind == "count"
            and named.end < figure.start
        ):
            return counted
    return named


def _is_the_next_row(scene: Scene, named: Named, other: Named) -> bool:
    """“Traffic: 10k by Q4; leads: 200”: a second title is another goal."""
    apart = any(token.norm in {";", "."} for token in scene.tokens[named.end : other.start])
    return apart and scene.is_title(other.end)


def _stands_in_its_row(scene: Scene, named: Named, figure: Figure) -> bool:
    """“Blog articles published | 100+”: the cell of the figure behind the cell of the name."""
    between = [token.norm for token in scene.tokens[named.end : figure.start]]
    return bool(between) and between[-1] in {"|", ":"} and len(between) <= _CELL and named.start <= 2


_CELL = 4  # tokens between a name and the figure of its row


def _is_promised(scene: Scene, named: Named) -> bool:
    """An activity is what is promised when it is counted, or when the sentence opens with doing it."""
    first = named.start <= 1
    counted = any(
        f.kind in {"count", "multiple", "money"}
        and (
            0 <= named.start - f.end <= 2
            or (first and 0 <= f.start - named.end <= 1)
            or (first and f.start - named.end == 2 and limit_of(scene, f) is not None)
            or named.start < f.start < named.end
            or _stands_in_its_row(scene, named, f)
        )
        for f in scene.figures
    )
    more = scene.has("newness", named.start - 2, named.start + 2)
    return counted or (more is not None and more.id == "extra") or _is_raised_itself(scene, named)


def _is_raised_itself(scene: Scene, named: Named) -> bool:
    """“Increase blog posts published by 25 %”: the verb of growth is said of the work, which is counted."""
    verb = scene.has("direction", named.start - 4, named.start)
    verb = verb or scene.has("multiples", named.start - 4, named.start)
    after = scene.tokens[named.end].norm if named.end < len(scene.tokens) else ""
    shares = any(f.kind in {"percent", "multiple"} and scene.is_main(f.start) for f in scene.figures)
    return verb is not None and shares and (after in _ENDS_A_NAME or after.startswith(_PUBLISHED))


_ENDS_A_NAME = frozenset(
    {"", ".", ",", "by", "to", "from", "per", "we", "um", "auf", "pro", "von", "par", "por", "each", "que"}
)
_PUBLISHED = ("publi", "post", "veroffentlich", "produ", "creat", "releas", "upload", "writ")
