"""Brands as they stand in addresses: their names, made plain, each different from all others."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from django.utils.text import slugify

from milepost.workspace.place import Brand


def slugs(brands: Sequence[Brand]) -> dict[str, Brand]:
    """Each brand by its word in an address; names that look alike there get a few signs of their hash."""
    plain = {brand.name: slugify(brand.name)[:60] for brand in brands}
    count = Counter(plain.values())
    return {
        slug if (slug := plain[brand.name]) and count[slug] == 1 else _with_hash(slug, brand.name): brand
        for brand in brands
    }


def slug_of(brands: Sequence[Brand], name: str) -> str:
    """The word of the brand of that name in an address."""
    return next(slug for slug, brand in slugs(brands).items() if brand.name == name)


def _with_hash(slug: str, name: str) -> str:
    return f"{slug}-{hashlib.sha256(name.encode()).hexdigest()[:8]}".lstrip("-")
