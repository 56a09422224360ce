<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="zh_CN">
    <context>
        <name>Curve</name>
        <message>
            <source>{n} 秒</source>
            <translation>{n} s</translation>
        </message>
    </context>
    <context>
        <name>DayHeader</name>
        <message>
            <source>夜</source>
            <translation>Nights</translation>
        </message>
        <message>
            <source>周末</source>
            <translation>W/e</translation>
        </message>
        <message>
            <source>工时</source>
            <translation>Hours</translation>
        </message>
        <message>
            <source>偏差</source>
            <translation>+/−</translation>
        </message>
    </context>
    <context>
        <name>GridView</name>
        <message>
            <source>空</source>
            <translation>Free</translation>
        </message>
        <message>
            <source>锁定或解锁</source>
            <translation>Pin or unpin</translation>
        </message>
    </context>
    <context>
        <name>IssueList</name>
        <message>
            <source>排班问题</source>
            <translation>Problems</translation>
        </message>
        <message>
            <source>没有违反规则的地方</source>
            <translation>No rule is broken</translation>
        </message>
        <message>
            <source>{n} 必须改</source>
            <translation>{n} errors</translation>
        </message>
    </context>
    <context>
        <name>RosterPage</name>
        <message>
            <source>排班表</source>
            <translation>Roster</translation>
        </message>
        <message>
            <source>上个月</source>
            <translation>Previous month</translation>
        </message>
        <message>
            <source>下个月</source>
            <translation>Next month</translation>
        </message>
        <message>
            <source>打印</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>发布</source>
            <translation>Publish</translation>
        </message>
        <message>
            <source>{year} 年 {month} 月</source>
            <translation>{year}-{month}</translation>
        </message>
        <message>
            <source>草稿·未发布</source>
            <translation>Draft</translation>
        </message>
        <message>
            <source>第 {n} 版 · {who} 发布</source>
            <translation>Version {n} · by {who}</translation>
        </message>
        <message>
            <source>{year} 年放假安排还没有载入，节假日按周末计算。</source>
            <translation>The holiday plan of {year} is not loaded; only weekends count as rest days.</translation>
        </message>
        <message>
            <source>改排班</source>
            <translation>Roster change</translation>
        </message>
        <message>
            <source>排班表已经发布</source>
            <translation>The roster is published</translation>
        </message>
        <message>
            <source>改动会记录下来，并通知本人。请写明原因，本次修改都用这个原因。</source>
            <translation>Changes are logged and shown to the person. Give the reason; it holds for this round of changes.</translation>
        </message>
        <message>
            <source>继续修改</source>
            <translation>Go on</translation>
        </message>
        <message>
            <source>已采用自动排班方案，可继续修改</source>
            <translation>The draft is on the sheet; you can go on editing</translation>
        </message>
        <message numerus="yes">
            <source>表上还有 %n 处必须改的问题</source>
            <translation>
                <numerusform>%n error is still on the roster</numerusform>
                <numerusform>%n errors are still on the roster</numerusform>
            </translation>
        </message>
        <message>
            <source>可以先改正，也可以写明原因后发布。原因随这一版保存。</source>
            <translation>Correct them first, or publish with a reason, which is kept with the version.</translation>
        </message>
        <message>
            <source>写明原因并发布</source>
            <translation>Give reason and publish</translation>
        </message>
        <message>
            <source>发布 {month} 排班表</source>
            <translation>Publish the roster of {month}</translation>
        </message>
        <message>
            <source>发布后整表存档为一个版本，以后的改动逐条记录并通知本人。</source>
            <translation>The whole sheet is filed as a version; later changes are logged one by one and shown to the person.</translation>
        </message>
        <message>
            <source>公平账结转到下个月。</source>
            <translation>The fairness ledger goes on to next month.</translation>
        </message>
        <message>
            <source>已发布第 {n} 版</source>
            <translation>Version {n} published</translation>
        </message>
        <message>
            <source>排班表 {month}</source>
            <translation>Roster {month}</translation>
        </message>
        <message>
            <source>方向键移动，字母填班，Delete 清空，句号锁定，回车看可选班次</source>
            <translation>Arrows move, letters type shifts, Delete empties, full stop pins, Enter lists shifts</translation>
        </message>
        <message>
            <source>自动排班</source>
            <translation>Draft by solver</translation>
        </message>
        <message>
            <source>填班次，字母见图例</source>
            <translation>type the shift, see the legend</translation>
        </message>
        <message>
            <source>清空</source>
            <translation>empty</translation>
        </message>
        <message>
            <source>句号</source>
            <translation>full stop</translation>
        </message>
        <message>
            <source>锁定，自动排班不改动</source>
            <translation>pin: the solver leaves it</translation>
        </message>
        <message>
            <source>向右填充</source>
            <translation>fill right</translation>
        </message>
        <message>
            <source>可选班次及其后果</source>
            <translation>possible shifts and what they break</translation>
        </message>
        <message>
            <source>民警、辅警、保安、医生、护士一张表。规则边改边查，自动排班可随时停下取用。</source>
            <translation>Police, guards, doctors and nurses on one sheet. Rules are checked as you type; the solver can be stopped and used at any time.</translation>
        </message>
        <message>
            <source>孕 7 月以上和哺乳期不排夜班、不加班。</source>
            <translation>No nights and no overtime from 7 months of pregnancy and while nursing.</translation>
        </message>
        <message>
            <source>两班之间至少休息 11 小时，夜班后 16 小时，24 小时班后 24 小时。</source>
            <translation>At least 11 hours between shifts, 16 after a night, 24 after 24 hours.</translation>
        </message>
        <message>
            <source>女区任何时候都有女警和女护士。</source>
            <translation>A woman officer and a woman nurse in the women's zone at every moment.</translation>
        </message>
        <message>
            <source>每区至少两名监管人员，其中一名民警；院内至少一名医生。</source>
            <translation>At least two custody staff in each zone, one of them police; a doctor in house.</translation>
        </message>
    </context>
    <context>
        <name>Rostering</name>
        <message>
            <source>排班表</source>
            <translation>Roster</translation>
        </message>
    </context>
    <context>
        <name>SolverPanel</name>
        <message>
            <source>自动排班</source>
            <translation>Draft by solver</translation>
        </message>
        <message>
            <source>全部岗位</source>
            <translation>All groups</translation>
        </message>
        <message>
            <source>{n} 秒</source>
            <translation>{n} s</translation>
        </message>
        <message>
            <source>目前最好</source>
            <translation>Best so far</translation>
        </message>
        <message>
            <source>理论下限</source>
            <translation>Bound</translation>
        </message>
        <message>
            <source>差距</source>
            <translation>Gap</translation>
        </message>
        <message>
            <source>已锁定的格子不会改动，上月末尾和公平账一并考虑。</source>
            <translation>Pinned cells stay; last month's end and the fairness ledger are taken into account.</translation>
        </message>
        <message>
            <source>开始排班</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>用这个方案</source>
            <translation>Use this</translation>
        </message>
        <message>
            <source>停止</source>
            <translation>Stop</translation>
        </message>
        <message>
            <source>正在寻找第一个完整方案…</source>
            <translation>Looking for a first complete roster …</translation>
        </message>
        <message>
            <source>已 {n} 秒 / {limit} 秒</source>
            <translation>{n} s of {limit} s</translation>
        </message>
        <message numerus="yes">
            <source>硬性规则 %n 处违反</source>
            <translation>
                <numerusform>%n must broken</numerusform>
                <numerusform>%n musts broken</numerusform>
            </translation>
        </message>
        <message>
            <source>硬性规则 0 处违反</source>
            <translation>No must broken</translation>
        </message>
        <message>
            <source>用时 {n} 秒</source>
            <translation>took {n} s</translation>
        </message>
        <message>
            <source>没有排成：{reason}</source>
            <translation>No roster: {reason}</translation>
        </message>
    </context>
</TS>
