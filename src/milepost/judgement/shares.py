"""The interval of a share that was counted."""

import math

Z95 = 1.96


def wilson(share: float, count: int, z: float = Z95) -> tuple[float, float]:
    """The interval of a share of `count` (Wilson 1927), within 0 to 1 and never without width."""
    middle = (share + z**2 / (2 * count)) / (1 + z**2 / count)
    reach = z / (1 + z**2 / count) * math.sqrt(share * (1 - share) / count + z**2 / (4 * count**2))
    return max(middle - reach, 0.0), min(middle + reach, 1.0)
