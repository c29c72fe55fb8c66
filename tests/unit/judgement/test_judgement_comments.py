"""Comments: hand-written ones in seven languages, what cannot be told, bad input, and the count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.amount import Unknown
from milepost.judgement.comments.language import language_of
from milepost.judgement.comments.rules import Kind, judge_comment, judge_comments
from milepost.judgement.comments.share import MeaningfulShare, meaningful_share
from milepost.judgement.comments.text import MOST_LETTERS, bare_word, read
from milepost.knowledge import table
from milepost.reports.words.judged import says

SPAM = [
    "Check out my channel for daily recipes",
    "hey everyone, please subscribe to me and I'll subscribe back",
    "SUBSCRIIIIIBE to my chaaaannel plzzz",
    "Earn money online from your sofa, it's real",
    "Nice! www.cheap-teapots.example.com",
    "visit teapots . com for more",
    "call me now +49 170 5550 199 22",
    "Schaut mal auf meinem Kanal vorbei, da gibt es auch Tee",
    "Jeden Tag Geld verdienen ohne Arbeit, ich zeige euch wie das geht",
    "Abonnez-vous à ma chaîne, je m'abonne en retour",
    "Venez visiter ma boutique, il y a des promotions pour vous",
    "Pasen por mi canal, subo videos de cocina todas las semanas",
    "Gana dinero desde casa, escríbeme al privado que te explico",
    "Se inscreva no meu canal, tem vídeo novo toda semana",
    "Ganhe dinheiro sem sair de casa, me chama no privado",
    "Iscrivetevi al mio canale, ricambio iscrizione per tutti",
    "Guadagna soldi da casa con questo metodo, scrivimi in privato",
    "Kijk ook eens op mijn kanaal, ik maak elke week een filmpje",
    "Snel geld verdienen? Stuur me een bericht",
]
MEANINGFUL = [
    ("I brewed this at four minutes and it came out bitter, what did I do wrong?", "en"),
    ("My favourite song of theirs, it was played at our wedding", "en"),
    ("Ich habe das Rezept gestern mit Ingwer probiert und es war sehr gut", "de"),
    ("J'ai acheté la théière le mois dernier et elle est très pratique pour le bureau", "fr"),
    ("Me gusta mucho la idea, pero el precio del envío es muy alto para mí", "es"),
    ("Não consegui abrir o link, mas a receita do bolo ficou muito boa", "pt"),
    ("Ho provato la ricetta con il latte di mandorla e sono molto contenta", "it"),
    ("Ik heb het recept met honing gemaakt en het was heel lekker", "nl"),
]
LIGHT = ["❤️❤️❤️", "@anna @ben", "wow", "so nice!!!", "👏 bravo", "First", "1.000.000"]


@pytest.mark.parametrize("comment", SPAM)
def test_spam_is_told_in_seven_languages(comment: str) -> None:
    assert judge_comment(comment).kind is Kind.SPAM


@pytest.mark.parametrize(("comment", "language"), MEANINGFUL)
def test_what_says_something_is_meaningful_and_its_language_told(comment: str, language: str) -> None:
    found = judge_comment(comment)
    assert (found.kind, found.language) == (Kind.MEANINGFUL, language)


@pytest.mark.parametrize("comment", LIGHT)
def test_cheers_tags_and_emoji_are_light(comment: str) -> None:
    assert judge_comment(comment).kind is Kind.LIGHT


@pytest.mark.parametrize(
    "comment",
    ["素晴らしい紅茶をありがとうございます", "Спасибо большое за рецепт, очень вкусно получилось",
     "Gracyas mulda porem kavasti telun obramis durelo santek pirovan"],
)  # fmt: skip
def test_a_language_without_rules_cannot_be_told(comment: str) -> None:
    assert judge_comment(comment).kind is Kind.CANNOT_TELL


def test_a_link_is_spam_in_any_script() -> None:
    assert judge_comment("これを見て http://teapots.example/a").rule == "link"


def test_a_short_text_has_no_language() -> None:
    assert language_of(read("the and is")) is None


def test_a_question_needs_no_four_words() -> None:
    assert judge_comment("Which tea?").kind is Kind.MEANINGFUL


def test_years_views_and_times_are_no_telephones() -> None:
    for comment in ("2.126.521.750 views already", "see 0:45, it's the best part", "from 2014 to 2024"):
        assert judge_comment(comment).kind is not Kind.SPAM


def test_a_link_to_the_brand_itself_is_no_spam() -> None:
    comment = "I found the answer on https://www.tea-time.com/help, thanks for that"

    assert judge_comment(comment).kind is Kind.SPAM
    assert judge_comment(comment, own_links=["tea-time.com"]).kind is Kind.MEANINGFUL
    assert judge_comment("see https://not-tea-time.com", own_links=["tea-time.com"]).kind is Kind.SPAM


def test_html_is_read_as_it_is_shown() -> None:
    found = read('It&#39;s <b>great</b><br />at <a href="http://video.example/watch?v=1&t=0m45s">0:45</a>')
    assert found.plain.startswith("it's great at")
    assert found.links == ()


def test_long_copies_are_spam_and_short_ones_are_not() -> None:
    long = "we are a young band from the coast and we play songs about tea and rain"
    found = judge_comments([long, long, long, "so good", "so good", "so good"])

    assert [each.rule for each in found[:3]] == ["copied"] * 3
    assert all(each.kind is Kind.LIGHT for each in found[3:])


@pytest.mark.parametrize("comment", ["", " ", "\ufeff", "?", "…", "a" * 100_000, "<" * 50_000, "1 " * 40_000])
def test_odd_comments_are_answered(comment: str) -> None:
    assert isinstance(judge_comment(comment).kind, Kind)
    assert len(read(comment).plain) <= MOST_LETTERS


@given(st.lists(st.text(max_size=300), max_size=10))
def test_any_comments_are_answered(comments: list[str]) -> None:
    found = judge_comments(comments)
    assert len(found) == len(comments)
    share = meaningful_share(found)
    if isinstance(share, MeaningfulShare):
        assert 0 <= share.low <= share.high <= 1
        assert share.spam + share.meaningful + share.light + share.cannot_tell == len(comments)


def test_the_share_leaves_spam_out_and_widens_by_what_cannot_be_told() -> None:
    comments = ["I like how the lid never drips at all"] * 2 + ["What is it made of?", "wow", SPAM[0]]
    told = meaningful_share(judge_comments(comments))
    wider = meaningful_share(judge_comments([*comments, "Спасибо за рецепт"]))

    assert isinstance(told, MeaningfulShare)
    assert isinstance(wider, MeaningfulShare)
    assert (told.share, told.spam) == (0.75, 1)
    assert wider.high - wider.low > told.high - told.low - 0.1
    assert says(told.verdict, "Spring film").startswith(
        "Spring film: 3 of 5 comments say or ask something, 75"
    )
    assert "1 cannot be told" in says(wider.verdict, "Spring film")


@pytest.mark.parametrize("comments", [[], SPAM[:3], ["Спасибо", "красиво", "wow"]])
def test_a_share_of_nothing_is_unknown(comments: list[str]) -> None:
    assert isinstance(meaningful_share(judge_comments(comments)), Unknown)


LISTS = ("small", "begs", "sells", "asks", "own", "places", "alone")


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt", "it", "nl"])
def test_the_words_of_a_language_are_written_as_they_are_compared(language: str) -> None:
    body = table("comment_words")[language]

    assert set(body) == set(LISTS)
    for name in LISTS:
        assert len(set(body[name])) == len(body[name]), name
        for phrase in body[name]:
            words = [word.removesuffix("*") for word in phrase.split() if word != "*"]
            assert words == [bare_word(word) for word in words], phrase
            assert words, phrase
