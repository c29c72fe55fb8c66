"""`milepost serve` as it is typed: makes a workspace where there is none, and becomes the site."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
from free_port import free_port


def test_serving_where_there_is_no_workspace_makes_an_empty_one(tmp_path: Path) -> None:
    home, port = tmp_path / "new", free_port()
    words = [sys.executable, "-m", "milepost", "serve", "--home", str(home), "--port", str(port)]
    site = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=os.environ | {"COLUMNS": "200"})
    try:
        assert site.stdout is not None
        said = [site.stdout.readline() for _ in range(4)]
        assert said[0].startswith("There was no workspace yet")
        link = next(line.strip() for line in said if "/join/" in line)
        assert httpx.get(link, trust_env=False).status_code == 200
        assert (home / "milepost.toml").is_file()
    finally:
        site.terminate()
        site.communicate(timeout=30)
