"""The five writings of the small centre."""

from pathlib import Path
from typing import Any

from tests.setup.small_centre import STYLES, Centre, chinese_day, save, save_csv


def plain(centre: Centre, folder: Path) -> None:
    """Like the book, but other names, other order, extra columns, all date styles."""
    head = ["#", "住院号", "学员姓名", "证件号码", "男女", "性别", "出生年月", "籍贯", "收治日期", "收治时间",
            "决定书编号", "送戒单位", "决定时间", "临床诊断", "病区", "床位", "护理等级", "收费类别"]  # fmt: skip
    rows: list[list[Any]] = [["某某中心收治花名册"], [], head]
    for i, p in enumerate(centre.census):
        style, other = STYLES[i % len(STYLES)], STYLES[(i + 3) % len(STYLES)]
        rows.append([i + 1, p["no"], p["name"], p["id"], None, p["sex"], other(p["birth"]), "贵州", style(p["admitted"].date()),
                     f"{p['admitted']:%H:%M}".replace(":", "："), p["decision"], p["organ"], style(p["decided"]),
                     p["illness"], p["zone"], p["bed"], f"{p['care']}护理", p["class"]])  # fmt: skip
    rows += [
        ["合  计", None, len(centre.census)],
        [],
        ["填表人：", None, None, "审核："],
        ["注：本表由管教科填报"],
    ]
    save(folder / "学员名册.xlsx", {"封面": [["某某中心"]], "在册": rows})
    save(folder / "床位.xlsx", {"Sheet1": [["床位一览表"], ["床位号", "病房", "病区", "名称", "收治性别", "设施"],
         *[[z["bed"], z["room"], z["zone"], z["name"], z["sex"], "，".join(z["attributes"])] for z in centre.zones]]})  # fmt: skip
    save(folder / "民警.xlsx", {"人员": [["姓名", "工号", "人员类别", "性别", "能否夜班", "备注"],
         *[[s["name"], s["no"], s["category"], s["sex"], s["night"], s["remark"]] for s in centre.staff]]})  # fmt: skip
    _movements(centre, folder / "变动.xlsx")
    _costs(centre, folder / "支出.xlsx")


def _movements(centre: Centre, path: Path) -> None:
    rows: list[list[Any]] = [["姓名", "住院号", "变动类型", "开始时间", "结束时间"]]
    for m in centre.movements:
        rows.append(
            [
                m["name"],
                m["no"],
                m["kind"].replace("→", "->"),
                f"{m['start']:%Y/%m/%d %H:%M}",
                m["end"],
            ]
        )
    save(path, {"变动": rows})


def _costs(centre: Centre, path: Path) -> None:
    rows: list[list[Any]] = [["凭证编号", "记账日期", "科目", "受益分区", "住院号", "发生额(元)"]]
    for i, c in enumerate(centre.costs):
        amount: Any = c["amount"] if i % 2 else f"￥{c['amount']:,.2f}"
        rows.append([c["voucher"], STYLES[i](c["day"]), c["item"], c["zone"], c["no"], amount])
        if i == 2:
            rows.append(["本页小计", None, None, None, None, 3003.5])
    rows.append([None, None, "总计", None, None, 6018])
    save(path, {"明细": rows})


def two_rows(centre: Centre, folder: Path) -> None:
    """Two heading rows with merged groups, totals by zone in between, repeated headings, one workbook."""
    upper = [
        "序号",
        "基本情况",
        None,
        None,
        None,
        "强制隔离戒毒决定书",
        None,
        None,
        "收治情况",
        None,
        None,
        None,
        None,
        "费用类别",
    ]
    lower = [
        None,
        "姓名",
        "性别",
        "身份证号",
        "编号",
        "文号",
        "机关",
        "日期",
        "入所日期",
        "时刻",
        "分区",
        "床号",
        "病情",
        None,
    ]
    rows: list[list[Any]] = [["花名册"], upper, lower]
    for i, p in enumerate(centre.census):
        if i in (6, 12):
            rows += [["小计", f"{i}人"], [], list(upper), list(lower)]
        rows.append([i + 1, " " + p["name"][0] + "　" + p["name"][1:] + " ", p["sex"] + " ", p["id"].lower(), f"'{p['no']}", p["decision"],
                     p["organ"], chinese_day(p["decided"]), p["admitted"], f"{p['admitted'].hour}点{p['admitted'].minute}",
                     {"A1": "甲区", "B2": "乙 区"}[p["zone"]], p["bed"].lower().replace("-0", "-"), p["illness"],
                     p["class"].replace("F", "f ") if p["class"] else "/"])  # fmt: skip
    rows += [
        ["总计", f"{len(centre.census)}人"],
        ["制表人：甲", None, None, None, None, "复核人：乙"],
    ]
    beds: list[list[Any]] = [["分区", "房间", "床号", "性别", "属性"]]
    merges = []
    for i, z in enumerate(centre.zones):
        first = i % 3 == 0
        beds.append(
            [
                z["zone"] if first else None,
                z["room"] if first else None,
                z["bed"][-1],
                z["sex"],
                "/".join(z["attributes"]),
            ]
        )
        if first:
            merges += [f"A{i + 2}:A{i + 4}", f"B{i + 2}:B{i + 4}"]
    names: list[list[Any]] = [["代码", "名称"]]
    staff: list[list[Any]] = [["工号", "姓名", "性别", "岗位", "职务", "备注"],
             *[[s["no"], s["name"], s["sex"], None, "民警", s["remark"]] for s in centre.staff]]  # fmt: skip
    zone_rows = [
        [*b, n] for b, n in zip(beds, ["对外名称", *[z["name"] for z in centre.zones]], strict=True)
    ]
    save(folder / "全部.xlsx", {"说明": names, "在所人员": rows, "出入": _event_rows(centre), "床位": zone_rows, "职工": staff},
         {"在所人员": ["A1:N1", "A2:A3", "B2:E2", "F2:H2", "I2:M2", "N2:N3"], "床位": merges})  # fmt: skip
    _costs(centre, folder / "账.xlsx")


