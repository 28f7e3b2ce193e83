"""W1 as formulas of a workbook that LibreOffice Calc recalculates: calc_sheet.py PATHS

Three sheets have a column for each path and a row for each day: closes, 20-day averages, closes in a row at or above the
trigger. A fourth has the results. Only the recalculation of every cell is timed, not writing, starting or loading.
"""

import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import uno
import xlsxwriter
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from xlsxwriter.utility import xl_rowcol_to_cell as cell

import w1

START_SECONDS = 60


def write(file, paths):
    with xlsxwriter.Workbook(file) as book:
        closes, averages, in_a_row, results = (book.add_worksheet(name) for name in ("Closes", "Averages", "InARow", "Results"))
        for path in range(paths):
            for day in range(w1.CLOSES):
                before = cell(day - 1, path) if day else w1.START
                closes.write_formula(day, path, f"={before}*EXP({w1.STEP!r}+{w1.DEVIATION!r}*NORMSINV(RAND()))")
                counted = f"InARow!{cell(day - 1, path)}" if day else 0
                in_a_row.write_formula(day, path, f"=IF(Closes!{cell(day, path)}>={w1.TRIGGER},{counted}+1,0)")
            for day in range(w1.WINDOW - 1, w1.CLOSES):
                averages.write_formula(day, path, f"=AVERAGE(Closes!{cell(day - w1.WINDOW + 1, path)}:{cell(day, path)})")
            last = w1.CLOSES - 1
            results.write_formula(path, 0, f"=MAX({w1.FLOOR},MIN({w1.CEILING},Averages!{cell(last, path)}))")
            results.write_formula(path, 1, f"=IFERROR(MATCH({w1.WINDOW},InARow!{cell(0, path)}:{cell(last, path)},0)-1,-1)")


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            office = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def recalculate(desktop, file):
    """Returns the median seconds of three recalculations, and the rows of Results after the last."""
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    document = desktop.loadComponentFromURL(file.as_uri(), "_blank", 0, (hidden,))
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        document.calculateAll()
        seconds.append(time.perf_counter() - began)
    rows = document.Sheets.getByName("Results").getCellRangeByPosition(0, 0, 1, paths - 1).getDataArray()
    document.close(True)
    return statistics.median(seconds), rows


paths = int(sys.argv[1])
with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
    book = pathlib.Path(folder) / "w1.xlsx"
    write(book, paths)
    pipe = f"w1-{os.getpid()}"
    profile = pathlib.Path(folder, "profile").as_uri()
    office = subprocess.Popen(["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile}", f"--accept=pipe,name={pipe};urp;"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        desktop = connect(pipe)
        seconds, rows = recalculate(desktop, book)
        desktop.terminate()
        office.wait(30)
    finally:
        office.kill()
hits = [day for _, day in rows if day >= 0]
w1.line("Calc", paths, seconds, sum(price for price, _ in rows), len(hits), sum(hits))
