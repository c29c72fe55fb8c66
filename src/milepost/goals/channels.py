"""Where: the platforms and places a sentence names."""

from milepost.goals.scene import Named, Scene
from milepost.goals.vocabulary import Mention

_ADS = frozenset(
    {"facebook_ads", "instagram_ads", "linkedin_ads", "tiktok_ads", "meta_ads", "paid_social", "paid_search"}
)
_PAID = _ADS | {"ads"}
_MAIL = frozenset({"email_subscribers", "email_open_rate", "email_click_rate", "email_list_growth_rate"})
_IN_STORE = frozenset({"store_visits"})
_SEARCH = frozenset({"search_position", "keyword_rankings"})


def channels_of(scene: Scene, named: Named | None) -> tuple[str, ...]:
    """The channels in the order in which they are named; the metric may tell one (a list is e-mail)."""
    mentions = [m for m in scene.words["channels"].find(scene.tokens) if _means_it(scene, m)]
    mentions = [m for m in mentions if m.id != "website" or not _is_a_platforms(scene, m, mentions)]
    found = list(dict.fromkeys(channel for m in mentions for channel in _paid(scene, m).split("+")))
    if "website" not in found and _names_a_path(scene):
        found.append("website")
    if named is not None:
        for metrics, channel in ((_MAIL, "email"), (_IN_STORE, "store"), (_SEARCH, "organic_search")):
            if named.id in metrics and channel not in found:
                found.append(channel)
    if (
        named is not None
        and named.id == "users"
        and not found
        and scene.has("visitors", named.start, named.end)
    ):
        found.append("website")
    if not found and named is not None and named.id == "messages_received":
        found.append("social")
    if "ads" in found and (_ADS | set(NETWORKS)) & set(found):
        found.remove("ads")
    if "social" in found and any(c in found for c in NETWORKS) and not _says_others(scene, mentions):
        found.remove("social")
    if "social" in found and _PAID & set(found) and not any(_says_social(scene, m) for m in mentions):
        found.remove("social")
    return tuple(found)


def _names_a_path(scene: Scene) -> bool:
    """“visits on /prices”: a slash that touches the word behind it only."""
    return any(
        slash.norm == "/" and before.end < slash.start and slash.end == word.start and word.kind == "word"
        for before, slash, word in zip(scene.tokens, scene.tokens[1:], scene.tokens[2:], strict=False)
    )


def _paid(scene: Scene, mention: Mention) -> str:
    """“campagnes publicitaires Facebook”, “Werbung auf LinkedIn”: the platform's advertising."""
    if mention.id == "organic_search" and scene.tokens[mention.start].norm == "google" and _is_rated(scene):
        return "google_business"  # “20 reviews on Google”
    paid = _ADS_OF.get(mention.id)
    if paid is None:
        return mention.id
    if _is_joined_to_its_ads(scene, mention):
        return paid
    beside = [*range(max(0, mention.start - 5), mention.start), mention.end]
    adverts = [i for i in beside if scene.has("adwords", i, i + 1) is not None]
    return paid if any(_only_small_words(scene, i, mention) for i in adverts) else mention.id


def _is_rated(scene: Scene) -> bool:
    return any(token.norm.startswith(_RATINGS) for token in scene.tokens)


_RATINGS = (
    "review",
    "rating",
    "bewertung",
    "rezension",
    "resena",
    "avis",
    "opinion",
    "calificac",
    "stars",
    "stern",
)


def _is_joined_to_its_ads(scene: Scene, mention: Mention) -> bool:
    """“Facebook and Instagram ads”: the ads are of both."""
    after = (
        scene.words["channels"].at(scene.tokens, mention.end + 1)
        if mention.end + 1 < len(scene.tokens)
        else None
    )
    return after is not None and after.id in _ADS_OF.values() and scene.joined(mention.end, mention.end + 1)


def _only_small_words(scene: Scene, i: int, mention: Mention) -> bool:
    between = scene.tokens[i + 1 : mention.start] if i < mention.start else ()
    return all(
        scene.has("small_words", j, j + 1)
        or scene.tokens[j].norm in {"les", "los", "las", "den", "ciblee", "the"}
        for j in range(i + 1, i + 1 + len(between))
    )


