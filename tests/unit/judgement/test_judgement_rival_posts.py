"""Themes by distinct posts, habits, and what a rival does that one does not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
from rival_samples import FIRST, posts

from milepost.judgement.competitors.habits import habits
from milepost.judgement.competitors.public import PublicPost
from milepost.judgement.competitors.suggest import Kind, from_posts
from milepost.judgement.competitors.themes import themes, words_of


def texts(*said: str) -> tuple[PublicPost, ...]:
    begin = datetime.combine(FIRST, datetime.min.time())
    return tuple(PublicPost(begin + timedelta(hours=at), likes=1, text=text) for at, text in enumerate(said))


def words(*said: str, names: Sequence[str] = ()) -> dict[str, int]:
    return {theme.word: theme.posts for theme in themes(texts(*said), names)}


def test_a_theme_is_counted_once_a_post_and_its_hashtag_is_the_same() -> None:
    said = words("Cargo cargo bikes", "#cargo day", "A new cargo model", "Helmets", "Lights on")

    assert said == {"cargo": 3}


def test_the_same_text_posted_again_is_one_post() -> None:
    assert words(*["Spring sale of cargo bikes"] * 5) == {}


def test_small_words_of_four_languages_are_no_themes() -> None:
    assert words(
        "This is where they were with you", "This one, where they went", "So this is where they were",
        "Aber diese werden nicht", "Und diese werden auch", "Weil diese immer werden",
        "Pero cuando también esta", "Cuando esta también", "También cuando esta aquí",
        "Avec vous toujours pour cette", "Pour vous avec cette", "Toutes avec vous pour cette",
    ) == {}  # fmt: skip


def test_addresses_people_and_the_brands_own_names_are_no_themes() -> None:
    said = words(
        "@anna_able loves https://acme.example/cargo #acmebikes Acme trail",
        "@anna_able likes #acmebikes the Acme trail ride",
        "@anna_able at #acmebikes trail with Acme once",
        names=("Acme Bikes",),
    )

    assert said == {"trail": 3}


def test_what_stands_below_every_post_is_a_signature() -> None:
    assert "berlin" not in words(*(f"Model {name} made in Berlin" for name in "abcdefghij"))


def test_other_alphabets_are_words_too() -> None:
    assert words("Новые шлемы сегодня", "Шлемы для детей", "Лучшие шлемы") == {"шлемы": 3}
    assert words("Про здоров'я", "Здоров’я дітей", "Наше здоров'я вдома")
    assert words("L'atelier ouvre", "Visitez l'atelier", "Un jour d'atelier") == {"atelier": 3}


def test_habits_tell_the_mix_and_the_day_on_which_most_is_posted() -> None:
    found = habits("Bolt", (*posts([5] * 20), *posts([5] * 20, kind="Reels")), own=False)

    assert [(part.name, part.posts, part.share) for part in found.formats] == [
        ("images", 20, 0.5),
        ("Reels", 20, 0.5),
    ]
    assert found.hour is not None
    assert found.hour.name == "in the morning"


def earning(seed: int, times: float) -> tuple[PublicPost, ...]:
    rng = np.random.default_rng(seed)
    made = []
    for at, post in enumerate(posts([1] * 80)):
        kind = "carousels" if at % 3 == 0 else "images"
        level = 4 + (np.log(times) if kind == "carousels" else 0)
        made.append(replace(post, likes=int(rng.lognormal(level, 0.5)), format=kind))
    return tuple(made)


def test_a_format_that_earns_a_rival_more_and_that_one_does_not_use_is_an_opportunity() -> None:
    rival = habits("Bolt", earning(1, 3.0), own=False)
    own_posts = posts([10] * 20)
    own = habits("Acme", own_posts, own=True)

    (found,) = from_posts(rival, own_posts, own)

    assert (found.kind, found.verdict.values["what"], found.verdict.values["mine"]) == (
        Kind.OPPORTUNITY,
        "carousels",
        "none",
    )


def test_a_format_that_one_uses_oneself_is_none() -> None:
    own_posts = posts([10] * 20, kind="carousels")

    assert not list(
        from_posts(habits("Bolt", earning(1, 3.0), own=False), own_posts, habits("Acme", own_posts, own=True))
    )


def test_noise_suggests_nothing() -> None:
    own_posts = posts([10] * 20)
    own = habits("Acme", own_posts, own=True)
    suggested = sum(
        bool(list(from_posts(habits("Bolt", earning(seed, 1.0), own=False), own_posts, own)))
        for seed in range(20)
    )

    assert suggested <= 1


def test_few_own_posts_tell_not_what_one_leaves_out() -> None:
    few = posts([10] * 5)

    assert not list(
        from_posts(habits("Bolt", earning(1, 3.0), own=False), few, habits("Acme", few, own=True))
    )


def test_words_keep_hashtags_of_a_column_of_their_own() -> None:
    assert "cargo" in words_of(PublicPost(datetime.combine(FIRST, datetime.min.time()), tags=("#cargo",)))
