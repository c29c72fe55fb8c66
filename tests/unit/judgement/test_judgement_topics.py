"""Topics and questions in comments: an invented shop for tents, by hand; and nobody is ever shown."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from milepost.judgement.comments.questions import questions
from milepost.judgement.comments.rules import judge_comments
from milepost.judgement.comments.spoken import Corpus, corpus, one_form, shown
from milepost.judgement.comments.topics import mentions, topics

ENGLISH = [
    "Do you ship to Austria? I would love to order one",
    "How much is shipping to Austria?",
    "Are you shipping to Canada as well?",
    "We took the tent poles to Norway and they held in the wind",
    "The tent poles broke on our second night in the rain",
    "I wish the tent poles were a bit longer for tall people",
    "The new tent poles fit my old tent very well",
    "Love how light these tent poles are on the bike",
    "Can the sleeping bag be washed at home?",
    "My sleeping bag lost its feathers after one winter",
    "That sleeping bag kept me warm in the snow",
    "The zip of the sleeping bag is stuck again",
    "Which sleeping bag do you take in autumn?",
    "so nice!!!",
    "wow ❤️",
    "first",
]
GERMAN = [
    "Liefert ihr das Zelt auch in die Schweiz?",
    "Wann ist das Zelt wieder lieferbar",
    "Das Zelt ist nach einem Sommer undicht geworden",
    "Unser Zelt hat auf Island jeden Sturm ausgehalten",
    "Habt ihr für das Zelt auch Ersatzteile?",
    "Die Farbe vom Zelt ist in echt viel dunkler als im Bild",
]


def heard(texts: list[str], people: list[str | None] | None = None) -> Corpus:
    return corpus(texts, judge_comments(texts), people or [], own_words=["Tin & Twine"])


def test_topics_are_the_words_that_several_people_share_phrases_first() -> None:
    found = {topic.words: (topic.comments, topic.people) for topic in topics(heard(ENGLISH + GERMAN))}
    assert found == {"zelt": (6, 6), "tent poles": (5, 5), "sleeping bag": (5, 5)}


def test_what_one_person_says_again_and_again_is_no_topic() -> None:
    texts = [f"The lantern went out after {many}" for many in ("one", "two", "three", "four", "five")]
    assert topics(heard(texts, ["same"] * 5)) == ()
    assert [topic.words for topic in topics(heard(texts, list("abcde")))] == ["lantern"]


def test_the_same_comment_pasted_by_one_person_counts_once() -> None:
    texts = ["This lantern is bright"] * 2
    assert len(heard(texts, ["a", "a"]).comments) == 1
    assert len(heard(texts, ["a", "b"]).comments) == 2


def test_the_brands_own_name_and_spam_are_no_topics() -> None:
    texts = [
        f"Twine is on my {thing} check out my channel" for thing in ("desk", "bike", "wall", "hat", "car")
    ]
    texts += [f"Twine on my {thing} looks brown" for thing in ("desk", "bike", "wall", "hat", "car")]
    assert [topic.words for topic in topics(heard(texts))] == ["brown"]


def test_questions_are_grouped_by_what_they_ask_for_whatever_the_form_of_the_word() -> None:
    found = questions(heard(ENGLISH + GERMAN))
    groups = {asked.about: asked.comments for asked in found.groups}
    assert groups == {"shipping austria": 3, "zelt": 3}
    assert (found.comments, found.others) == (8, 2)


def test_a_question_without_its_mark_is_one_when_it_is_short() -> None:
    long = "when I see this I always ask myself how on earth anybody got it up that hill"
    texts = ["how do you wash the tarp", "where is the tarp made", "is the tarp heavy", long]
    found = questions(heard(texts))
    assert [(asked.about, asked.comments) for asked in found.groups] == [("tarp", 3)]
    assert found.comments == 3


def test_what_a_profile_says_is_found_in_other_forms_and_general_words_are_none() -> None:
    of = heard(ENGLISH)
    assert len(mentions(of, "shipping to Austria") or ()) == 2
    assert len(mentions(of, "sleeping bags") or ()) == 5
    assert mentions(of, "hammocks") == ()
    assert mentions(of, "nice videos") is None


def test_forms_of_a_word_are_one_and_short_words_are_left_alone() -> None:
    same = one_form(Counter({"shoe": 3, "shoes": 9, "shuffle": 2, "shuffling": 1, "gas": 4, "ga": 1}))
    assert (same["shoe"], same["shuffling"], same["gas"]) == ("shoes", "shuffle", "gas")


def test_an_example_never_shows_who_speaks_or_where_to_reach_them() -> None:
    texts = [
        "Thanks Marlene! The tent arrived, write to me at marlene@post.example or +43 660 5550199",
        "@marlene the tent is at www.tents.example/1234 for 99",
        "My name is Quirin Huber and my tent has a hole",
        *(f"The tent has a hole and it arrived {how}" for how in ("late", "wet", "torn", "open", "dirty")),
    ]
    users = heard(texts).users
    seen = " ".join(shown(text, users)[0] for text in texts[:3])
    for secret in ("Marlene", "marlene", "@", "660", "5550199", "www", "Quirin", "Huber"):
        assert secret not in seen
    assert "tent" in seen


@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_text_is_read_and_no_topic_has_more_comments_than_there_are(texts: list[str]) -> None:
    of = heard(texts)
    for topic in topics(of, least=1):
        assert 0 < topic.comments <= len(of.comments)
        assert topic.low <= topic.share <= topic.high
    assert questions(of, least=1).comments <= len(of.comments)


@given(st.text(alphabet="abcdefgh @.:/0123456789", max_size=80))
def test_a_word_that_nobody_else_uses_is_never_shown(text: str) -> None:
    words = set(shown(text, Counter())[0].replace("…", " ").split())
    assert not any("@" in word or sum(c.isdigit() for c in word) >= 5 for word in words)


def test_comments_in_a_language_whose_small_words_are_not_known_make_no_topics() -> None:
    texts = [f"Дуже гарний намет, {n}" for n in range(9)]
    assert heard(texts).comments == ()


def test_a_place_after_a_small_word_is_shown_and_a_name_after_thanks_is_not() -> None:
    users = Counter(dict.fromkeys(("shipping", "austria", "anna", "tent"), 9))
    assert shown("How much is shipping to Austria?", users) == ("How much is shipping to Austria?", 0)
    assert shown("Thanks Anna for the tent", users) == ("Thanks … for the tent", 1)