_ADS_OF = {
    "facebook": "facebook_ads",
    "instagram": "instagram_ads",
    "linkedin": "linkedin_ads",
    "tiktok": "tiktok_ads",
    "social": "paid_social",
}
NETWORKS = (
    "instagram", "facebook", "linkedin", "x", "tiktok", "youtube", "pinterest", "threads", "snapchat",
    "reddit",
)  # fmt: skip
PLATFORMS = (
    *NETWORKS, "github", "discord", "telegram", "twitch", "bluesky", "mastodon", "product_hunt",
    "hacker_news", "google_maps", "google_business", "xing", "medium", "substack", "quora", "slack",
    "whatsapp",
)  # fmt: skip


def _is_a_platforms(scene: Scene, page: Mention, mentions: list[Mention]) -> bool:
    """“LinkedIn-Seite”, “página de Facebook”: a page on the platform, no website."""
    platforms = [m for m in mentions if m.id in PLATFORMS]
    if any(m.end <= page.start <= m.end + 1 and not scene.joined(m.end, page.start) for m in platforms):
        return scene.tokens[page.start].norm.startswith(_PAGES)
    after = [m for m in platforms if page.end <= m.start <= page.end + 1]
    return bool(after) and scene.tokens[page.start].norm.startswith(_PAGES)


_SOME = frozenset({"a", "an", "ein", "un", "une"})
_TOPIC = 6  # words that say what a post is about
_PAGES = ("seite", "page", "pagin")


def _says_social(scene: Scene, mention: Mention) -> bool:
    """Whether social media are named as such, not as “all platforms” of what is named beside."""
    return mention.id == "social" and any(
        t.norm.startswith(("so", "red", "medi", "resea")) for t in scene.tokens[mention.start : mention.end]
    )


def _says_others(scene: Scene, mentions: list[Mention]) -> bool:
    """“Reddit and other social media”: the others are a place of their own."""
    starts = [m.start for m in mentions if m.id == "social"]
    return any(i and scene.tokens[i - 1].norm.startswith(("other", "weiter", "autre", "otr")) for i in starts)


def _means_it(scene: Scene, mention: Mention) -> bool:
    """“X %” and “from X to Y” are blanks, not the platform; advertising as such is a means, no place."""
    i = mention.start
    about = scene.words["topics"].first(scene.tokens)
    if about is not None and about.start <= i < about.end + _TOPIC and _is_a_topic(scene, about):
        return False
    if scene.tokens[i].norm == "seite" and any(
        token.norm == "google" for token in scene.tokens[i : i + _TOPIC]
    ):
        return False  # “Seite 1 bei Google”
    if mention.id == "influencer" and i and scene.tokens[i - 1].norm in _SOME:
        return False  # “become an influencer”
    if mention.id == "ads" and any(token.norm in _WITHOUT for token in scene.tokens[max(0, i - 2) : i]):
        return False
    if scene.tokens[i].norm != "x" or scene.tokens[i].kind != "word":
        return True
    after = scene.tokens[i + 1].norm if i + 1 < len(scene.tokens) else ""
    before = scene.tokens[i - 1].norm if i else ""
    if (
        after in {"%", "percent", "]"}
        or (after == "to" and before != "on")
        or before in {"[", "by", "$"}
        or before.isdigit()
    ):
        return False
    if after.startswith(_HELD_ON_X) or (before in _ON_X and not _counts_something(scene, i + 1)):
        return True
    near = (m for m in scene.words["channels"].find(scene.tokens) if m.id in PLATFORMS and m.start != i)
    return any(abs(m.start - i) <= 2 or abs(m.end - i) <= 2 for m in near)


_WITHOUT = frozenset({"without", "no", "sans", "ohne", "sin", "vs", "versus"})


def _is_a_topic(scene: Scene, about: Mention) -> bool:
    """“Two posts a week focused on TikTok tips” says of what; a strategy focused on TikTok says where."""
    return about.id != "focus" or scene.has("posts", 0, 4) is not None


def _counts_something(scene: Scene, i: int) -> bool:
    """“on X visits” is a blank before what is counted."""
    return any(n.start == i for n in scene.named)


# The letter is the platform only where it stands like one (“on X”, “X followers”): it is mostly a blank.
_ON_X = frozenset(
    {
        "on",
        "from",
        "via",
        "through",
        "auf",
        "bei",
        "uber",
        "sur",
        "en",
        "de",
        "our",
        "unser",
        "notre",
        "using",
    }
)
_HELD_ON_X = (
    "follower",
    "post",
    "account",
    "profile",
    "audience",
    "abonne",
    "seguidor",
    "kanal",
    "konto",
    "ads",
    "link",
    "impression",
    "engagement",
    "(",
)
