"""What openpyxl reads in the workbook of the six forms, against the list of their columns.

    check.py FOLDER COLUMNS

FOLDER holds sheets.xlsx and sheets.json, written by the example `sheets` of the crate `papers`. COLUMNS is the
list of columns of the forms. Headings, merged cells and column numbers are worked out here from that list alone;
names and values come from the JSON, in base units (đồng, square decimetres).
"""

import csv
import json
import sys
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

SCALE = {"count": Decimal(1), "million-dong": Decimal(1_000_000), "square-metres": Decimal(100)}
LANDSCAPE, A4 = "landscape", 9

passed = failed = 0


def check(what, found, expected):
    global passed, failed
    if found == expected:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {what}\n  found    {found!r}\n  expected {expected!r}")


def paths(columns):
    """Headings of each column from the top, its label last."""
    return [
        ([part for part in column["groups"].split(" > ") if part], column["label"]) for column in columns
    ]


def headings(columns, top):
    """The cells of the heading as (first row, first column, last row, last column) -> text, counted from 1."""
    columns = paths(columns)
    depth = max(len(groups) for groups, _ in columns) + 1
    cells = {(top, 1, top + depth - 1, 1): "Đơn vị"}
    for level in range(depth):
        # Neighbours with the same headings down to this level; a column that ends above has none.
        def key(numbered):
            at, (groups, _) = numbered
            return tuple(groups[: level + 1]) if len(groups) > level else ("", at)

        for path, run in groupby(enumerate(columns), key):
            run = list(run)
            first, last = run[0][0] + 2, run[-1][0] + 2
            groups, label = run[0][1]
            if path[0] != "":
                cells[(top + level, first, top + level, last)] = path[-1]
            elif len(groups) == level:
                cells[(top + level, first, top + depth - 1, last)] = label
    return cells, depth


def spans(sheet):
    return {(r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges}


def row_of(sheet, text):
    rows = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == text]
    check(f"{sheet.title}: rows that begin with {text!r}", len(rows), 1)
    return rows[0]


def check_frame(sheet, form, data, heading, last):
    """What stands above the table, and where."""
    check(f"{form}: code", sheet["A1"].value, f"Biểu số: {form}")
    width = last
    lines = [data["title"].upper(), data["period_line"], data["attached_line"]]
    rows = [row for row in range(1, heading) if sheet.cell(row, 1).value in lines]
    check(f"{form}: lines above", [sheet.cell(row, 1).value for row in rows], lines)
    for row in rows:
        check(f"{form}: row {row} is one cell", (row, 1, row, width) in spans(sheet), True)
    found = [cell.value for row in sheet.iter_rows(1, heading - 1, 2) for cell in row if cell.value]
    check(f"{form}: who reports", found, [line.upper() for line in data["body"]])


def check_heading(sheet, form, columns, heading):
    expected, depth = headings(columns, heading)
    for (row, column, *_), text in expected.items():
        where = f"{form}: heading {get_column_letter(column)}{row}"
        check(where, sheet.cell(row, column).value, text)
    merged = {span for span in expected if span[:2] != span[2:]}
    inside = {span for span in spans(sheet) if span[0] >= heading and span[2] < heading + depth}
    check(f"{form}: merged cells of the heading", inside, merged)
    across = {span for span in spans(sheet) if span[0] < heading + depth <= span[2]}
    check(f"{form}: no merged cell crosses the end of the heading", across, set())

    numbers = heading + depth
    check(f"{form}: name of the row of numbers", sheet.cell(numbers, 1).value, "MS")
    for at, column in enumerate(columns, start=2):
        number = int(column["column"])
        expected = f"{number}{column['formula']}" if column["formula"] else number
        cell = sheet.cell(numbers, at)
        check(f"{form}: number of column {number}", (type(cell.value), cell.value), (type(expected), expected))
    check(f"{form}: no column more", sheet.cell(numbers, len(columns) + 2).value, None)
    return numbers


def pattern(value):
    decimals = max(0, -value.normalize().as_tuple().exponent)
    return "#,##0." + "0" * decimals if decimals else "#,##0"


