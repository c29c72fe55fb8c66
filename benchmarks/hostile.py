"""Files that mean harm: how soon each is answered, by how much memory, and that nothing else is left.

    python benchmarks/hostile.py [--keep DIR]

Each file is imported by a process of its own. Wanted: an answer within 5 s and 300 MB above what an ordinary
small file takes (largest process of the tree), exit code 0 or 1, and no file outside the workspace.
"""

import argparse
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

MB = 1_000_000


def text(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def one_line(folder: Path) -> Path:
    path = folder / "one-line.csv"
    with path.open("wb") as file:
        file.write(b"Date,Likes\n2026-03-01,")
        for _ in range(1000):
            file.write(b"1" * MB)
    return path


def one_quote(folder: Path) -> Path:
    path = folder / "open-quote.csv"
    with path.open("wb") as file:
        file.write(b'Date,Likes\n2026-03-01,"')
        for _ in range(300):
            file.write(b"2026-03-01,5\n" * 80_000)
    return path


def columns(folder: Path) -> Path:
    head = ",".join(["Date", *(f"m{n}" for n in range(100_000))])
    rows = "\n".join(f"2026-03-0{d}," + ",".join(["1"] * 100_000) for d in range(1, 6))
    return text(folder / "columns.csv", f"{head}\n{rows}\n".encode())


def bomb(folder: Path) -> Path:
    path = folder / "bomb.xlsx"
    row = b'<row><c t="inlineStr"><is><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></is></c></row>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELS)
        archive.writestr("xl/workbook.xml", WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", BOOK_RELS)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as file:
            file.write(
                b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
            )
            for _ in range(400):
                file.write(row * 10_000)
            file.write(b"</sheetData></worksheet>")
    return path


def corner(folder: Path) -> Path:
    path = folder / "corner.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Date")
        sheet.write(1_048_575, 16_383, 1)
    return path


def text_bomb(folder: Path) -> Path:
    path = folder / "text-bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.csv", "w") as file:
        file.write(b"Date,Likes\n")
        for _ in range(400):
            file.write(b"2026-03-01,5\n" * 80_000)
    return path


def nested(folder: Path) -> Path:
    inner = text_bomb(folder)
    path = folder / "nested.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20):
            archive.write(inner, f"{number}.zip")
    inner.unlink()
    return path


def million_entries(folder: Path) -> Path:
    path = folder / "entries.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(150_000):
            archive.writestr(f"{number}.csv", b"")
    return path


def lying_zip(folder: Path) -> Path:
    """Its directory says ten bytes where 400 MB come out."""
    path = text_bomb(folder).rename(folder / "lying.zip")
    data = bytearray(path.read_bytes())
    start = data.rindex(b"PK\x01\x02")
    data[start + 24 : start + 28] = struct.pack("<I", 10)
    return text(path, bytes(data))


def traversing(folder: Path) -> Path:
    path = folder / "traversing.zip"
    names = ("../../escaped.csv", "/tmp/escaped.csv", "..\\escaped.csv", "C:\\escaped.csv")
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, b"Date,Likes\n2026-03-01,5\n")
    return path


def entities(folder: Path) -> Path:
    lines = ['<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a0 "lol">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    body = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&a11;</Workbook>'
    return text(folder / "entities.xls", "\n".join([*lines, "]>", body]).encode())


def outside(folder: Path) -> Path:
    body = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&x;</Workbook>'
    head = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return text(folder / "outside.xls", (head + body).encode())


def nuls(folder: Path) -> Path:
    rows = b"".join(b"2026-03-01,%d\x00,x\n" % n for n in range(200_000))
    return text(folder / "nuls.csv", b"Date,Likes,Note\n" + rows)


def backtracking(folder: Path) -> Path:
    cells = ["a" * 100_000, "(" * 100_000, " " * 100_000 + "!", "1," * 50_000, "-" * 100_000, "é" * 100_000]
    quoted = ",".join(f'"{cell}"' for cell in cells)
    return text(
        folder / "backtracking.csv", f"# {cells[0]}\n# {cells[4]}: {cells[0]}\n{quoted}\n{quoted}\n".encode()
    )


def preambles(folder: Path) -> Path:
    return text(
        folder / "preambles.csv", b"".join(b"# Start date: 2024010%d\n" % (n % 9 + 1) for n in range(400_000))
    )


def tables(folder: Path) -> Path:
    block = b"\nTitle\nDate,Likes\n2026-03-01,5\n"
    return text(folder / "tables.csv", block * 40_000)


FILES: tuple[Callable[[Path], Path], ...] = (
    *(one_line, one_quote, columns, bomb, corner, text_bomb, nested, million_entries, lying_zip, traversing),
    *(entities, outside, nuls, backtracking, preambles, tables),
)
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
RELS = (
    f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
BOOK_RELS = (
    f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
WORKBOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    f'xmlns:r="{_OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def answer(path: Path, home: Path) -> tuple[float, float, int, str]:
    """Seconds, the megabytes of the largest process, exit code and status of importing one file."""
    command = [sys.executable, "-m", "milepost", "import", str(path), "--home", str(home), "--json"]
    began = time.perf_counter()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(command, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        out.seek(0)
        try:
            said = {entry["status"] for entry in json.load(out)["files"]}
        except ValueError:
            err.seek(0)
            said = {err.read()[-200:].decode("utf-8", "replace")}
    return seconds, usage.ru_maxrss / 1000, os.waitstatus_to_exitcode(status), ", ".join(sorted(said))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", default="")
    only = parser.parse_args().only
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = folder / "home"
        make = [sys.executable, "-m", "milepost", "init", str(home), "--brand", "Bench"]
        subprocess.run(make, check=True, capture_output=True)
        usual = answer(text(folder / "usual.csv", b"date,likes\n2026-03-01,5\n"), home)
        print(f"{'an ordinary file':18} {usual[0]:6.2f} s {usual[1]:6.0f} MB  exit {usual[2]}  {usual[3]}")
        for build in FILES:
            if only and only not in build.__name__:
                continue
            here = folder / "exports"
            here.mkdir()
            path = build(here)
            size = path.stat().st_size / MB
            before = set(here.parent.iterdir())
            seconds, peak, code, said = answer(path, home)
            bad = (
                seconds > 5 or peak > usual[1] + 300 or code not in {0, 1} or set(folder.iterdir()) != before
            )
            word = "TOO MUCH" if bad else "ok"
            print(
                f"{build.__name__:18} {seconds:6.2f} s {peak:6.0f} MB  exit {code}  {said[:60]}  "
                f"({size:,.1f} MB)  {word}",
                flush=True,
            )
            shutil.rmtree(here)


if __name__ == "__main__":
    main()
