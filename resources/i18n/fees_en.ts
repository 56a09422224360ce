<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="zh_CN">
    <context>
        <name>AdjustSheet</name>
        <message>
            <source>{month} 锁定后的差异</source>
            <translation>Differences since {month} was closed</translation>
        </message>
        <message>
            <source>{month} 的结算单不变。下列差异记入未锁定的月份，由另一位同事确认；合计 {money} 元。</source>
            <translation>The statement of {month} stays as it is. These differences go into the open month and a colleague confirms them; {money} yuan in all.</translation>
        </message>
        <message>
            <source>记为调整</source>
            <translation>Enter as adjustments</translation>
        </message>
    </context>
    <context>
        <name>BudgetDialog</name>
        <message>
            <source>成本预算</source>
            <translation>Cost budget</translation>
        </message>
        <message>
            <source>保存</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>从 {month} 起，每月</source>
            <translation>from {month}, each month</translation>
        </message>
        <message>
            <source>费用项目</source>
            <translation>Category</translation>
        </message>
        <message>
            <source>每月金额</source>
            <translation>Each month</translation>
        </message>
    </context>
    <context>
        <name>ClassCard</name>
        <message>
            <source>分类人日与金额</source>
            <translation>Days and money by class</translation>
        </message>
        <message>
            <source>粗线=实际每人日成本，竖线=平均标准</source>
            <translation>bar = real cost of a day, tick = average rate</translation>
        </message>
        <message>
            <source>类</source>
            <translation>Class</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>Meaning</translation>
        </message>
        <message>
            <source>人数</source>
            <translation>Persons</translation>
        </message>
        <message>
            <source>人日</source>
            <translation>Days</translation>
        </message>
        <message>
            <source>标准</source>
            <translation>Rate</translation>
        </message>
        <message>
            <source>金额</source>
            <translation>Amount</translation>
        </message>
        <message>
            <source>实际每人日 / 标准</source>
            <translation>Real day / rate</translation>
        </message>
        <message>
            <source>差</source>
            <translation>Gap</translation>
        </message>
        <message>
            <source>{model} · 合同 {number} 第 {versions} 版</source>
            <translation>{model} · contract {number} version {versions}</translation>
        </message>
        <message>
            <source>总人日 {all}，其中不计费 {unpaid}。人数含当月转类，各计一次。双击一类看名单。</source>
            <translation>{all} person-days, {unpaid} of them unpaid. Who changed class counts once in each. Double-click a class for its list.</translation>
        </message>
    </context>
    <context>
        <name>ContractsPage</name>
        <message>
            <source>合同与标准</source>
            <translation>Contracts</translation>
        </message>
        <message>
            <source>载入合同文件</source>
            <translation>Load contract file</translation>
        </message>
        <message>
            <source>新增版本</source>
            <translation>New version</translation>
        </message>
        <message>
            <source>合同号</source>
            <translation>Contract</translation>
        </message>
        <message>
            <source>版</source>
            <translation>No.</translation>
        </message>
        <message>
            <source>生效日</source>
            <translation>Effective</translation>
        </message>
        <message>
            <source>计价方式</source>
            <translation>Pricing</translation>
        </message>
        <message>
            <source>标准</source>
            <translation>Rate</translation>
        </message>
        <message>
            <source>还没有合同</source>
            <translation>No contract yet</translation>
        </message>
        <message>
            <source>载入合同文件后才能计算人日。</source>
            <translation>Person-days can be reckoned once a contract file is loaded.</translation>
        </message>
        <message>
            <source>标准（元/人日）</source>
            <translation>Rates (yuan a person-day)</translation>
        </message>
        <message>
            <source>计日规则</source>
            <translation>Day rules</translation>
        </message>
        <message>
            <source>付款方</source>
            <translation>Payers</translation>
        </message>
        <message>
            <source>项目</source>
            <translation>Item</translation>
        </message>
        <message>
            <source>内容</source>
            <translation>Content</translation>
        </message>
        <message>
            <source>其余</source>
            <translation>the rest</translation>
        </message>
        <message>
            <source>其中生活部分</source>
            <translation>Living part inside</translation>
        </message>
        <message>
            <source>脱毒期补助，入所前 {n} 天</source>
            <translation>Supplement, first {n} days</translation>
        </message>
        <message>
            <source>每人次封顶</source>
            <translation>Cap of an admission</translation>
        </message>
        <message>
            <source>年度总额</source>
            <translation>Annual budget</translation>
        </message>
        <message>
            <source>保底床位</source>
            <translation>Guaranteed beds</translation>
        </message>
        <message>
            <source>计 1 天</source>
            <translation>one day</translation>
        </message>
        <message>
            <source>不计</source>
            <translation>not counted</translation>
        </message>
        <message>
            <source>前 {n} 夜全额，之后{part}</source>
            <translation>{n} nights full, then {part}</translation>
        </message>
        <message>
            <source>外出探视</source>
            <translation>Family leave</translation>
        </message>
        <message>
            <source>所外就医</source>
            <translation>Medical leave</translation>
        </message>
        <message>
            <source>已新增第 {n} 版。</source>
            <translation>Version {n} added.</translation>
        </message>
        <message>
            <source>合同 {number}：新增 {n} 个版本。</source>
            <translation>Contract {number}: {n} new versions.</translation>
        </message>
        <message>
            <source>新增合同版本</source>
            <translation>New contract version</translation>
        </message>
        <message>
            <source>查看包干合同的标准和计日规则。标准变了就新增版本，旧版本和已锁定的月份不变。</source>
            <translation>Rates and day rules of the contract. When rates change, add a version; old versions and closed months stay.</translation>
        </message>
        <message>
            <source>合同版本只增不改。</source>
            <translation>Versions are added, never edited.</translation>
        </message>
    </context>
    <context>
        <name>CostCard</name>
        <message>
            <source>实际成本与包干收入</source>
            <translation>Cost against fee</translation>
        </message>
        <message>
            <source>本月还没有成本凭证。到“实际成本”录入或导入。</source>
            <translation>No vouchers this month yet. Enter or import them under “Actual costs”.</translation>
        </message>
        <message>
            <source>竖线=本类预算（没有预算的比上月）</source>
            <translation>tick = budget (last month where there is none)</translation>
        </message>
        <message>
            <source>竖线=上月</source>
            <translation>tick = last month</translation>
        </message>
        <message>
            <source>成本合计 {total}</source>
            <translation>Cost {total}</translation>
        </message>
        <message>
            <source>每人日 {each}</source>
            <translation>A person-day {each}</translation>
        </message>
        <message>
            <source>包干收入 {income}</source>
            <translation>Fee {income}</translation>
        </message>
        <message>
            <source>结余 {gap}  {percent}</source>
            <translation>Surplus {gap}  {percent}</translation>
        </message>
        <message>
            <source>超支 {gap}  {percent}</source>
            <translation>Overspent {gap}  {percent}</translation>
        </message>
    </context>
    <context>
        <name>CostDialog</name>
        <message>
            <source>录入成本</source>
            <translation>Enter cost</translation>
        </message>
        <message>
            <source>录入</source>
            <translation>Enter</translation>
        </message>
        <message>
            <source>凭证号</source>
            <translation>Voucher</translation>
        </message>
        <message>
            <source>凭证日期</source>
            <translation>Voucher date</translation>
        </message>
        <message>
            <source>费用项目</source>
            <translation>Category</translation>
        </message>
        <message>
            <source>金额</source>
            <translation>Amount</translation>
        </message>
        <message>
            <source>退款写负数</source>
            <translation>Refunds are negative</translation>
        </message>
        <message>
            <source>摘要</source>
            <translation>Summary</translation>
        </message>
        <message>
            <source>学员</source>
            <translation>Resident</translation>
        </message>
        <message>
            <source>直接用于一个人的费用，例如药品、透析</source>
            <translation>Costs of one person, such as drugs or dialysis</translation>
        </message>
        <message>
            <source>分区</source>
            <translation>Zone</translation>
        </message>
        <message>
            <source>全中心</source>
            <translation>Whole centre</translation>
        </message>
    </context>
    <context>
        <name>CostsPage</name>
        <message>
            <source>实际成本</source>
            <translation>Actual costs</translation>
        </message>
        <message>
            <source>预算</source>
            <translation>Budget</translation>
        </message>
        <message>
            <source>冲销</source>
            <translation>Reverse</translation>
        </message>
        <message>
            <source>录入成本</source>
            <translation>Enter cost</translation>
        </message>
        <message>
            <source>日期</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>凭证号</source>
            <translation>Voucher</translation>
        </message>
        <message>
            <source>费用项目</source>
            <translation>Category</translation>
        </message>
        <message>
            <source>摘要</source>
            <translation>Summary</translation>
        </message>
        <message>
            <source>分区</source>
            <translation>Zone</translation>
        </message>
        <message>
            <source>学员</source>
            <translation>Resident</translation>
        </message>
        <message>
            <source>金额</source>
            <translation>Amount</translation>
        </message>
        <message>
            <source>记到个人</source>
            <translation>On persons</translation>
        </message>
        <message>
            <source>已冲销</source>
            <translation>Reversed</translation>
        </message>
        <message>
            <source>这个月还没有凭证</source>
            <translation>No vouchers this month</translation>
        </message>
        <message>
            <source>录入一张，或导入支出明细表。</source>
            <translation>Enter one, or import a list of vouchers.</translation>
        </message>
        <message>
            <source>分区每人日</source>
            <translation>A person-day by zone</translation>
        </message>
        <message>
            <source>区</source>
            <translation>Zone</translation>
        </message>
        <message>
            <source>分类每人日</source>
            <translation>A person-day by class</translation>
        </message>
        <message>
            <source>类</source>
            <translation>Class</translation>
        </message>
        <message>
            <source>直接成本</source>
            <translation>Direct cost</translation>
        </message>
        <message>
            <source>收入</source>
            <translation>Fee</translation>
        </message>
        <message>
            <source>直接成本最高的人</source>
            <translation>Highest direct costs</translation>
        </message>
        <message>
            <source>全年推算</source>
            <translation>Year forecast</translation>
        </message>
        <message>
            <source>未分</source>
            <translation>None</translation>
        </message>
        <message>
            <source>人日</source>
            <translation>Days</translation>
        </message>
        <message>
            <source>成本</source>
            <translation>Cost</translation>
        </message>
        <message>
            <source>每人日</source>
            <translation>A day</translation>
        </message>
        <message>
            <source>合计 {total} · {days} 人日 · 每人日 {each}</source>
            <translation>{total} in all · {days} person-days · {each} a day</translation>
        </message>
        <message>
            <source>{year} 年已锁定 {n} 个月：收入 {income}，成本 {cost}</source>
            <translation>{year}, {n} months closed: fee {income}, cost {cost}</translation>
        </message>
        <message>
            <source>按最近三个月推算全年：收入 {income}，成本 {cost}</source>
            <translation>The year at the pace of the last three: fee {income}, cost {cost}</translation>
        </message>
        <message>
            <source>年度总额 {budget}，相差 {gap}</source>
            <translation>Annual budget {budget}, difference {gap}</translation>
        </message>
        <message>
            <source>已录入 {voucher}。</source>
            <translation>{voucher} entered.</translation>
        </message>
        <message>
            <source>先选一张凭证。</source>
            <translation>Choose a voucher first.</translation>
        </message>
        <message>
            <source>冲销 {voucher}，金额 {amount}？</source>
            <translation>Reverse {voucher} of {amount}?</translation>
        </message>
        <message>
            <source>原凭证保留，另记一张相反的凭证。</source>
            <translation>The voucher stays; a counter-entry is added.</translation>
        </message>
        <message>
            <source>冲销凭证</source>
            <translation>Reverse voucher</translation>
        </message>
        <message>
            <source>成本预算</source>
            <translation>Cost budget</translation>
        </message>
        <message>
            <source>录入或导入支出凭证，看每人日成本。个人的记到个人，分区的记到分区，其余按人日分摊。</source>
            <translation>Enter or import vouchers and see what a person-day costs. Costs of a person stay with the person, of a zone with the zone; the rest is shared by person-days.</translation>
        </message>
        <message>
            <source>凭证只能冲销，不能修改。</source>
            <translation>Vouchers are reversed, never edited.</translation>
        </message>
        <message>
            <source>已锁定的月份不收凭证；晚到的记入未锁定的月份。</source>
            <translation>A closed month takes no vouchers; late ones go into an open month.</translation>
        </message>
    </context>
    <context>
        <name>DaysPage</name>
        <message>
            <source>人日明细</source>
            <translation>Person-days</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>有不计费</source>
            <translation>With unpaid days</translation>
        </message>
        <message>
            <source>只计生活部分</source>
            <translation>Living part only</translation>
        </message>
        <message>
            <source>当月转类</source>
            <translation>Class changed</translation>
        </message>
        <message>
            <source>这个月还没有人日</source>
            <translation>No person-days this month</translation>
        </message>
        <message>
            <source>到“包干结算”计算人日。</source>
            <translation>Reckon them under “Settlement”.</translation>
        </message>
        <message>
            <source>编号</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>类</source>
            <translation>Class</translation>
        </message>
        <message>
            <source>人日</source>
            <translation>Days</translation>
        </message>
        <message>
            <source>计费</source>
            <translation>Paid</translation>
        </message>
        <message>
            <source>金额</source>
            <translation>Amount</translation>
        </message>
        <message>
            <source>逐日依据</source>
            <translation>Day by day</translation>
        </message>
        <message>
            <source>日期</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>天</source>
            <translation>Days</translation>
        </message>
        <message>
            <source>依据</source>
            <translation>Basis</translation>
        </message>
        <message>
            <source>{n} 人 · {days} 人日</source>
            <translation>{n} persons · {days} person-days</translation>
        </message>
        <message>
            <source>上一个月</source>
            <translation>Month before</translation>
        </message>
        <message>
            <source>下一个月</source>
            <translation>Next month</translation>
        </message>
        <message>
            <source>每个人每一天为什么计费、计多少。合计就是结算单上的数。</source>
            <translation>Why each day of each person is paid, and how much. The sums are those of the statement.</translation>
        </message>
        <message>
            <source>当天入所当天出所计 1 天。</source>
            <translation>In and out on one day counts one.</translation>
        </message>
        <message>
            <source>外出探视只计生活部分。</source>
            <translation>Family leave counts the living part only.</translation>
        </message>
        <message>
            <source>所外就医从离所次日起不计。</source>
            <translation>Medical leave is not paid from the day after leaving.</translation>
        </message>
        <message>
            <source>财务只见隐去的姓名和类别，不见病种。</source>
            <translation>Finance sees masked names and classes, no illnesses.</translation>
        </message>
    </context>
    <context>
        <name>DecideSheet</name>
        <message>
            <source>调整 {number} {name}</source>
            <translation>Adjustment {number} {name}</translation>
        </message>
        <message>
            <source>{month} {kind}：{days} 天 × {unit} = {amount} 元，由 {by} 提出。</source>
            <translation>{month} {kind}: {days} days × {unit} = {amount} yuan, proposed by {by}.</translation>
        </message>
        <message>
            <source>{month} {kind}：{days} 天，由 {by} 提出。</source>
            <translation>{month} {kind}: {days} days, proposed by {by}.</translation>
        </message>
        <message>
            <source>说明（不同意时请写原因）</source>
            <translation>Note (a reason when you reject)</translation>
        </message>
        <message>
            <source>返回</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>不同意</source>
            <translation>Reject</translation>
        </message>
        <message>
            <source>确认</source>
            <translation>Confirm</translation>
        </message>
    </context>
    <context>
        <name>ExportCard</name>
        <message>
            <source>导出与打印</source>
            <translation>Export and print</translation>
        </message>
        <message>
            <source>Excel 结算单</source>
            <translation>Statement as workbook</translation>
        </message>
        <message>
            <source>公式可核对，A4 横向</source>
            <translation>Live formulas, A4 landscape</translation>
        </message>
        <message>
            <source>PDF 盖章稿</source>
            <translation>PDF for stamping</translation>
        </message>
        <message>
            <source>含大写金额与签章栏</source>
            <translation>Amount in words, boxes for seals</translation>
        </message>
        <message>
            <source>PDF 人员明细</source>
            <translation>List of persons (PDF)</translation>
        </message>
        <message>
            <source>姓名隐去，不含病种</source>
            <translation>Masked names, no diagnoses</translation>
        </message>
        <message>
            <source>CSV 人日明细</source>
            <translation>Person-days as CSV</translation>
        </message>
        <message>
            <source>不含病种</source>
            <translation>No diagnoses</translation>
        </message>
        <message>
            <source>打印结算单</source>
            <translation>Print statement</translation>
        </message>
    </context>
    <context>
        <name>ExtraCard</name>
        <message>
            <source>补助、扣减与上期调整</source>
            <translation>Supplements, deductions, adjustments</translation>
        </message>
        <message>
            <source>项目</source>
            <translation>Item</translation>
        </message>
        <message>
            <source>依据</source>
            <translation>Basis</translation>
        </message>
        <message>
            <source>人日</source>
            <translation>Days</translation>
        </message>
        <message>
            <source>单价</source>
            <translation>Unit</translation>
        </message>
        <message>
            <source>金额</source>
            <translation>Amount</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>本月没有补助、扣减和调整。</source>
            <translation>No supplements, deductions or adjustments this month.</translation>
        </message>
        <message>
            <source>双击待确认的调整来处理</source>
            <translation>Double-click an open adjustment to decide it</translation>
        </message>
        <message>
            <source>应结算金额（大写）</source>
            <translation>To be paid, in capital characters</translation>
        </message>
    </context>
    <context>
        <name>FeeDays</name>
        <message>
            <source>{days}  {why}（{rule}）</source>
            <translation>{days}  {why} ({rule})</translation>
        </message>
    </context>
    <context>
        <name>Fees</name>
        <message>
            <source>包干结算</source>
            <translation>Settlement</translation>
        </message>
        <message>
            <source>人日明细</source>
            <translation>Person-days</translation>
        </message>
        <message>
            <source>实际成本</source>
            <translation>Actual costs</translation>
        </message>
        <message>
            <source>合同与标准</source>
            <translation>Contracts</translation>
        </message>
        <message>
            <source>小计</source>
            <translation>Subtotal</translation>
        </message>
        <message>
            <source>{n} 人</source>
            <translation>persons: {n}</translation>
        </message>
        <message>
            <source>按合同计</source>
            <translation>By contract</translation>
        </message>
        <message>
            <source>只作说明</source>
            <translation>For information</translation>
        </message>
        <message>
            <source>未签，{reason}</source>
            <translation>Not signed: {reason}</translation>
        </message>
        <message>
            <source>还有 {n} 条待确认</source>
            <translation>{n} wait for a decision</translation>
        </message>
        <message>
            <source>锁定后只能以调整更正</source>
            <translation>Afterwards only adjustments correct it</translation>
        </message>
    </context>
    <context>
        <name>MonthSwitch</name>
        <message>
            <source>上一个月</source>
            <translation>Month before</translation>
        </message>
        <message>
            <source>回到上个月</source>
            <translation>Back to last month</translation>
        </message>
        <message>
            <source>下一个月</source>
            <translation>Next month</translation>
        </message>
    </context>
    <context>
        <name>OrganSheet</name>
        <message>
            <source>按决定机关 {month}</source>
            <translation>By decision organ, {month}</translation>
        </message>
        <message>
            <source>按当月人日和标准计，不含上期调整。选中后 Ctrl+C 可复制。</source>
            <translation>By the month's days and rates, without adjustments. Select and copy with Ctrl+C.</translation>
        </message>
        <message>
            <source>决定机关</source>
            <translation>Decision organ</translation>
        </message>
        <message>
            <source>未登记</source>
            <translation>Not recorded</translation>
        </message>
        <message>
            <source>人数</source>
            <translation>Persons</translation>
        </message>
        <message>
            <source>人日</source>
            <translation>Days</translation>
        </message>
        <message>
            <source>金额</source>
            <translation>Amount</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>PayerCard</name>
        <message>
            <source>付款方</source>
            <translation>Payers</translation>
        </message>
        <message>
            <source>按机关</source>
            <translation>By organ</translation>
        </message>
        <message>
            <source>登记到账</source>
            <translation>Payment received</translation>
        </message>
    </context>
    <context>
        <name>PaymentDialog</name>
        <message>
            <source>登记到账</source>
            <translation>Payment received</translation>
        </message>
        <message>
            <source>登记</source>
            <translation>Record</translation>
        </message>
        <message>
            <source>付款方</source>
            <translation>Payers</translation>
        </message>
        <message>
            <source>到账日期</source>
            <translation>Received on</translation>
        </message>
        <message>
            <source>金额</source>
            <translation>Amount</translation>
        </message>
        <message>
            <source>票据号</source>
            <translation>Receipt number</translation>
        </message>
        <message>
            <source>财政票据或发票号</source>
            <translation>Fiscal receipt or invoice</translation>
        </message>
    </context>
    <context>
        <name>ReckonSheet</name>
        <message>
            <source>重新计算 {month}</source>
            <translation>Recalculate {month}</translation>
        </message>
        <message>
            <source>现有 {stored} 个人日，按现在的登记是 {fresh} 个；{changed} 个有变化，金额 {money} 元。确认后才替换；已签的步骤要重签。</source>
            <translation>{stored} person-days are stored, today's records give {fresh}; {changed} change, {money} yuan. Nothing is replaced before you confirm; signed steps have to be signed again.</translation>
        </message>
        <message>
            <source>替换人日</source>
            <translation>Replace</translation>
        </message>
    </context>
    <context>
        <name>SettlementPage</name>
        <message>
            <source>包干结算</source>
            <translation>Settlement</translation>
        </message>
        <message>
            <source>查锁定后差异</source>
            <translation>Differences since</translation>
        </message>
        <message>
            <source>重新计算</source>
            <translation>Recalculate</translation>
        </message>
        <message>
            <source>申请重开</source>
            <translation>Ask to reopen</translation>
        </message>
        <message>
            <source>下一步</source>
            <translation>Next step</translation>
        </message>
        <message>
            <source>结账步骤</source>
            <translation>Closing steps</translation>
        </message>
        <message>
            <source>锁定以后登记有变化，涉及 {n} 个人日。</source>
            <translation>Records changed after the month was closed: {n} person-days.</translation>
        </message>
        <message>
            <source>登记有变化：{n} 个人日与现在不同，请重新计算。</source>
            <translation>Records have changed: {n} person-days differ from today's. Recalculate.</translation>
        </message>
        <message>
            <source>打开合同与标准</source>
            <translation>Open contracts</translation>
        </message>
        <message>
            <source>应于 {day} 前</source>
            <translation>due by {day}</translation>
        </message>
        <message>
            <source>草稿 {n} · {state}</source>
            <translation>Draft {n} · {state}</translation>
        </message>
        <message>
            <source>期初 {a} · 入所 {b} · 出所 {c} · 期末 {d} · 日均 {e}</source>
            <translation>Opening {a} · in {b} · out {c} · closing {d} · average {e}</translation>
        </message>
        <message>
            <source>计算人日</source>
            <translation>Reckon person-days</translation>
        </message>
        <message>
            <source>{month} 还没有计算人日。</source>
            <translation>The person-days of {month} have not been reckoned.</translation>
        </message>
        <message>
            <source>批准重开</source>
            <translation>Approve reopening</translation>
        </message>
        <message>
            <source>退回修改</source>
            <translation>Send back</translation>
        </message>
        <message>
            <source>{month} 与现在的登记一致，没有变化。</source>
            <translation>{month} agrees with today's records: nothing changes.</translation>
        </message>
        <message>
            <source>已替换 {n} 个人日。</source>
            <translation>{n} person-days replaced.</translation>
        </message>
        <message>
            <source>已计算 {n} 个人日。</source>
            <translation>{n} person-days reckoned.</translation>
        </message>
        <message>
            <source>{step} 已完成。</source>
            <translation>{step}: done.</translation>
        </message>
        <message>
            <source>签名</source>
            <translation>Sign</translation>
        </message>
        <message>
            <source>{n} 人日，与名册一致</source>
            <translation>{n} person-days, as on the roll</translation>
        </message>
        <message>
            <source>{month}：{days} 个人日，期末 {closing} 人</source>
            <translation>{month}: {days} person-days, {closing} persons at the end</translation>
        </message>
        <message>
            <source>应结算 {total} 元</source>
            <translation>{total} yuan to be paid</translation>
        </message>
        <message>
            <source>还有 {n} 个步骤没完成，仍要锁定 {month}？</source>
            <translation>{n} steps are still open. Close {month} all the same?</translation>
        </message>
        <message>
            <source>下一步本来是“{step}”。锁定后只能以调整更正，原因会写在结算单上。</source>
            <translation>The next step would be “{step}”. Once closed, only adjustments correct it; your reason stands on the statement.</translation>
        </message>
        <message>
            <source>锁定本期</source>
            <translation>Close the month</translation>
        </message>
        <message>
            <source>锁定 {month}</source>
            <translation>Close {month}</translation>
        </message>
        <message>
            <source>已锁定，结算单 {number}。</source>
            <translation>Closed: statement {number}.</translation>
        </message>
        <message>
            <source>批准重开 {month}？</source>
            <translation>Approve reopening {month}?</translation>
        </message>
        <message>
            <source>{by} 的理由：{reason}</source>
            <translation>{by} gave this reason: {reason}</translation>
        </message>
        <message>
            <source>退回 {month} 修改？</source>
            <translation>Send {month} back for changes?</translation>
        </message>
        <message>
            <source>申请重开 {month}？</source>
            <translation>Ask to reopen {month}?</translation>
        </message>
        <message>
            <source>已签的步骤要全部重签。</source>
            <translation>All steps have to be signed again.</translation>
        </message>
        <message>
            <source>由另一位有权限的人批准后才会打开；原结算单保留。</source>
            <translation>It opens when another person approves; the old statement is kept.</translation>
        </message>
        <message>
            <source>提出申请</source>
            <translation>Ask</translation>
        </message>
        <message>
            <source>{month} 与现在的登记一致，没有要调整的。</source>
            <translation>{month} agrees with today's records: nothing to adjust.</translation>
        </message>
        <message>
            <source>由监管、医疗组或中心领导确认。</source>
            <translation>Custody, the medical group or the director confirm this.</translation>
        </message>
        <message>
            <source>保存到</source>
            <translation>Save to</translation>
        </message>
        <message>
            <source>已保存 {file}</source>
            <translation>Saved {file}</translation>
        </message>
        <message>
            <source>费用包干结算单 {month}</source>
            <translation>Fixed-fee statement {month}</translation>
        </message>
        <message>
            <source>重新计算人日</source>
            <translation>Recalculate person-days</translation>
        </message>
        <message>
            <source>结账下一步</source>
            <translation>Next step of the closing</translation>
        </message>
        <message>
            <source>上一个月</source>
            <translation>Month before</translation>
        </message>
        <message>
            <source>下一个月</source>
            <translation>Next month</translation>
        </message>
        <message>
            <source>核对一个月的人日、类别和成本，逐步签字，锁定结算单。点一个类别看到每个人每一天。</source>
            <translation>Check a month's person-days, classes and costs, sign step by step, close the statement. A class opens into every person and day.</translation>
        </message>
        <message>
            <source>24:00 在册计 1 天：入所当天算，出所当天不算。</source>
            <translation>On the roll at 24:00 counts one day: the day of admission does, the day of exit does not.</translation>
        </message>
        <message>
            <source>外院住院前几天全额，之后按合同。</source>
            <translation>In hospital outside: the first days full, then by contract.</translation>
        </message>
        <message>
            <source>次月 3 日前结账；核对、签字、确认由不同的人做。</source>
            <translation>Closed by the 3rd of the next month; different people check, sign and confirm.</translation>
        </message>
        <message>
            <source>锁定后的更正记入未锁定的月份，不改旧结算单。</source>
            <translation>Corrections of a closed month go into an open one; the old statement stays.</translation>
        </message>
        <message>
            <source>财务</source>
            <translation>Finance</translation>
        </message>
    </context>
    <context>
        <name>VersionDialog</name>
        <message>
            <source>新增合同版本</source>
            <translation>New contract version</translation>
        </message>
        <message>
            <source>保存新版本</source>
            <translation>Save new version</translation>
        </message>
        <message>
            <source>{number} 第 {n} 版之后</source>
            <translation>{number}, after version {n}</translation>
        </message>
        <message>
            <source>生效日</source>
            <translation>Effective</translation>
        </message>
        <message>
            <source>晚于 {day}，且不在已锁定的月份</source>
            <translation>Later than {day} and not in a closed month</translation>
        </message>
        <message>
            <source>标准（元）</source>
            <translation>Rates (yuan)</translation>
        </message>
        <message>
            <source>其中生活部分</source>
            <translation>Living part inside</translation>
        </message>
        <message>
            <source>脱毒期补助/天</source>
            <translation>Withdrawal supplement a day</translation>
        </message>
        <message>
            <source>计日规则</source>
            <translation>Day rules</translation>
        </message>
        <message>
            <source>外院住院全额夜数</source>
            <translation>Full nights in hospital outside</translation>
        </message>
        <message>
            <source>之后</source>
            <translation>After that</translation>
        </message>
        <message>
            <source>外出探视</source>
            <translation>Family leave</translation>
        </message>
    </context>
    <context>
        <name>_ListSheet</name>
        <message>
            <source>编号</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>变化</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>人日</source>
            <translation>Days</translation>
        </message>
        <message>
            <source>金额</source>
            <translation>Amount</translation>
        </message>
        <message>
            <source>先不改</source>
            <translation>Leave as it is</translation>
        </message>
    </context>
</TS>
