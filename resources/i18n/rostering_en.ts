<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="zh_CN">
    <context>
        <name>AskSwapDialog</name>
        <message>
            <source>谁的班</source>
            <translation>Whose shift</translation>
        </message>
        <message>
            <source>本人不在时可由组长代录</source>
            <translation>A leader may enter it for somebody absent</translation>
        </message>
        <message>
            <source>哪一天的班</source>
            <translation>Which day</translation>
        </message>
        <message>
            <source>原因</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>同事</source>
            <translation>Colleague</translation>
        </message>
        <message>
            <source>换回</source>
            <translation>In return</translation>
        </message>
        <message>
            <source>工时偏差</source>
            <translation>Hours +/−</translation>
        </message>
        <message>
            <source>规则结论</source>
            <translation>Verdict</translation>
        </message>
        <message>
            <source>不换回，只顶班</source>
            <translation>Nothing in return</translation>
        </message>
        <message>
            <source>这个月今天以后没有已发布的班可换。</source>
            <translation>No published shift from today on in this month.</translation>
        </message>
        <message>
            <source>先选谁的班、哪一天，再从候选人里选。</source>
            <translation>Choose whose shift and which day, then one of the colleagues.</translation>
        </message>
        <message>
            <source>正在逐一核对双方的规则…</source>
            <translation>Checking the rules of both sides…</translation>
        </message>
        <message numerus="yes">
            <source>可以换的 %n 种，好的在前；违反规则的排在最后并写明原因。</source>
            <translation>
                <numerusform>%n possible way, best first; those that break a rule come last with the reason.</numerusform>
                <numerusform>%n possible ways, best first; those that break a rule come last with the reason.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>AttendDialog</name>
        <message>
            <source>实际班次</source>
            <translation>Shift worked</translation>
        </message>
        <message>
            <source>到岗</source>
            <translation>Presence</translation>
        </message>
        <message>
            <source>缺勤</source>
            <translation>Absent</translation>
        </message>
        <message>
            <source>实际开始</source>
            <translation>Began</translation>
        </message>
        <message>
            <source>实际结束</source>
            <translation>Ended</translation>
        </message>
        <message>
            <source>备注</source>
            <translation>Note</translation>
        </message>
    </context>
    <context>
        <name>AttendancePane</name>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>岗位</source>
            <translation>Post</translation>
        </message>
        <message>
            <source>位置</source>
            <translation>Place</translation>
        </message>
        <message>
            <source>班次</source>
            <translation>Shift</translation>
        </message>
        <message>
            <source>计划</source>
            <translation>Planned</translation>
        </message>
        <message>
            <source>实际</source>
            <translation>Actual</translation>
        </message>
        <message>
            <source>备注</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>缺勤或迟到早退</source>
            <translation>Absent or not in time</translation>
        </message>
        <message>
            <source>未登记</source>
            <translation>Not recorded</translation>
        </message>
        <message>
            <source>这一天没有排班</source>
            <translation>Nobody is planned on this day</translation>
        </message>
        <message>
            <source>排班表发布后这里列出当天的人。</source>
            <translation>Once the roster is published the people of the day are listed here.</translation>
        </message>
        <message>
            <source>前一天</source>
            <translation>Previous day</translation>
        </message>
        <message>
            <source>后一天</source>
            <translation>Next day</translation>
        </message>
        <message>
            <source>按计划到岗</source>
            <translation>As planned</translation>
        </message>
        <message>
            <source>缺勤</source>
            <translation>Absent</translation>
        </message>
        <message>
            <source>改登记</source>
            <translation>Correct</translation>
        </message>
        <message numerus="yes">
            <source>已登记 %n 人</source>
            <translation>
                <numerusform>%n person recorded</numerusform>
                <numerusform>%n people recorded</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ContractDialog</name>
        <message>
            <source>工时制</source>
            <translation>Hours account</translation>
        </message>
        <message>
            <source>劳动法</source>
            <translation>Labour law</translation>
        </message>
        <message>
            <source>适用劳动法</source>
            <translation>Labour law applies</translation>
        </message>
        <message>
            <source>周期</source>
            <translation>Period</translation>
        </message>
        <message>
            <source>月</source>
            <translation>Month</translation>
        </message>
        <message>
            <source>季</source>
            <translation>Quarter</translation>
        </message>
        <message>
            <source>年</source>
            <translation>Year</translation>
        </message>
        <message>
            <source>日工时</source>
            <translation>Hours a day</translation>
        </message>
        <message>
            <source>月工时</source>
            <translation>Hours a month</translation>
        </message>
        <message>
            <source>不填按工作日×日工时</source>
            <translation>Empty: workdays × hours a day</translation>
        </message>
        <message>
            <source>小时</source>
            <translation>h</translation>
        </message>
        <message>
            <source>允许上下</source>
            <translation>Slack</translation>
        </message>
        <message>
            <source>最多连上（天）</source>
            <translation>Longest work</translation>
        </message>
        <message>
            <source>最少连上（天）</source>
            <translation>Shortest work</translation>
        </message>
        <message>
            <source>最少连休（天）</source>
            <translation>Shortest free</translation>
        </message>
        <message>
            <source>最多连休（天）</source>
            <translation>Longest free</translation>
        </message>
        <message>
            <source>最多周末（个）</source>
            <translation>Most weekends</translation>
        </message>
    </context>
    <context>
        <name>CoverDialog</name>
        <message>
            <source>中文名称</source>
            <translation>Chinese name</translation>
        </message>
        <message>
            <source>英文名称</source>
            <translation>English name</translation>
        </message>
        <message>
            <source>按哪条规则</source>
            <translation>By which rule</translation>
        </message>
        <message>
            <source>至少几人</source>
            <translation>At least</translation>
        </message>
        <message>
            <source>在哪个区</source>
            <translation>Zone</translation>
        </message>
        <message>
            <source>不填为全所</source>
            <translation>Empty: the whole house</translation>
        </message>
        <message>
            <source>哪些人算数</source>
            <translation>Who counts</translation>
        </message>
        <message>
            <source>性别要求</source>
            <translation>Sex</translation>
        </message>
        <message>
            <source>不限</source>
            <translation>Any</translation>
        </message>
        <message>
            <source>级别</source>
            <translation>Level</translation>
        </message>
    </context>
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
        <name>ExplainSheet</name>
        <message>
            <source>为什么排不成</source>
            <translation>Why is there no legal roster</translation>
        </message>
        <message>
            <source>没有必然的冲突</source>
            <translation>No collision found</translation>
        </message>
        <message>
            <source>合规的排法是有的，请把时间放长一些再排。</source>
            <translation>A legal roster exists. Give the solver more time.</translation>
        </message>
        <message>
            <source>冲突 {n}：这些要求不能同时满足</source>
            <translation>Collision {n}: these cannot hold together</translation>
        </message>
        <message numerus="yes">
            <source>至少还差 %n 人次。</source>
            <translation>
                <numerusform>At least %n shift short.</numerusform>
                <numerusform>At least %n shifts short.</numerusform>
            </translation>
        </message>
        <message>
            <source>怎样可以解决</source>
            <translation>What would resolve it</translation>
        </message>
        <message>
            <source>锁定的格子</source>
            <translation>Pinned cells</translation>
        </message>
        <message>
            <source>请假</source>
            <translation>Leave</translation>
        </message>
        <message>
            <source>至少 {n} 人</source>
            <translation>at least {n}</translation>
        </message>
    </context>
    <context>
        <name>GridModel</name>
        <message>
            <source>缺 {n} 天</source>
            <translation>{n} days short</translation>
        </message>
        <message>
            <source>✓ 满足</source>
            <translation>✓ covered</translation>
        </message>
        <message>
            <source>{n} 处缺人</source>
            <translation>{n} gaps</translation>
        </message>
        <message>
            <source>岗位覆盖</source>
            <translation>Coverage</translation>
        </message>
    </context>
    <context>
        <name>GridView</name>
        <message>
            <source>空</source>
            <translation>Empty</translation>
        </message>
        <message>
            <source>锁定或解锁</source>
            <translation>Pin or unpin</translation>
        </message>
        <message>
            <source>换岗位</source>
            <translation>Change the post</translation>
        </message>
    </context>
    <context>
        <name>HolidayDialog</name>
        <message>
            <source>日期</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>到（含）</source>
            <translation>To (included)</translation>
        </message>
        <message>
            <source>只改一天可不填</source>
            <translation>Empty for a single day</translation>
        </message>
        <message>
            <source>这些天</source>
            <translation>These days are</translation>
        </message>
    </context>
    <context>
        <name>HoursPage</name>
        <message>
            <source>工时与公平</source>
            <translation>Hours and fairness</translation>
        </message>
        <message>
            <source>工时</source>
            <translation>Hours</translation>
        </message>
        <message>
            <source>公平账</source>
            <translation>Fairness</translation>
        </message>
        <message>
            <source>出勤</source>
            <translation>Attendance</translation>
        </message>
        <message>
            <source>导出表格</source>
            <translation>Export</translation>
        </message>
        <message>
            <source>打印</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>岗位</source>
            <translation>Post</translation>
        </message>
        <message>
            <source>应出勤</source>
            <translation>Due</translation>
        </message>
        <message>
            <source>计划</source>
            <translation>Planned</translation>
        </message>
        <message>
            <source>实出勤</source>
            <translation>Worked</translation>
        </message>
        <message>
            <source>延长工作时间，按 150% 计</source>
            <translation>Extra hours, paid 150 %</translation>
        </message>
        <message>
            <source>休息日未补休，按 200% 计</source>
            <translation>Rest day without time off, paid 200 %</translation>
        </message>
        <message>
            <source>法定节假日，按 300% 计</source>
            <translation>Legal holiday, paid 300 %</translation>
        </message>
        <message>
            <source>夜班</source>
            <translation>Nights</translation>
        </message>
        <message>
            <source>周末</source>
            <translation>Weekend</translation>
        </message>
        <message>
            <source>请假</source>
            <translation>Leave</translation>
        </message>
        <message>
            <source>请假的工作日天数</source>
            <translation>Work days on leave</translation>
        </message>
        <message>
            <source>缺勤</source>
            <translation>Absent</translation>
        </message>
        <message>
            <source>结余</source>
            <translation>Balance</translation>
        </message>
        <message>
            <source>有加班</source>
            <translation>With overtime</translation>
        </message>
        <message>
            <source>有法定假班</source>
            <translation>With holiday duty</translation>
        </message>
        <message>
            <source>这个月还没有工时</source>
            <translation>No hours in this month yet</translation>
        </message>
        <message>
            <source>排班后按班次自动计算。</source>
            <translation>They are reckoned from the shifts.</translation>
        </message>
        <message>
            <source>三个月夜班</source>
            <translation>Nights, 3 months</translation>
        </message>
        <message>
            <source>最近三个月，左旧右新</source>
            <translation>The last three months, oldest left</translation>
        </message>
        <message>
            <source>夜班偏差</source>
            <translation>Nights +/−</translation>
        </message>
        <message>
            <source>三个月周末</source>
            <translation>Weekends, 3 months</translation>
        </message>
        <message>
            <source>周末偏差</source>
            <translation>Weekends +/−</translation>
        </message>
        <message>
            <source>节假日偏差</source>
            <translation>Holidays +/−</translation>
        </message>
        <message>
            <source>工时偏差</source>
            <translation>Hours +/−</translation>
        </message>
        <message>
            <source>参加比较的人</source>
            <translation>Compared people</translation>
        </message>
        <message>
            <source>偏差大的</source>
            <translation>Far from the share</translation>
        </message>
        <message>
            <source>公平账还是空的</source>
            <translation>The ledger is empty</translation>
        </message>
        <message>
            <source>发布排班表后自动结转。</source>
            <translation>It is carried on when a roster is published.</translation>
        </message>
        <message>
            <source>当日岗位表</source>
            <translation>Posts of the day</translation>
        </message>
        <message>
            <source>工时表 {month}</source>
            <translation>Hours {month}</translation>
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
            <source>工时按班次和实际出勤计算；公平账每月发布时结转，自动排班会补偿。</source>
            <translation>Hours come from shifts and attendance. The ledger is carried on at each publication; the solver makes up for it.</translation>
        </message>
        <message>
            <source>延时 150%，休息日未补休 200%，法定节假日 300%。</source>
            <translation>Extra hours 150 %, rest day without time off 200 %, legal holiday 300 %.</translation>
        </message>
        <message>
            <source>综合计算工时的只有超过当月标准的部分算延时。</source>
            <translation>With comprehensive hours only what exceeds the month counts as extra.</translation>
        </message>
        <message>
            <source>夜班、周末、节假日的偏差：与同组应分担数相比。</source>
            <translation>Deviation of nights, weekends and holidays from the fair share of the group.</translation>
        </message>
    </context>
    <context>
        <name>IssueList</name>
        <message>
            <source>{rule} · 共 {n} 天</source>
            <translation>{rule} · {n} days</translation>
        </message>
        <message>
            <source>排班问题</source>
            <translation>Problems</translation>
        </message>
        <message>
            <source>没有违反规则的地方</source>
            <translation>No rule is broken</translation>
        </message>
        <message>
            <source>这个月还没有排班</source>
            <translation>This month has no roster yet</translation>
        </message>
        <message>
            <source>自动排班，或按字母填班。</source>
            <translation>Press Start or type letters.</translation>
        </message>
        <message>
            <source>{n} 必须改</source>
            <translation>{n} errors</translation>
        </message>
    </context>
    <context>
        <name>MonthBar</name>
        <message>
            <source>上个月</source>
            <translation>Previous month</translation>
        </message>
        <message>
            <source>下个月</source>
            <translation>Next month</translation>
        </message>
    </context>
    <context>
        <name>MyDutyPage</name>
        <message>
            <source>我的班</source>
            <translation>My duty</translation>
        </message>
        <message>
            <source>换班请假</source>
            <translation>Swaps and leave</translation>
        </message>
        <message>
            <source>存到日历</source>
            <translation>Calendar file</translation>
        </message>
        <message>
            <source>打印班条</source>
            <translation>Print slip</translation>
        </message>
        <message>
            <source>日期</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>班次</source>
            <translation>Shift</translation>
        </message>
        <message>
            <source>时间</source>
            <translation>Time</translation>
        </message>
        <message>
            <source>岗位</source>
            <translation>Post</translation>
        </message>
        <message>
            <source>变动</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>发布后改过</source>
            <translation>Changed</translation>
        </message>
        <message>
            <source>今天以后</source>
            <translation>From today</translation>
        </message>
        <message>
            <source>这个月没有您的班</source>
            <translation>No shift of yours in this month</translation>
        </message>
        <message>
            <source>排班表发布后，您的班会出现在这里。</source>
            <translation>Your shifts appear here once the roster is published.</translation>
        </message>
        <message>
            <source>改动</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>发布后的改动</source>
            <translation>Changes after publication</translation>
        </message>
        <message>
            <source>发布后没有改过您的班</source>
            <translation>None of your shifts was changed</translation>
        </message>
        <message>
            <source>休息</source>
            <translation>Free</translation>
        </message>
        <message>
            <source>{n} 班 {hours} 小时</source>
            <translation>{n} shifts, {hours} h</translation>
        </message>
        <message>
            <source>今年年假还有 {n} 天</source>
            <translation>{n} days of annual leave left</translation>
        </message>
        <message>
            <source>值班 {name}</source>
            <translation>Duty {name}</translation>
        </message>
        <message>
            <source>值班条 {month}</source>
            <translation>Duty slip {month}</translation>
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
            <source>您自己的班：只看已发布的；发布后改过的有标记，并写明原因和经手人。</source>
            <translation>Your own published shifts. What was changed afterwards is marked, with the reason and who did it.</translation>
        </message>
        <message>
            <source>发布后的每次改动都记录，并告诉本人。</source>
            <translation>Each change after publication is logged and told to the person.</translation>
        </message>
    </context>
    <context>
        <name>NeedLine</name>
        <message>
            <source>每天</source>
            <translation>Every day</translation>
        </message>
        <message>
            <source>工作日</source>
            <translation>Workdays</translation>
        </message>
        <message>
            <source>休息日</source>
            <translation>Rest days</translation>
        </message>
        <message>
            <source>去掉这一行</source>
            <translation>Take out this line</translation>
        </message>
    </context>
    <context>
        <name>NeedsEdit</name>
        <message>
            <source>班次 · 最低 · 希望 · 哪些天（希望可以不填）</source>
            <translation>Shift · minimum · preferred (may be empty) · days</translation>
        </message>
        <message>
            <source>加一行</source>
            <translation>Add a line</translation>
        </message>
    </context>
    <context>
        <name>PlanPageView</name>
        <message>
            <source>岗位与规则</source>
            <translation>Posts and rules</translation>
        </message>
        <message>
            <source>岗位</source>
            <translation>Posts</translation>
        </message>
        <message>
            <source>班次</source>
            <translation>Shifts</translation>
        </message>
        <message>
            <source>时时在岗</source>
            <translation>Cover</translation>
        </message>
        <message>
            <source>规则</source>
            <translation>Rules</translation>
        </message>
        <message>
            <source>工时制</source>
            <translation>Accounts</translation>
        </message>
        <message>
            <source>放假安排</source>
            <translation>Holidays</translation>
        </message>
        <message>
            <source>载入放假安排</source>
            <translation>Load holidays</translation>
        </message>
        <message>
            <source>去掉</source>
            <translation>Remove</translation>
        </message>
        <message>
            <source>新增</source>
            <translation>Add</translation>
        </message>
        <message>
            <source>还没有内容</source>
            <translation>Nothing yet</translation>
        </message>
        <message>
            <source>新增一条。</source>
            <translation>Add an entry.</translation>
        </message>
        <message>
            <source>谁可以上</source>
            <translation>Who may</translation>
        </message>
        <message>
            <source>要求</source>
            <translation>Asks for</translation>
        </message>
        <message>
            <source>管到哪些区</source>
            <translation>Zones</translation>
        </message>
        <message>
            <source>需要多少人</source>
            <translation>Needs</translation>
        </message>
        <message>
            <source>休息日</source>
            <translation>Rest days</translation>
        </message>
        <message>
            <source>工作日</source>
            <translation>Workdays</translation>
        </message>
        <message>
            <source>周一至周五</source>
            <translation>Mon–Fri</translation>
        </message>
        <message>
            <source>周末</source>
            <translation>Weekend</translation>
        </message>
        <message>
            <source>符号</source>
            <translation>Sign</translation>
        </message>
        <message>
            <source>按键</source>
            <translation>Key</translation>
        </message>
        <message>
            <source>名称</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>性质</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>时间</source>
            <translation>Time</translation>
        </message>
        <message>
            <source>计工时</source>
            <translation>Counted</translation>
        </message>
        <message>
            <source>自动排班</source>
            <translation>Solver</translation>
        </message>
        <message>
            <source>至少几人</source>
            <translation>At least</translation>
        </message>
        <message>
            <source>在哪个区</source>
            <translation>Zone</translation>
        </message>
        <message>
            <source>全所</source>
            <translation>Whole house</translation>
        </message>
        <message>
            <source>哪些人算数</source>
            <translation>Who counts</translation>
        </message>
        <message>
            <source>级别</source>
            <translation>Level</translation>
        </message>
        <message>
            <source>权重</source>
            <translation>Weight</translation>
        </message>
        <message>
            <source>数值</source>
            <translation>Numbers</translation>
        </message>
        <message>
            <source>有效期</source>
            <translation>Valid</translation>
        </message>
        <message>
            <source>启用的</source>
            <translation>In force</translation>
        </message>
        <message>
            <source>硬性的</source>
            <translation>Strict</translation>
        </message>
        <message>
            <source>类型</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>劳动法</source>
            <translation>Labour law</translation>
        </message>
        <message>
            <source>适用</source>
            <translation>applies</translation>
        </message>
        <message>
            <source>按公务员规定</source>
            <translation>civil servants</translation>
        </message>
        <message>
            <source>月工时</source>
            <translation>Hours a month</translation>
        </message>
        <message>
            <source>工作日×{hours}</source>
            <translation>Workdays × {hours}</translation>
        </message>
        <message>
            <source>允许上下</source>
            <translation>Slack</translation>
        </message>
        <message>
            <source>连上、连休</source>
            <translation>Runs</translation>
        </message>
        <message>
            <source>日期</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>星期</source>
            <translation>Weekday</translation>
        </message>
        <message>
            <source>安排</source>
            <translation>Plan</translation>
        </message>
        <message>
            <source>{year} 年放假安排还没有载入，请在国务院通知发布后载入文件。</source>
            <translation>The holidays of {year} are not loaded. Load the file once the State Council has published them.</translation>
        </message>
        <message>
            <source>国务院办公厅通知；本所可改</source>
            <translation>As published by the State Council; editable</translation>
        </message>
        <message>
            <source>标准内容，还没有改过</source>
            <translation>Standard, not edited</translation>
        </message>
        <message>
            <source>自 {month} 起 · {who}</source>
            <translation>From {month} · {who}</translation>
        </message>
        <message>
            <source>去掉“{name}”</source>
            <translation>Remove “{name}”</translation>
        </message>
        <message>
            <source>从 {month} 起不再使用，以前的月份不变。</source>
            <translation>Not used from {month} on; earlier months stay.</translation>
        </message>
        <message>
            <source>已保存，自 {month} 起生效</source>
            <translation>Saved, valid from {month}</translation>
        </message>
        <message>
            <source>读不了文件 {file}</source>
            <translation>{file} cannot be read</translation>
        </message>
        <message>
            <source>已载入 {year} 年放假安排</source>
            <translation>Holidays of {year} loaded</translation>
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
            <source>排班用的岗位、班次、人数和规则。改动从所选的月份起生效，以前的月份不变。</source>
            <translation>Posts, shifts, numbers and rules of the roster. Changes hold from the month shown on; earlier months stay.</translation>
        </message>
        <message>
            <source>女区任何时候都有女警和女护士。</source>
            <translation>A woman officer and a woman nurse in the women's zone at all times.</translation>
        </message>
        <message>
            <source>每区至少两名监管人员，其中一名民警；院内至少一名医生。</source>
            <translation>Two custody staff in each zone, one of them police; a doctor in house.</translation>
        </message>
        <message>
            <source>国务院每年 11 月前后公布下一年放假安排，载入 JSON 或 CSV。</source>
            <translation>The State Council publishes next year's holidays around November; load JSON or CSV.</translation>
        </message>
    </context>
    <context>
        <name>PostDialog</name>
        <message>
            <source>代码</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>中文名称</source>
            <translation>Chinese name</translation>
        </message>
        <message>
            <source>英文名称</source>
            <translation>English name</translation>
        </message>
        <message>
            <source>谁可以上</source>
            <translation>Who may</translation>
        </message>
        <message>
            <source>性别要求</source>
            <translation>Sex</translation>
        </message>
        <message>
            <source>不限</source>
            <translation>Any</translation>
        </message>
        <message>
            <source>技能要求</source>
            <translation>Skill</translation>
        </message>
        <message>
            <source>值班长</source>
            <translation>Shift commander</translation>
        </message>
        <message>
            <source>高年资医师</source>
            <translation>Senior doctor</translation>
        </message>
        <message>
            <source>管到哪些区</source>
            <translation>Zones</translation>
        </message>
        <message>
            <source>区号用逗号隔开，不填为全所</source>
            <translation>Zones with commas; empty: the whole house</translation>
        </message>
        <message>
            <source>需要多少人</source>
            <translation>Needs</translation>
        </message>
    </context>
    <context>
        <name>RosterLeaveDialog</name>
        <message>
            <source>谁</source>
            <translation>Who</translation>
        </message>
        <message>
            <source>假别</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>第一天</source>
            <translation>First day</translation>
        </message>
        <message>
            <source>最后一天</source>
            <translation>Last day</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>Note</translation>
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
            <source>导出表格</source>
            <translation>Export</translation>
        </message>
        <message>
            <source>打印</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>A3 大张</source>
            <translation>A3, large</translation>
        </message>
        <message>
            <source>A4 小张</source>
            <translation>A4, small</translation>
        </message>
        <message>
            <source>发布</source>
            <translation>Publish</translation>
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
            <source>再填上</source>
            <translation>Type them again</translation>
        </message>
        <message>
            <source>{year} 年放假安排还没有载入，节假日按周末计算。</source>
            <translation>The holiday plan of {year} is not loaded; only weekends count as rest days.</translation>
        </message>
        <message>
            <source>{year} 年放假安排还没有载入，请在国务院通知发布后载入。</source>
            <translation>The holiday plan for {year} is not loaded yet. Load it once the State Council has published it.</translation>
        </message>
        <message>
            <source>去载入</source>
            <translation>Load it</translation>
        </message>
        <message>
            <source>{name} {day} {shift}（现为{now}）</source>
            <translation>{name} {day} {shift} (now {now})</translation>
        </message>
        <message>
            <source>{who} 刚改过这张表，您填的还没有存：{cells}</source>
            <translation>{who} has just changed this sheet; what you typed is not stored: {cells}</translation>
        </message>
        <message>
            <source>别的窗口</source>
            <translation>Another window</translation>
        </message>
        <message>
            <source>空</source>
            <translation>Empty</translation>
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
            <source>已解除 %n 格的锁定，可以再排一次</source>
            <translation>
                <numerusform>%n cell unpinned; draft again</numerusform>
                <numerusform>%n cells unpinned; draft again</numerusform>
            </translation>
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
            <source>自动排班，再按停止</source>
            <translation>Draft; press again to stop</translation>
        </message>
        <message>
            <source>用这个方案</source>
            <translation>Keep this</translation>
        </message>
        <message>
            <source>为什么排不成</source>
            <translation>Why is there no legal roster</translation>
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
            <source>可选班次及其后果；在缺人的格子上列出谁能补</source>
            <translation>Shifts to choose and what follows; on a cell that lacks people: who could fill it</translation>
        </message>
        <message>
            <source>再按住拖动</source>
            <translation>Drag again</translation>
        </message>
        <message>
            <source>选中的格子拖到同一天或同一人的另一格，两班互换</source>
            <translation>Drag the chosen cell to another of the same day or person: they change places</translation>
        </message>
        <message>
            <source>点组名</source>
            <translation>Click a group</translation>
        </message>
        <message>
            <source>收起或展开这一组</source>
            <translation>Fold or unfold it</translation>
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
            <translation>A woman officer and a woman nurse in the women's zone at all times.</translation>
        </message>
        <message>
            <source>每区至少两名监管人员，其中一名民警；院内至少一名医生。</source>
            <translation>Two custody staff in each zone, one of them police; a doctor in house.</translation>
        </message>
    </context>
    <context>
        <name>Rostering</name>
        <message>
            <source>排班表</source>
            <translation>Roster</translation>
        </message>
        <message>
            <source>换班请假</source>
            <translation>Swaps and leave</translation>
        </message>
        <message>
            <source>工时与公平</source>
            <translation>Hours and fairness</translation>
        </message>
        <message>
            <source>岗位与规则</source>
            <translation>Posts and rules</translation>
        </message>
        <message>
            <source>我的班</source>
            <translation>My duty</translation>
        </message>
        <message>
            <source>登记出勤 {name}</source>
            <translation>Attendance of {name}</translation>
        </message>
        <message>
            <source>登记</source>
            <translation>Record</translation>
        </message>
        <message>
            <source>缺勤</source>
            <translation>Absent</translation>
        </message>
        <message>
            <source>迟到</source>
            <translation>late</translation>
        </message>
        <message>
            <source>早退</source>
            <translation>left early</translation>
        </message>
        <message>
            <source>按计划</source>
            <translation>As planned</translation>
        </message>
        <message>
            <source>只能拖到同一天或同一人的格子</source>
            <translation>Only to a cell of the same day or person</translation>
        </message>
        <message>
            <source>互换后不违反规则</source>
            <translation>The exchange breaks no rule</translation>
        </message>
        <message>
            <source>不参加</source>
            <translation>not compared</translation>
        </message>
        <message>
            <source>发布后改过</source>
            <translation>Changed</translation>
        </message>
        <message>
            <source>登记请假</source>
            <translation>Enter leave</translation>
        </message>
        <message>
            <source>调整请假</source>
            <translation>Move leave</translation>
        </message>
        <message>
            <source>没有登记参加工作的日期，算不出可休几天。请在“工作人员”中补上。</source>
            <translation>The start of work is not entered, so what is due is not known. Enter it under Staff.</translation>
        </message>
        <message>
            <source>{year} 年年假：可休 {due} 天，登记后共 {granted} 天，还剩 {left} 天。</source>
            <translation>Annual leave {year}: {due} days due, {granted} with this leave, {left} left.</translation>
        </message>
        <message>
            <source>提出排班意愿</source>
            <translation>Enter a wish</translation>
        </message>
        <message>
            <source>提出</source>
            <translation>Enter</translation>
        </message>
        <message>
            <source>所有人</source>
            <translation>everybody</translation>
        </message>
        <message>
            <source>值班长</source>
            <translation>Shift commander</translation>
        </message>
        <message>
            <source>高年资医师</source>
            <translation>Senior doctor</translation>
        </message>
        <message>
            <source>一直有效</source>
            <translation>always</translation>
        </message>
        <message>
            <source>连上</source>
            <translation>work</translation>
        </message>
        <message>
            <source>连休</source>
            <translation>free</translation>
        </message>
        <message>
            <source>{words} {low}–{high} 天</source>
            <translation>{words} {low}–{high} days</translation>
        </message>
        <message>
            <source>{words}最多 {high} 天</source>
            <translation>{words} at most {high} days</translation>
        </message>
        <message>
            <source>{words}至少 {low} 天</source>
            <translation>{words} at least {low} days</translation>
        </message>
        <message>
            <source>停用</source>
            <translation>off</translation>
        </message>
        <message>
            <source>硬性</source>
            <translation>strict</translation>
        </message>
        <message>
            <source>班次</source>
            <translation>Shift</translation>
        </message>
        <message>
            <source>保存</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>岗位</source>
            <translation>Post</translation>
        </message>
        <message>
            <source>时时在岗</source>
            <translation>Cover</translation>
        </message>
        <message>
            <source>改一天的放假安排</source>
            <translation>Change a day of the holidays</translation>
        </message>
        <message>
            <source>保存到</source>
            <translation>Save to</translation>
        </message>
        <message>
            <source>已保存 {file}</source>
            <translation>{file} saved</translation>
        </message>
        <message>
            <source>申请换班</source>
            <translation>Ask for a swap</translation>
        </message>
        <message>
            <source>提出申请</source>
            <translation>Ask</translation>
        </message>
        <message>
            <source>双方都不违反规则</source>
            <translation>No rule of either side is broken</translation>
        </message>
        <message>
            <source>可以</source>
            <translation>Possible</translation>
        </message>
        <message>
            <source>可以，有提醒</source>
            <translation>Possible, see note</translation>
        </message>
        <message>
            <source>不可以</source>
            <translation>Not possible</translation>
        </message>
        <message>
            <source>{post} {shift} 缺 {n} 人，谁能补：</source>
            <translation>{post}, {shift}: {n} short. Who could come in:</translation>
        </message>
        <message>
            <source>没有不违反规则的人，看“为什么排不成”</source>
            <translation>Nobody without breaking a rule; see why there is no legal roster</translation>
        </message>
        <message>
            <source>    {name}（工时偏差 {gap}）</source>
            <translation>    {name} (hours {gap})</translation>
        </message>
        <message>
            <source>次日 </source>
            <translation>next day </translation>
        </message>
    </context>
    <context>
        <name>RuleDialog</name>
        <message>
            <source>启用</source>
            <translation>In force</translation>
        </message>
        <message>
            <source>检查这条规则</source>
            <translation>Check this rule</translation>
        </message>
        <message>
            <source>硬性</source>
            <translation>strict</translation>
        </message>
        <message>
            <source>自动排班绝不违反</source>
            <translation>The solver never breaks it</translation>
        </message>
        <message>
            <source>级别</source>
            <translation>Level</translation>
        </message>
        <message>
            <source>权重</source>
            <translation>Weight</translation>
        </message>
        <message>
            <source>越大越要避免</source>
            <translation>The larger, the more avoided</translation>
        </message>
        <message>
            <source>从哪天起</source>
            <translation>From</translation>
        </message>
        <message>
            <source>到哪天止</source>
            <translation>Until</translation>
        </message>
    </context>
    <context>
        <name>ShiftDialog</name>
        <message>
            <source>代码</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>符号</source>
            <translation>Sign</translation>
        </message>
        <message>
            <source>按键</source>
            <translation>Key</translation>
        </message>
        <message>
            <source>在表上按它填班</source>
            <translation>Types the shift</translation>
        </message>
        <message>
            <source>中文名称</source>
            <translation>Chinese name</translation>
        </message>
        <message>
            <source>英文名称</source>
            <translation>English name</translation>
        </message>
        <message>
            <source>性质</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>开始</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>时长</source>
            <translation>Length</translation>
        </message>
        <message>
            <source>小时</source>
            <translation>h</translation>
        </message>
        <message>
            <source>计工时</source>
            <translation>Counted</translation>
        </message>
        <message>
            <source>不填按时长</source>
            <translation>Empty: the length</translation>
        </message>
        <message>
            <source>自动排班</source>
            <translation>Solver</translation>
        </message>
        <message>
            <source>可以自动排</source>
            <translation>May be given</translation>
        </message>
        <message>
            <source>谁可以上（不选为所有人）</source>
            <translation>Who may work it (none: everybody)</translation>
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
            <source>只改选中的日期</source>
            <translation>Only the chosen days</translation>
        </message>
        <message>
            <source>先在表上选中几天，其他日子不动</source>
            <translation>Select some days on the sheet first; others stay</translation>
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
            <translation>Keep this</translation>
        </message>
        <message>
            <source>停止</source>
            <translation>Stop</translation>
        </message>
        <message>
            <source>为什么排不成</source>
            <translation>Why is there no legal roster</translation>
        </message>
        <message>
            <source>正在寻找第一个完整方案…</source>
            <translation>Looking for a first complete roster …</translation>
        </message>
        <message>
            <source>正在找哪些规则互相冲突…</source>
            <translation>Looking for rules that collide…</translation>
        </message>
        <message>
            <source>原因已列出</source>
            <translation>The reasons are listed</translation>
        </message>
        <message>
            <source>没有找到必然的冲突</source>
            <translation>No collision found</translation>
        </message>
        <message>
            <source>没有找到原因：{reason}</source>
            <translation>No reason found: {reason}</translation>
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
        <message numerus="yes">
            <source>还有 %n 处必须改的问题</source>
            <translation>
                <numerusform>%n error left</numerusform>
                <numerusform>%n errors left</numerusform>
            </translation>
        </message>
        <message>
            <source>没有排成：{reason}</source>
            <translation>No roster: {reason}</translation>
        </message>
    </context>
    <context>
        <name>SwapCard</name>
        <message>
            <source>换班</source>
            <translation>Swap</translation>
        </message>
        <message>
            <source>选一条换班看双方结论</source>
            <translation>Choose a swap to see the verdict</translation>
        </message>
        <message>
            <source>同意接班</source>
            <translation>Agree</translation>
        </message>
        <message>
            <source>批准</source>
            <translation>Approve</translation>
        </message>
        <message>
            <source>不同意</source>
            <translation>Refuse</translation>
        </message>
        <message>
            <source>撤回申请</source>
            <translation>Withdraw</translation>
        </message>
        <message>
            <source>{day} 的班：{giver} → {taker}</source>
            <translation>Shift of {day}: {giver} → {taker}</translation>
        </message>
        <message>
            <source>不换回，只顶班</source>
            <translation>Nothing in return</translation>
        </message>
        <message>
            <source>原因：{reason}</source>
            <translation>Reason: {reason}</translation>
        </message>
        <message>
            <source>正在核对规则…</source>
            <translation>Checking the rules…</translation>
        </message>
        <message>
            <source>{who} 已同意</source>
            <translation>{who} agreed</translation>
        </message>
        <message>
            <source>{who} 代录同意</source>
            <translation>Agreement entered by {who}</translation>
        </message>
        <message>
            <source>代对方录同意</source>
            <translation>Enter their agreement</translation>
        </message>
        <message>
            <source>等组长或中心领导批准，本人不能批自己的换班。</source>
            <translation>Waits for a leader: nobody approves an own swap.</translation>
        </message>
        <message>
            <source>等 {who} 同意。</source>
            <translation>Waits for {who}.</translation>
        </message>
        <message>
            <source>双方都不违反规则</source>
            <translation>No rule of either side is broken</translation>
        </message>
        <message>
            <source>会违反规则，不能批准</source>
            <translation>Breaks a rule, cannot be approved</translation>
        </message>
        <message>
            <source>可以换，有提醒</source>
            <translation>Possible, see notes</translation>
        </message>
        <message>
            <source>已同意，等组长批准</source>
            <translation>Agreed; the leader approves next</translation>
        </message>
        <message>
            <source>已批准，排班表已改，双方的“我的班”里会标出</source>
            <translation>Approved; the roster is changed and marked in “My duty” of both</translation>
        </message>
        <message>
            <source>写明原因，对方会看到。</source>
            <translation>Give the reason; the others see it.</translation>
        </message>
    </context>
    <context>
        <name>SwapsPage</name>
        <message>
            <source>换班请假</source>
            <translation>Swaps and leave</translation>
        </message>
        <message>
            <source>提意愿</source>
            <translation>Wish</translation>
        </message>
        <message>
            <source>登记请假</source>
            <translation>Enter leave</translation>
        </message>
        <message>
            <source>申请换班</source>
            <translation>Ask for a swap</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>交班人</source>
            <translation>Gives</translation>
        </message>
        <message>
            <source>交出</source>
            <translation>Day given</translation>
        </message>
        <message>
            <source>接班人</source>
            <translation>Takes</translation>
        </message>
        <message>
            <source>换回</source>
            <translation>In return</translation>
        </message>
        <message>
            <source>原因</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>未办完</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>与我有关</source>
            <translation>Mine</translation>
        </message>
        <message>
            <source>这个月没有换班</source>
            <translation>No swaps in this month</translation>
        </message>
        <message>
            <source>选一个自己的班，系统列出能接的同事和规则结论。</source>
            <translation>Choose a shift of yours: colleagues who could take it are listed with the verdict.</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>岗位</source>
            <translation>Post</translation>
        </message>
        <message>
            <source>假别</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>第一天</source>
            <translation>First day</translation>
        </message>
        <message>
            <source>最后一天</source>
            <translation>Last day</translation>
        </message>
        <message>
            <source>天数</source>
            <translation>Days</translation>
        </message>
        <message>
            <source>年假 已用/可休</source>
            <translation>Annual used/due</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>这个月没有人请假</source>
            <translation>Nobody is on leave in this month</translation>
        </message>
        <message>
            <source>请假的日子排班时自动空出。</source>
            <translation>Days of leave are kept free by the roster.</translation>
        </message>
        <message>
            <source>改日期</source>
            <translation>Other days</translation>
        </message>
        <message>
            <source>撤销请假</source>
            <translation>Cancel leave</translation>
        </message>
        <message>
            <source>日期</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>意愿</source>
            <translation>Wish</translation>
        </message>
        <message>
            <source>要紧程度</source>
            <translation>Weight</translation>
        </message>
        <message>
            <source>我的</source>
            <translation>Mine</translation>
        </message>
        <message>
            <source>我们组</source>
            <translation>My group</translation>
        </message>
        <message>
            <source>这个月没有人提意愿</source>
            <translation>No wishes in this month</translation>
        </message>
        <message>
            <source>提出想上或不想上的日子，自动排班会尽量照顾。</source>
            <translation>Name days you want or do not want; the solver heeds them as far as it can.</translation>
        </message>
        <message>
            <source>撤回意愿</source>
            <translation>Withdraw wish</translation>
        </message>
        <message>
            <source>班</source>
            <translation>any shift</translation>
        </message>
        <message>
            <source>想上{shift}</source>
            <translation>wants {shift}</translation>
        </message>
        <message>
            <source>不想上{shift}</source>
            <translation>does not want {shift}</translation>
        </message>
        <message>
            <source>换班 {n}</source>
            <translation>Swaps {n}</translation>
        </message>
        <message>
            <source>请假 {n}</source>
            <translation>Leave {n}</translation>
        </message>
        <message>
            <source>排班意愿 {n}</source>
            <translation>Wishes {n}</translation>
        </message>
        <message>
            <source>已提出换班，等对方同意</source>
            <translation>Asked; the colleague agrees next</translation>
        </message>
        <message>
            <source>已登记请假</source>
            <translation>Leave entered</translation>
        </message>
        <message>
            <source>已记下意愿</source>
            <translation>Wish entered</translation>
        </message>
        <message>
            <source>已调整请假</source>
            <translation>Leave moved</translation>
        </message>
        <message>
            <source>撤销 {name} 的请假</source>
            <translation>Cancel the leave of {name}</translation>
        </message>
        <message>
            <source>撤销后排班时这几天重新可排，已排好的班不变。</source>
            <translation>These days may be planned again; shifts already planned stay.</translation>
        </message>
        <message>
            <source>已撤回意愿</source>
            <translation>Wish withdrawn</translation>
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
            <source>换班三步：提出、对方同意、组长批准；批准后排班表才改变。</source>
            <translation>Three steps: ask, the colleague agrees, the leader approves; only then the roster changes.</translation>
        </message>
        <message>
            <source>双方的规则都要核对，批准时再核对一次。</source>
            <translation>Rules of both sides are checked, and again at approval.</translation>
        </message>
        <message>
            <source>请假、押解、隔离观察期间不能排班。</source>
            <translation>No duty during leave, escort or quarantine.</translation>
        </message>
        <message>
            <source>两班之间至少休息 11 小时，夜班后 16 小时。</source>
            <translation>11 hours of rest between shifts, 16 after a night.</translation>
        </message>
        <message>
            <source>年假按工作年限 5、10、15 个工作日；产假不少于 98 天。登记时就提示。</source>
            <translation>Annual leave is 5, 10 or 15 workdays by years of work; maternity leave at least 98 days. Both are told as leave is entered.</translation>
        </message>
    </context>
    <context>
        <name>WishDialog</name>
        <message>
            <source>谁</source>
            <translation>Who</translation>
        </message>
        <message>
            <source>哪一天</source>
            <translation>Day</translation>
        </message>
        <message>
            <source>意愿</source>
            <translation>Wish</translation>
        </message>
        <message>
            <source>不想上</source>
            <translation>Not</translation>
        </message>
        <message>
            <source>想上</source>
            <translation>Wanted</translation>
        </message>
        <message>
            <source>哪种班</source>
            <translation>Which shift</translation>
        </message>
        <message>
            <source>任何班</source>
            <translation>Any</translation>
        </message>
        <message>
            <source>要紧程度</source>
            <translation>Weight</translation>
        </message>
        <message>
            <source>最好</source>
            <translation>Nice to have</translation>
        </message>
        <message>
            <source>希望</source>
            <translation>Wished</translation>
        </message>
        <message>
            <source>很要紧</source>
            <translation>Important</translation>
        </message>
        <message>
            <source>自动排班时按它权衡，不保证都能满足</source>
            <translation>The solver weighs it; not every wish can be met</translation>
        </message>
    </context>
</TS>
