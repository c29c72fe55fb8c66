"""How long planning takes: a sentence read in a warm process, a plan of ten goals linted as a whole one.

    python benchmarks/plan.py [--rounds 7] [--home WORKSPACE]

Wanted: `goal read` <= 20 ms a sentence when warm; `plan lint` of 10 goals and 60 KPIs <= 1 s.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SENTENCES = (
    "Increase newsletter subscribers by 10% in 90 days while keeping a 40% open rate.",
    "Steigere die Website-Besuche aus Social Media bis Ende Q3 um 20 %.",
    "Aumentar las ventas online un 15% en seis meses.",
    "Atteindre 5 000 abonnés Instagram d'ici décembre.",
    "Get more likes.",
)
KPIS = (
    "orders", "revenue", "sessions", "leads", "qualified_leads", "email_subscribers", "reach", "link_clicks",
    "conversion_rate", "booked_calls",
)  # fmt: skip
WATCHED = (
    "ctr", "bounce_rate", "aov", "cac", "roas", "saves", "shares", "comments", "views", "impressions",
    "engagement_rate", "share_rate", "completion_rate", "page_views", "users", "cpc", "cpm", "mentions",
    "cost_per_lead", "lead_quality", "email_open_rate", "email_click_rate", "churn_rate", "retention_rate",
    "csat",
)  # fmt: skip


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rounds", type=int, default=7)
    words.add_argument("--home", type=Path, help="a workspace, to lint against its data too")
    words.add_argument("--brand", default="Quillfen", help="its brand; the plan is written for it")
    known = words.parse_args()
    rounds = known.rounds
    _sentences(rounds)
    _lint(rounds, [])
    if known.home:
        _lint(rounds, ["--home", str(known.home.resolve()), "--brand", known.brand])


def _sentences(rounds: int) -> None:
    from milepost.goals.sentence import read_sentence

    for sentence in SENTENCES:
        read_sentence(sentence)
    worst = 0.0
    times = []
    for _ in range(rounds * 20):
        for sentence in SENTENCES:
            started = time.perf_counter()
            read_sentence(sentence)
            times.append(time.perf_counter() - started)
            worst = max(worst, times[-1])
    print(
        f"goal read, warm: median {statistics.median(times) * 1e3:.2f} ms, worst {worst * 1e3:.1f} ms (20 ms)"
    )


def _lint(rounds: int, home: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.yaml"
        path.write_text(_plan(), "utf-8")
        seconds = []
        for _ in range(rounds + 1):
            started = time.perf_counter()
            answer = subprocess.run(
                [sys.executable, "-m", "milepost", *home, "plan", "lint", str(path), "--json"],
                stdout=subprocess.PIPE,
                cwd=folder,
                check=False,
            )
            seconds.append(time.perf_counter() - started)
            if answer.returncode not in {0, 1}:
                sys.exit(f"plan lint ended with {answer.returncode}")
            found = json.loads(answer.stdout)
    counted = seconds[1:]
    print(
        f"plan lint, {found['goals']} goals naming 60 KPIs, {'with' if home else 'without'} data, "
        f"whole process: median {statistics.median(counted):.2f} s, maximum {max(counted):.2f} s (1 s)"
    )


def _plan() -> str:
    goals = []
    for n, kpi in enumerate(KPIS):
        around = [WATCHED[(n * 5 + k) % len(WATCHED)] for k in range(5)]
        goals.append(
            f"  - sentence: Increase {kpi.replace('_', ' ')} by 10% in 90 days.\n"
            f"    objective: sell\n    owner: Ana\n"
            f"    leads: [{', '.join(around[:3])}]\n    guards: [{', '.join(around[3:])}]\n"
        )
    return (
        "milepost: 1\nobjectives:\n  - id: sell\n    title: Sell\n    kind: revenue_growth\n"
        "goals:\n" + "".join(goals)
    )


if __name__ == "__main__":
    main()