def check_rows(sheet, form, columns, data, numbers):
    for at, row in enumerate(data["rows"], start=numbers + 1):
        name = sheet.cell(at, 1)
        check(f"{form}: name of row {at}", name.value, row["name"])
        check(f"{form}: total in bold in row {at}", bool(name.font.bold), row["is_total"])
        found, formats, kinds, bold = [], [], set(), set()
        for column in range(2, len(columns) + 2):
            cell = sheet.cell(at, column)
            found.append(Decimal(str(cell.value)))
            formats.append(cell.number_format)
            kinds.add(cell.data_type)
            bold.add(bool(cell.font.bold))
        values = [Decimal(v) / SCALE[c["unit"]] for v, c in zip(row["values"], columns, strict=True)]
        check(f"{form}: values of row {at}", found, values)
        check(f"{form}: types of row {at}", kinds, {"n"})
        check(f"{form}: decimals of row {at}", formats, [pattern(value) for value in values])
        check(f"{form}: weight of row {at}", bold, {row["is_total"]})
    return numbers + len(data["rows"])


def check_below(sheet, form, columns, data, end):
    word = row_of(sheet, f"Ghi chú ({len(columns) + 1}):")
    check(f"{form}: the notes are below the table", word > end, True)
    for row, note in enumerate(data["notes"], start=word + 1):
        check(f"{form}: note {row}", sheet.cell(row, 1).value, note)
        check(f"{form}: note {row} is one cell", (row, 1, row, len(columns) + 1) in spans(sheet), True)
    below = [cell.value for row in sheet.iter_rows(word + 1) for cell in row if cell.value]
    for signature in data["signatures"]:
        for text in [*[title.upper() for title in signature["titles"]], signature["name"]]:
            check(f"{form}: signature {text!r}", text in below, True)
    check(f"{form}: place and date", data["place_and_date"] in below, True)


def check_set_up(sheet, form, heading, numbers):
    check(f"{form}: orientation", sheet.page_setup.orientation, LANDSCAPE)
    check(f"{form}: paper", sheet.page_setup.paperSize, A4)
    check(f"{form}: as wide as the page", sheet.sheet_properties.pageSetUpPr.fitToPage, True)
    check(f"{form}: one page wide", sheet.page_setup.fitToWidth or 1, 1)
    check(f"{form}: as long as it is", sheet.page_setup.fitToHeight, 0)
    check(f"{form}: heading on each page", sheet.print_title_rows, f"${heading}:${numbers}")
    check(f"{form}: panes", sheet.freeze_panes, f"B{numbers + 1}")


def check_cells(sheet, form):
    """Nothing is a formula or an error, and what is not in a merged cell is wide enough to be read."""
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    check(f"{form}: kinds of cells", kinds <= {"n", "s"}, True)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "n" and cell.value is not None:
                digits = len(f"{cell.value:,}")
                width = sheet.column_dimensions[get_column_letter(cell.column)].width
                if digits > width:
                    check(f"{form}: {cell.coordinate} shows its number", (digits, width), "wide enough")


def main(folder, list_of_columns):
    with open(list_of_columns, encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    forms = {form: list(columns) for form, columns in groupby(lines, lambda line: line["form"])}
    data = {one["code"].split(": ")[1]: one for one in json.loads((folder / "sheets.json").read_text("utf-8"))}
    workbook = load_workbook(folder / "sheets.xlsx")
    check("names of the sheets", workbook.sheetnames, [form.replace("/", "-") for form in forms])
    check("numbers of columns", [len(columns) for columns in forms.values()], [21, 25, 23, 25, 31, 17])
    check("title", workbook.properties.title, "Biểu số liệu năm 2026")
    check("date", workbook.properties.created.isoformat(), "2026-12-17T00:00:00")
    for form, columns in forms.items():
        sheet = workbook[form.replace("/", "-")]
        heading = row_of(sheet, "Đơn vị")
        check_frame(sheet, form, data[form], heading, len(columns) + 1)
        numbers = check_heading(sheet, form, columns, heading)
        end = check_rows(sheet, form, columns, data[form], numbers)
        check_below(sheet, form, columns, data[form], end)
        check_set_up(sheet, form, heading, numbers)
        check_cells(sheet, form)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
