"""The same word is another metric beside another thing: users of a site, of a server; 5 % engagement."""

from dataclasses import replace

from milepost.goals.asked import LEVELS_AS_RATES, Asked
from milepost.goals.scene import LOOSE, Named, Scene

# Of these a level in percent is a share of the whole.
SHARES = {"sessions": "traffic_share", "signups": "signup_share"}
_CHATS = frozenset({"discord", "telegram", "slack"})
_SUBSCRIBED = frozenset({"youtube", "whatsapp", "telegram", "twitch"})  # channels one subscribes to
_BY_MAIL = {"users": "email_subscribers", "signups": "email_subscribers", "ctr": "email_click_rate"}


def refined(scene: Scene, named: Named | None, asked: Asked | None, channel: tuple[str, ...]) -> Named | None:
    """The metric as its channel and its amount show it."""
    if named is None:
        return None
    metric = _by_channel(scene, named, channel) or _by_amount(scene, named, asked) or named.id
    return replace(named, id=metric)


def _by_channel(scene: Scene, named: Named, channel: tuple[str, ...]) -> str | None:
    metric = named.id
    if metric in {"active_users", "users"} and _CHATS & set(channel):
        return "community_members"
    if channel == ("email",) and metric in _BY_MAIL:
        return _BY_MAIL[metric]
    if metric == "users" and "app" in channel and "website" not in channel:
        return "active_users"
    if metric == "users" and not _SITES & set(channel) and _are_of_a_product(scene, named):
        return "active_users"
    people = metric == "users" or (metric == "reach" and named.rank == LOOSE)
    if people and channel == ("store",):
        return "store_visits"
    if metric == "sessions" and channel == ("store",):
        return "store_visits"
    if metric == "sessions" and "landing_page" in channel:
        return "landing_page_sessions"
    if metric == "followers" and "substack" in channel:
        return "email_subscribers"
    if metric == "views" and {"website", "blog", "landing_page"} & set(channel):
        return "page_views"
    if metric == "views" and ("youtube" in channel or _of_videos(scene)):
        return "video_views"
    if metric == "posts_published" and channel == ("blog",):
        return "articles_published"
    mailed = scene.has("mail", 0, len(scene.tokens)) is not None
    return (
        "followers" if metric == "email_subscribers" and _SUBSCRIBED & set(channel) and not mailed else None
    )


def _are_of_a_product(scene: Scene, named: Named) -> bool:
    """“1,000 users by a beta and a waitlist”: a product has users, a site has visitors."""
    users = scene.tokens[named.end - 1].norm in _USERS
    return users and scene.has("products", 0, len(scene.tokens)) is not None


_SITES = frozenset({"website", "blog", "landing_page", "shop", "store"})


def _by_amount(scene: Scene, named: Named, asked: Asked | None) -> str | None:
    metric = named.id
    if asked is None:
        return None
    if asked.kind == "rate" and metric == "customers" and scene.has("source", named.end, len(scene.tokens)):
        return None  # “10 % of customers come from social media” keeps nobody
    if asked.kind == "rate" and _are_kept(scene, named):
        return "retention_rate"
    if asked.kind == "rate":
        return SHARES.get(metric) or LEVELS_AS_RATES.get(metric)
    if metric == "users" and _are_first_users(scene, named, asked):
        return "active_users"
    if metric == "customers" and (_are_new(scene, named, asked) or _are_won(scene, named, asked)):
        return "new_customers"
    if (
        metric == "revenue"
        and asked.figure.kind == "count"
        and scene.has("sells", named.start, named.start + 1)
    ):
        return "units_sold"  # “sell 40 candles”
    if metric == "revenue":
        return "orders" if _counts_orders(named, asked) else None
    return "response_time" if metric == "response_rate" and asked.figure.kind == "duration" else None


def _counts_orders(named: Named, asked: Asked) -> bool:
    """“1,000 sales”: a count right before the word is no money."""
    if asked.unit == "count":
        return True
    near = 0 <= named.start - asked.figure.end <= 2
    return asked.figure.kind == "count" and asked.role == "level" and near


def _are_new(scene: Scene, named: Named, asked: Asked) -> bool:
    """“5 new retainer clients”."""
    between = scene.has("newness", asked.figure.end, named.start)
    near = asked.figure.end <= named.start <= asked.figure.end + 4
    return near and between is not None and between.id == "new"


def _are_won(scene: Scene, named: Named, asked: Asked) -> bool:
    """“Acquire 300 customers”: who is won is new; who is reached, or there in the end, need not be."""
    if asked.figure.kind != "count" or asked.baseline is not None:
        return False
    if scene.has("towards", asked.figure.start - 1, asked.figure.start) is not None:
        return False
    bought = any(t.norm.startswith(_CLIENTS) for t in scene.tokens[named.start : named.end])
    return bought and scene.has("wins", 0, len(scene.tokens)) is not None and scene.is_main(named.start)


_CLIENTS = ("customer", "client", "buyer", "kund", "kauf", "achet", "compr", "donor", "patient")


def _of_videos(scene: Scene) -> bool:
    """“Get my video to a million views”."""
    return any(t.norm.startswith("video") and scene.is_main(i) for i, t in enumerate(scene.tokens))


def _are_first_users(scene: Scene, named: Named, asked: Asked) -> bool:
    """“Get the first 100 users”: of a product; a site has visitors and counts them by the month."""
    if scene.tokens[named.end - 1].norm not in _USERS or asked.figure.kind != "count":
        return False
    before = {token.norm for token in scene.tokens[max(0, asked.figure.start - 2) : named.start]}
    return bool(before & _FIRST)


_USERS = frozenset({"users", "nutzer", "nutzern", "utilisateurs", "usuarios"})
_FIRST = frozenset({"first", "ersten", "premiers", "primeros"})


_KEPT = frozenset({"email_subscribers", "users", "active_users", "customers", "community_members"})


def _are_kept(scene: Scene, named: Named) -> bool:
    """“Retain 85 % of subscribers”."""
    verb = scene.has("direction", 0, named.start)
    return named.id in _KEPT and verb is not None and verb.id == "maintain"
