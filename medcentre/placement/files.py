"""Lists of the placement room as spreadsheets."""

import io

from medcentre.kernel.clock import centre_time
from medcentre.kernel.context import ServiceContext, reads
from medcentre.kernel.permissions import Data, export
from medcentre.kernel.wording import Lang
from medcentre.papers.forms.lists import ContactListDoc

_HEADS = {
    Lang.ZH: ("序", "入所号", "姓名", "同住处", "自", "至", "时长（小时）", "现住"),
    Lang.EN: ("No.", "Number", "Name", "Shared place", "From", "To", "Hours", "Now"),
}
_TOPS = {
    Lang.ZH: ("同住查询", "被查询人入所号", "时段", "查询人"),
    Lang.EN: ("Contacts", "Person asked about", "Window", "Asked by"),
}


@reads(export(Data.DIAGNOSIS))
def contacts_workbook(ctx: ServiceContext, doc: ContactListDoc) -> bytes:
    """A contact list as .xlsx, the person asked about by number only (SEC-01, IC-03)."""
    import xlsxwriter  # only this export needs it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold, hours = book.add_format({"bold": True}), book.add_format({"num_format": "0.0"})
    sheet = book.add_worksheet(_TOPS[ctx.lang][0])
    for row, (words, value) in enumerate(
        zip(_TOPS[ctx.lang][1:], (doc.number, doc.window, doc.asked_by), strict=True)
    ):
        sheet.write_string(row, 0, words, bold)
        sheet.write_string(row, 1, value)
    sheet.write_row(4, 0, _HEADS[ctx.lang], bold)
    sheet.freeze_panes(5, 0)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 7, 18)
    for number, line in enumerate(doc.lines, 1):
        row = 4 + number
        sheet.write_number(row, 0, number)
        times = (line.first, line.last)
        moments = [f"{centre_time(t):%Y-%m-%d %H:%M}" if t else "" for t in times]
        texts = (line.person.number, line.person.name, line.place, *moments)
        for column, text in enumerate(texts, 1):
            sheet.write_string(row, column, text)
        sheet.write_number(row, 6, float(line.hours), hours)
        sheet.write_string(row, 7, line.now)
    book.close()
    return out.getvalue()
