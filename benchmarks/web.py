"""How quick the site is: every page for one user, then fifty users, over a brand of four million facts.

    PYTHONPATH=src:tests/samples python benchmarks/web.py [--rows 4000000] [--home DIR] [--seconds 20]
    PYTHONPATH=src:tests/samples python benchmarks/web.py --clients 200 --minutes 10 [--rows ...] [--home DIR]

The demo brand with its plan, and a sheet of posts by day beside its exports. Needs wrk. With `--home` the
brand is made once and kept there. Wanted: p50 <= 40 ms and p95 <= 150 ms for one user on every page; for
fifty users p95 <= 1 s, no error, 1 GB of memory at most; a page at most 150 KB on the line, 600 KB with its
charts. A long load of 200 users for ten minutes must not break it: what it cannot take it refuses with 503
and Retry-After, memory does not go on growing, and afterwards it answers as before.
"""

import argparse
import re
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
from served_site import Served, serving

from milepost.demo.brand import write_exports
from milepost.demo.living import import_exports, write_plan
from milepost.sources import Answers
from milepost.workspace.imports import import_files
from milepost.workspace.opening import init_workspace

ROUNDS = 40
DAYS = 450
CHANNELS = ("instagram", "facebook", "linkedin", "x", "tiktok", "youtube", "pinterest", "threads")


