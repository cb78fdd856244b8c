"""A round as an Excel workbook that reckons along.

The first sheet is what `import_results` reads: the rows as in the CSV, one below the other, with
nothing between or merged, so that a pivot table takes them too. On the other sheets formulas over
these rows stand beside the figures of flevonorm, with a control that must be 0.

Text of people is written as text and never computed. The same data gives the same bytes.
"""

from typing import IO

from xlsxwriter import Workbook

from reports.exports.about import CREATOR, About
from reports.exports.counting import Counting
from reports.exports.explanation import explanation
from reports.exports.extract import Extract
from reports.exports.figure_sheets import figure_sheets
from reports.exports.xlsx_charts import write_charts
from reports.exports.xlsx_sheets import write_explanation, write_figures, write_results
from reports.exports.xlsx_styles import Styles

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(extract: Extract, file: IO[bytes]) -> None:
    """A large workbook goes through temporary files, a small one stays in memory."""
    about = About.of(extract)
    options = (
        {**PLAIN, "constant_memory": True} if extract.is_large else {**PLAIN, "in_memory": True}
    )
    book = Workbook(file, options)
    _describe(book, about)
    styles = Styles.of(book)
    counting = Counting(extract)
    write_results(book, styles, about, counting)
    sheets = figure_sheets(counting)
    write_explanation(book, styles, about, explanation(extract, about, sheets))
    for sheet in sheets:
        write_figures(book, styles, about, sheet)
    write_charts(book, styles, about, sheets)
    book.close()


def _describe(book: Workbook, about: About) -> None:
    book.set_properties(
        {
            "title": about.title,
            "subject": about.subject,
            "author": CREATOR,
            "category": about.level.value,
            "status": about.state,
            "keywords": about.mark,
            "created": about.moment,
        }
    )
    for name, value in about.properties.items():
        book.set_custom_property(name, value, "text")
