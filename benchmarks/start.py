"""How long a person waits for a word: whole processes, median and maximum of several runs.

    python benchmarks/start.py [--rounds 9]

Wanted: `milepost --help` <= 0.35 s, `milepost goal read` <= 0.6 s.
"""

import argparse
import statistics
import subprocess
import sys
import time

COMMANDS = {
    "--help": (["--help"], 0.35),
    "goal read": (["goal", "read", "Generate 300 email subscribers in 90 days.", "--json"], 0.6),
}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rounds", type=int, default=9)
    rounds = words.parse_args().rounds
    for name, (arguments, wanted) in COMMANDS.items():
        seconds = []
        for _ in range(rounds + 1):
            started = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "milepost", *arguments], stdout=subprocess.DEVNULL, check=False
            )
            seconds.append(time.perf_counter() - started)
        counted = seconds[1:]
        middle = statistics.median(counted)
        print(
            f"milepost {name}: median {middle:.2f} s, maximum {max(counted):.2f} s; "
            f"{middle / wanted:.2f} of the limit of {wanted} s"
        )


if __name__ == "__main__":
    main()