def main() -> None:
    """Make the brand, serve it, and time its pages."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, default=4_000_000)
    words.add_argument("--home", type=Path)
    words.add_argument("--seconds", type=int, default=20)
    words.add_argument("--clients", type=int, help="only a long load: so many users at once")
    words.add_argument("--minutes", type=float, default=10, help="how long that load is")
    said = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="milepost-web-") as folder:
        home = said.home or Path(folder) / "home"
        if not (home / "milepost.toml").exists():
            make(home, said.rows)
        with serving(home, workers=2) as site:
            paths = pages(site)
            if said.clients:
                long(site, paths, said.clients, said.minutes)
                return
            alone(site, paths)
            together(site, paths, said.seconds)


def make(home: Path, rows: int) -> None:
    """The brand, its plan, and its posts by day."""
    started = time.monotonic()
    today = datetime.now(UTC).date()
    with tempfile.TemporaryDirectory(prefix="milepost-exports-") as folder:
        made = write_exports(Path(folder), last_day=today - timedelta(days=1))
        workspace = init_workspace(
            home, brand=made.name, currency=made.currency, zone=made.zone, week_start=made.week_start
        )
        import_exports(workspace, made)
        write_plan(workspace, made)
        sheet = Path(folder) / "posts by day.csv"
        write_posts(sheet, rows, today - timedelta(days=1))
        (report,) = import_files(workspace, [sheet], Answers(), brand=made.name)
    kept = sum(table.rows_kept for table in report.reports)
    print(
        f"made a brand of {kept:,} facts in one sheet ({report.status}) in {time.monotonic() - started:.0f} s"
    )


def write_posts(sheet: Path, rows: int, last: object) -> None:
    """Posts of eight channels, each with its days: invented, and the same on every run."""
    duckdb.sql(
        f"""
        COPY (
            SELECT DATE '{last}' - ((n // {rows // DAYS + 1}))::INTEGER AS date,
                   ['{"','".join(CHANNELS)}'][n % 8 + 1] AS channel,
                   'P' || (n % {rows // DAYS + 1}) AS post_id,
                   'Campaign ' || (n % 40) AS campaign, 'reel' AS format,
                   n * 7 % 2000 AS impressions, n * 11 % 1500 AS reach, n * 3 % 90 AS likes,
                   n % 9 AS comments, n % 7 AS shares, n % 12 AS saves
            FROM range({rows}) AS t(n)
        ) TO '{sheet}' (HEADER)
        """
    )


def pages(site: Served) -> list[str]:
    """Every page of the brand that a link leads to from its board and from the pages behind that."""
    owner, found, ahead = site.owner(), {}, ["/b/quillfen/"]
    while ahead:
        path = ahead.pop(0)
        if path in found:
            continue
        started = time.monotonic()
        answer = owner.get(path)
        found[path] = time.monotonic() - started
        if answer.status_code != 200 or "text/html" not in answer.headers["content-type"]:
            del found[path]
            continue
        if len([one for one in found if one.count("/") > 4]) < 12:
            ahead += [p for p in re.findall(r'href="(/b/quillfen/[^"?#.]*)"', answer.text) if p not in found]
    print("first time, the slowest:")
    for path, seconds in sorted(found.items(), key=lambda pair: -pair[1])[:6]:
        print(f"  {seconds:6.2f} s  {path}")
    return list(found)


def alone(site: Served, paths: list[str]) -> None:
    """One user, one page after the other."""
    owner = site.owner()
    print(f"\n{'page':40} {'p50 ms':>8} {'p95 ms':>8} {'KB':>7}")
    for path in paths:
        times = []
        for _ in range(ROUNDS):
            started = time.monotonic()
            answer = owner.get(path, headers={"Accept-Encoding": "gzip"})
            times.append((time.monotonic() - started) * 1000)
            assert answer.status_code == 200, path
        size = int(answer.headers.get("content-length", 0)) or answer.num_bytes_downloaded
        late = statistics.quantiles(times, n=20)[-1]
        mark = "  MISSED" if statistics.median(times) > 40 or late > 150 else ""
        print(f"{path[:40]:40} {statistics.median(times):8.1f} {late:8.1f} {size / 1000:7.1f}{mark}")


def together(site: Served, paths: list[str], seconds: int) -> None:
    """Fifty users at once, over all pages in turn."""
    print("\nfifty users:", loaded(site, paths, 50, seconds, lambda _passed, _held: None))
    print(f"memory of all processes: {memory(site):.0f} MB")


def long(site: Served, paths: list[str], clients: int, minutes: float) -> None:
    """Many users for many minutes: what fails, how late answers are, how memory grows, and how it ends."""
    held: list[float] = []

    def told(passed: float, now: float) -> None:
        held.append(now)
        print(f"  after {passed:4.0f} s: {now:5.0f} MB", flush=True)

    print(f"\n{clients} users for {minutes:g} minutes, memory of all processes:")
    before = memory(site)
    answers = loaded(site, paths, clients, round(minutes * 60), told)
    print(f"{clients} users: {answers}")
    early, late = (
        statistics.median(part) for part in (held[: len(held) // 3 or 1], held[-(len(held) // 3 or 1) :])
    )
    print(f"memory: {before:.0f} MB before, {early:.0f} MB in the first third, {late:.0f} MB in the last")
    started = time.monotonic()
    status = site.owner().get("/b/quillfen/").status_code
    print(f"afterwards the board answers {status} in {time.monotonic() - started:.2f} s")


def loaded(
    site: Served, paths: list[str], clients: int, seconds: int, told: Callable[[float, float], None]
) -> str:
    """What wrk says of so many clients; meanwhile `told` hears the seconds passed and the memory held.

    Answers of 503 are counted apart, with those among them that do not say when to come again.
    """
    cookies = "; ".join(f"{name}={value}" for name, value in site.owner().client.cookies.items())
    listed = ",".join(f'"{path}"' for path in paths)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(
            f"local paths = {{{listed}}}\nlocal n = 0\nlocal threads = {{}}\nbusy, bare = 0, 0\n"
            f'wrk.headers["Cookie"] = "{cookies}"\nwrk.headers["Accept-Encoding"] = "gzip"\n'
            "setup = function(thread) table.insert(threads, thread) end\n"
            "request = function() n = n + 1; return wrk.format(nil, paths[n % #paths + 1]) end\n"
            "response = function(status, headers) if status == 503 then busy = busy + 1; "
            'if not headers["Retry-After"] then bare = bare + 1 end end end\n'
            "done = function(s, l, r) local busy, bare = 0, 0\n"
            'for _, t in ipairs(threads) do busy = busy + t:get("busy"); bare = bare + t:get("bare") end\n'
            'io.write(string.format("p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, %d requests, %d errors '
            '(%d late, %d cut off, %d of status, of which 503 %d, without Retry-After %d)\\n", '
            "l:percentile(50)/1000, l:percentile(95)/1000, l:percentile(99)/1000, s.requests, "
            "s.errors.status + s.errors.timeout + s.errors.connect + s.errors.read + s.errors.write, "
            "s.errors.timeout, s.errors.connect + s.errors.read + s.errors.write, s.errors.status, "
            "busy, bare)) end\n"
        )
        script.flush()
        words = [
            "wrk",
            "-t2",
            f"-c{clients}",
            f"-d{seconds}s",
            "--timeout",
            "10s",
            "-s",
            script.name,
            site.url,
        ]
        started = time.monotonic()
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as load:
            while load.poll() is None:
                try:
                    load.wait(timeout=max(1.0, seconds / 20))
                except subprocess.TimeoutExpired:
                    told(time.monotonic() - started, memory(site))
            assert load.stdout is not None
            said = load.stdout.read()
    return next(line for line in said.splitlines() if line.startswith("p50"))


def memory(site: Served) -> float:
    """What all processes of the site hold, shared pages counted once (PSS), in MB."""
    kilobytes = 0
    for process in Path("/proc").iterdir():
        try:
            words = (process / "cmdline").read_bytes()
            if str(site.home).encode() in words and b"milepost.web" in words:
                told = (process / "smaps_rollup").read_text()
                kilobytes += int(told.split("Pss:", 1)[1].split()[0])
        except OSError:
            continue
    return kilobytes / 1000


if __name__ == "__main__":
    main()