def _event_rows(centre: Centre) -> list[list[Any]]:
    """Leaving and returning as rows of their own."""
    rows: list[list[Any]] = [["日期", "具体时间", "姓名", "编号", "事由", "备注"]]
    for m in centre.movements:
        rows.append(
            [
                m["start"].date(),
                f"{m['start']:%H:%M}",
                m["name"],
                m["no"],
                m["kind"].split("(")[0],
                m["kind"],
            ]
        )
        if m["end"]:
            rows.append([m["end"].date(), f"{m['end']:%H:%M}", m["name"], m["no"], "返回", None])
    return rows


def gb_csv(centre: Centre, folder: Path) -> None:
    """csv in GB 18030 and UTF-8, semicolons, no birth column, times inside the date, no zone."""
    rows: list[list[Any]] = [
        [
            "姓名",
            "公民身份号码",
            "性别",
            "病员编号",
            "入院时间",
            "文书编号",
            "起算日期",
            "床号",
            "疾病",
            "费别",
            "护理",
        ]
    ]
    for p in centre.census:
        rows.append([p["name"], p["id"], {"男": "M", "女": "F"}[p["sex"]], p["no"], f"{p['admitted']:%Y-%m-%d %H:%M:%S}",
                     p["decision"], f"{p['decided']:%Y%m%d}", p["bed"], p["illness"], p["class"], p["care"]])  # fmt: skip
    save_csv(folder / "census.csv", rows, "gb18030")
    save_csv(folder / "zones.csv", [["区号", "区名", "房号", "床号", "性别"],
             *[[z["zone"], z["name"], z["room"], z["bed"], z["sex"]] for z in centre.zones]], "utf-8-sig", ";")  # fmt: skip
    moves = [["编号", "事项", "离所时间", "归所时间"]]
    moves += [
        [
            m["no"],
            m["kind"].replace("(", "（").replace(")", "）"),
            str(m["start"]),
            str(m["end"] or ""),
        ]
        for m in centre.movements
    ]
    save_csv(folder / "出入.csv", moves, "gb18030", "\t")
    save_csv(
        folder / "staff.csv",
        [
            ["编号", "姓名", "性别", "类别", "职称"],
            *[[s["no"], s["name"], s["sex"], s["category"], "民警"] for s in centre.staff],
        ],
        "utf-16",
    )
    save_csv(
        folder / "costs.csv",
        [
            ["日期", "摘要", "金额", "凭证号", "分区", "编号"],
            *[
                [
                    str(c["day"]),
                    c["item"] + "支出",
                    f"{c['amount']:.2f}",
                    c["voucher"],
                    c["zone"],
                    c["no"],
                ]
                for c in centre.costs
            ],
        ],
        "utf-8",
    )


def strange_headings(centre: Centre, folder: Path) -> None:
    """Headings that say little or the wrong thing: only the cells tell."""
    head = ["行", "谁", "证照", "病人代号", "来所", "依据", "作出", "睡哪", "症", "档", "性"]
    rows: list[list[Any]] = [[head[0], "姓名", head[2], "学员编号", "入所日期", *head[5:]]]
    for i, p in enumerate(centre.census):
        rows.append([i + 1, p["name"], p["id"], int(p["no"]), f"{p['admitted']:%Y.%m.%d %H:%M}", p["decision"], p["decided"],
                     p["bed"].replace("-", "－"), p["illness"], p["class"], p["sex"]])  # fmt: skip
    rows[0][6] = "决定日期"
    rows[0][8] = "诊断"
    save(folder / "名册.xlsx", {"三": rows})
    save(
        folder / "分区.xlsx",
        {
            "a": [
                ["管区", "监室", "铺位", "男女"],
                *[[z["zone"], z["room"], z["bed"], z["sex"]] for z in centre.zones],
            ]
        },
    )
    _movements(centre, folder / "异动.xlsx")


def html_xls(centre: Centre, folder: Path) -> None:
    """A page of a web system named .xls, ID numbers as formula text, and columns in reverse."""
    head = [
        "备注",
        "费用类别",
        "护理级别",
        "床号",
        "所在分区",
        "诊断",
        "决定日期",
        "决定书文号",
        "入所日期",
        "出生日期",
        "身份证号码",
        "性别",
        "姓名",
        "学员编号",
    ]
    rows = []
    for i, p in enumerate(centre.census):
        rows.append(["", p["class"], p["care"], p["bed"], p["zone"], p["illness"], STYLES[2](p["decided"]), p["decision"],
                     f"{STYLES[(i % 3) + 1](p['admitted'].date())} {p['admitted']:%H:%M}", STYLES[5](p["birth"]), p["id"], p["sex"], p["name"], p["no"]])  # fmt: skip

    def cells(row: list[Any], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{c}</{tag}>" for c in row) + "</tr>"

    html = (
        "<html><table>"
        + f"<tr><td colspan=14>花名册</td></tr>{cells(head, 'th')}"
        + "".join(cells(r, "td") for r in rows)
        + "</table></html>"
    )
    (folder / "census.xls").write_text(html, "utf-8")
    save(
        folder / "zones.xlsx",
        {
            "分区床位": [
                ["床号", "房间", "分区代码", "性别"],
                *[[z["bed"], z["room"], z["zone"], z["sex"]] for z in centre.zones],
            ]
        },
    )
    _movements(centre, folder / "movements.xlsx")


VARIANTS = (plain, two_rows, gb_csv, strange_headings, html_xls)
