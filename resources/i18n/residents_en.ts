<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="zh_CN">
    <context>
        <name>AlertDialog</name>
        <message>
            <source>类别</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>级别</source>
            <translation>Level</translation>
        </message>
        <message>
            <source>内容</source>
            <translation>Content</translation>
        </message>
        <message>
            <source>各岗位都能看到，不要写病种。</source>
            <translation>Every post sees this: do not name an illness.</translation>
        </message>
        <message>
            <source>自何时起</source>
            <translation>From</translation>
        </message>
        <message>
            <source>复核日期</source>
            <translation>Review on</translation>
        </message>
    </context>
    <context>
        <name>ExitDialog</name>
        <message>
            <source>出所类别</source>
            <translation>Kind of exit</translation>
        </message>
        <message>
            <source>离开时间</source>
            <translation>Left at</translation>
        </message>
        <message>
            <source>证明书或文书编号</source>
            <translation>Certificate or paper no.</translation>
        </message>
        <message>
            <source>去向与交接</source>
            <translation>Where to, handover</translation>
        </message>
        <message>
            <source>{name}（{number}）出所：{kind}</source>
            <translation>{name} ({number}) leaves: {kind}</translation>
        </message>
        <message>
            <source>床位随之空出，费用计到出所前一天。</source>
            <translation>The bed becomes free; the fee counts to the day before.</translation>
        </message>
    </context>
    <context>
        <name>ExtensionDialog</name>
        <message>
            <source>延长月数</source>
            <translation>Months</translation>
        </message>
        <message>
            <source>累计最多 12 个月</source>
            <translation>At most 12 months in all</translation>
        </message>
        <message>
            <source>决定日期</source>
            <translation>Decided on</translation>
        </message>
        <message>
            <source>决定书文号</source>
            <translation>Decision no.</translation>
        </message>
    </context>
    <context>
        <name>FactsTab</name>
        <message>
            <source>自</source>
            <translation>From</translation>
        </message>
        <message>
            <source>至</source>
            <translation>To</translation>
        </message>
        <message>
            <source>事项</source>
            <translation>Fact</translation>
        </message>
        <message>
            <source>内容</source>
            <translation>Content</translation>
        </message>
        <message>
            <source>登记人</source>
            <translation>Entered by</translation>
        </message>
        <message>
            <source>依据或说明</source>
            <translation>Ground or note</translation>
        </message>
        <message>
            <source>变动记录</source>
            <translation>Changes</translation>
        </message>
        <message>
            <source>没有记录</source>
            <translation>No records</translation>
        </message>
        <message>
            <source>文书与联系</source>
            <translation>Papers and contact</translation>
        </message>
        <message>
            <source>决定书文号</source>
            <translation>Decision no.</translation>
        </message>
        <message>
            <source>决定机关</source>
            <translation>Deciding organ</translation>
        </message>
        <message>
            <source>决定日期</source>
            <translation>Decided on</translation>
        </message>
        <message>
            <source>身份证号</source>
            <translation>Identity number</translation>
        </message>
        <message>
            <source>家属电话</source>
            <translation>Family phone</translation>
        </message>
        <message>
            <source>住址</source>
            <translation>Address</translation>
        </message>
        <message>
            <source>入所时间</source>
            <translation>Admitted at</translation>
        </message>
    </context>
    <context>
        <name>FormerPage</name>
        <message>
            <source>出所与去向</source>
            <translation>Departures</translation>
        </message>
        <message>
            <source>还没有人出所</source>
            <translation>Nobody has left yet</translation>
        </message>
        <message>
            <source>近 400 天出所人员和去向。</source>
            <translation>Who left in the last 400 days, and where to.</translation>
        </message>
        <message>
            <source>出所满三年后不再出现在日常查找中。</source>
            <translation>Three years after the exit a person no longer appears in routine search.</translation>
        </message>
    </context>
    <context>
        <name>Frame</name>
        <message>
            <source>取景框：方向键移动，加减号缩放</source>
            <translation>Frame: arrow keys move, plus and minus zoom</translation>
        </message>
    </context>
    <context>
        <name>IdentityDialog</name>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>性别</source>
            <translation>Sex</translation>
        </message>
        <message>
            <source>出生日期</source>
            <translation>Birth date</translation>
        </message>
        <message>
            <source>身份证号</source>
            <translation>Identity number</translation>
        </message>
        <message>
            <source>家属电话</source>
            <translation>Family phone</translation>
        </message>
        <message>
            <source>住址</source>
            <translation>Address</translation>
        </message>
        <message>
            <source>更正原因</source>
            <translation>Reason for the correction</translation>
        </message>
    </context>
    <context>
        <name>IntakeForm</name>
        <message>
            <source>身份</source>
            <translation>Identity</translation>
        </message>
        <message>
            <source>身份证号</source>
            <translation>Identity number</translation>
        </message>
        <message>
            <source>填好后自动带出性别和出生日期，并查找是否来过</source>
            <translation>Fills in sex and birth date, and finds former stays</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>性别</source>
            <translation>Sex</translation>
        </message>
        <message>
            <source>出生日期</source>
            <translation>Birth date</translation>
        </message>
        <message>
            <source>民族</source>
            <translation>Ethnic group</translation>
        </message>
        <message>
            <source>家属电话</source>
            <translation>Family phone</translation>
        </message>
        <message>
            <source>住址</source>
            <translation>Address</translation>
        </message>
        <message>
            <source>妊娠检查</source>
            <translation>Pregnancy check</translation>
        </message>
        <message>
            <source>已检查，未怀孕</source>
            <translation>Checked, not pregnant</translation>
        </message>
        <message>
            <source>育龄女性必须先检查，怀孕或哺乳期不予收治</source>
            <translation>Required first for women of child-bearing age; pregnant or nursing women are not held</translation>
        </message>
        <message>
            <source>法律身份与文书</source>
            <translation>Legal status and papers</translation>
        </message>
        <message>
            <source>法律身份</source>
            <translation>Legal status</translation>
        </message>
        <message>
            <source>入所时间</source>
            <translation>Admitted at</translation>
        </message>
        <message>
            <source>决定书文号</source>
            <translation>Decision no.</translation>
        </message>
        <message>
            <source>决定日期</source>
            <translation>Decided on</translation>
        </message>
        <message>
            <source>决定机关</source>
            <translation>Deciding organ</translation>
        </message>
        <message>
            <source>学员编号</source>
            <translation>Admission no.</translation>
        </message>
        <message>
            <source>留空则自动编号</source>
            <translation>Left empty: numbered automatically</translation>
        </message>
        <message>
            <source>健康与防护</source>
            <translation>Health and precautions</translation>
        </message>
        <message>
            <source>护理级别</source>
            <translation>Care level</translation>
        </message>
        <message>
            <source>病情</source>
            <translation>Condition</translation>
        </message>
        <message>
            <source>防护标志</source>
            <translation>Precautions</translation>
        </message>
        <message>
            <source>安置须知</source>
            <translation>For placement</translation>
        </message>
        <message>
            <source>自杀风险评分（0–25）</source>
            <translation>Suicide risk score (0–25)</translation>
        </message>
        <message>
            <source>伤人危险等级（0–5）</source>
            <translation>Violence scale (0–5)</translation>
        </message>
        <message>
            <source>过敏史</source>
            <translation>Allergies</translation>
        </message>
        <message>
            <source>病残类别</source>
            <translation>Illness category</translation>
        </message>
        <message>
            <source>入所诊断</source>
            <translation>Admission diagnosis</translation>
        </message>
        <message>
            <source>费用类别</source>
            <translation>Fee class</translation>
        </message>
        <message>
            <source>不填则先按最低类，确认后补差</source>
            <translation>Left empty: lowest class until confirmed</translation>
        </message>
        <message>
            <source>安置说明</source>
            <translation>Reason for the bed</translation>
        </message>
        <message>
            <source>所选床位“须确认”时必须写明原因</source>
            <translation>Required when the chosen bed needs confirmation</translation>
        </message>
        <message>
            <source>来过：{name}。将在原档案下登记再次入所。</source>
            <translation>Known: {name}. The new stay goes under the same record.</translation>
        </message>
    </context>
    <context>
        <name>IntakePage</name>
        <message>
            <source>入所登记</source>
            <translation>Admission</translation>
        </message>
        <message>
            <source>身份、文书、健康、床位，一次写完</source>
            <translation>Identity, papers, health and bed in one go</translation>
        </message>
        <message>
            <source>建议床位</source>
            <translation>Proposed beds</translation>
        </message>
        <message>
            <source>按规则排好，由您确定</source>
            <translation>Ranked by the rules; you decide</translation>
        </message>
        <message>
            <source>登记一位入所人员，并在写明理由的床位中选一张。</source>
            <translation>Admit one person and choose one of the explained beds.</translation>
        </message>
        <message>
            <source>怀孕或哺乳一周岁以内婴儿的女性不予收治。</source>
            <translation>Pregnant women and mothers nursing a child under one year are not held.</translation>
        </message>
        <message>
            <source>强制隔离戒毒必须有决定书。</source>
            <translation>Compulsory isolation needs a decision document.</translation>
        </message>
        <message>
            <source>入所检验未齐的人，只安置在新入区、隔离观察室或危重区。</source>
            <translation>While intake tests are out, only the intake, observation or critical zone.</translation>
        </message>
        <message>
            <source>重新排列床位</source>
            <translation>Rank the beds again</translation>
        </message>
        <message>
            <source>登记并安置</source>
            <translation>Admit and place</translation>
        </message>
        <message>
            <source>还不能排列床位</source>
            <translation>Beds cannot be ranked yet</translation>
        </message>
        <message>
            <source>草稿已存，下次打开接着写</source>
            <translation>Draft kept; it opens again next time</translation>
        </message>
    </context>
    <context>
        <name>KeepAwayDialog</name>
        <message>
            <source>谁须回避</source>
            <translation>Who must keep away</translation>
        </message>
        <message>
            <source>关系</source>
            <translation>Relation</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>例如：堂弟、同村</source>
            <translation>For example: cousin, same village</translation>
        </message>
        <message>
            <source>我本人（{name}）</source>
            <translation>Myself ({name})</translation>
        </message>
    </context>
    <context>
        <name>KeptAway</name>
        <message>
            <source>须回避的工作人员</source>
            <translation>Staff who must keep away</translation>
        </message>
        <message>
            <source>{day} 起，{who} 登记</source>
            <translation>Since {day}, entered by {who}</translation>
        </message>
    </context>
    <context>
        <name>Kin</name>
        <message>
            <source>登记回避关系</source>
            <translation>Must keep away</translation>
        </message>
        <message>
            <source>登记</source>
            <translation>Enter</translation>
        </message>
        <message>
            <source>{name}：登记后，该工作人员不能再打开此人的档案、病历和谈话。</source>
            <translation>{name}: the record closes to that member of staff</translation>
        </message>
    </context>
    <context>
        <name>LeaveDialog</name>
        <message>
            <source>外出类别</source>
            <translation>Kind of absence</translation>
        </message>
        <message>
            <source>离所时间</source>
            <translation>Left at</translation>
        </message>
        <message>
            <source>预计返回</source>
            <translation>Expected back</translation>
        </message>
        <message>
            <source>去向（医院、地点）</source>
            <translation>Where to (hospital, place)</translation>
        </message>
        <message>
            <source>审批文号</source>
            <translation>Approval no.</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>Note</translation>
        </message>
    </context>
    <context>
        <name>Marks</name>
        <message>
            <source>防护与提醒</source>
            <translation>Precautions and alerts</translation>
        </message>
        <message>
            <source>没有正在执行的防护或提醒</source>
            <translation>No precautions or alerts in force</translation>
        </message>
        <message>
            <source>{when} 起</source>
            <translation>since {when}</translation>
        </message>
        <message>
            <source>，{day} 复核</source>
            <translation>, review {day}</translation>
        </message>
        <message>
            <source>结束</source>
            <translation>End</translation>
        </message>
        <message>
            <source>已结束：{name}</source>
            <translation>Ended: {name}</translation>
        </message>
        <message>
            <source>结束“{name}”</source>
            <translation>End “{name}”</translation>
        </message>
        <message>
            <source>从现在起不再显示。原来的起止时间保留在记录里。</source>
            <translation>No longer shown from now on. The dates stay in the record.</translation>
        </message>
    </context>
    <context>
        <name>Overview</name>
        <message>
            <source>{subject}：{value}</source>
            <translation>{subject}: {value}</translation>
        </message>
        <message>
            <source>、</source>
            <translation>, </translation>
        </message>
        <message>
            <source>今天</source>
            <translation>Today</translation>
        </message>
        <message>
            <source>昨天</source>
            <translation>Yesterday</translation>
        </message>
        <message>
            <source>强制隔离戒毒期限</source>
            <translation>Term of compulsory isolation</translation>
        </message>
        <message>
            <source>期满出所</source>
            <translation>Term ends</translation>
        </message>
    </context>
    <context>
        <name>OverviewTab</name>
        <message>
            <source>下一个期限</source>
            <translation>Next deadlines</translation>
        </message>
        <message>
            <source>防护与提醒</source>
            <translation>Precautions and alerts</translation>
        </message>
        <message>
            <source>外出</source>
            <translation>Absences</translation>
        </message>
        <message>
            <source>只看重要</source>
            <translation>Important only</translation>
        </message>
        <message>
            <source>在时间线中找</source>
            <translation>Find in timeline</translation>
        </message>
        <message>
            <source>没有符合的记录</source>
            <translation>Nothing matches</translation>
        </message>
        <message>
            <source>清除筛选</source>
            <translation>Clear filters</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message numerus="yes">
            <source>%n 条</source>
            <translation>
                <numerusform>%n entry</numerusform>
                <numerusform>%n entries</numerusform>
            </translation>
        </message>
        <message>
            <source>{shown} / {all} 条</source>
            <translation>{shown} of {all}</translation>
        </message>
        <message numerus="yes">
            <source>%n 项</source>
            <translation>
                <numerusform>%n item</numerusform>
                <numerusform>%n items</numerusform>
            </translation>
        </message>
        <message>
            <source>没有期限</source>
            <translation>No deadlines</translation>
        </message>
        <message>
            <source>{when} 起</source>
            <translation>since {when}</translation>
        </message>
        <message>
            <source>没有正在执行的防护或提醒</source>
            <translation>No precautions or alerts in force</translation>
        </message>
        <message>
            <source>未返回</source>
            <translation>not back yet</translation>
        </message>
        <message>
            <source>{left} 至 {back}</source>
            <translation>{left} to {back}</translation>
        </message>
    </context>
    <context>
        <name>PersonBanner</name>
        <message>
            <source>床位</source>
            <translation>Bed</translation>
        </message>
        <message>
            <source>主要诊断</source>
            <translation>Main diagnosis</translation>
        </message>
        <message>
            <source>法律身份</source>
            <translation>Legal status</translation>
        </message>
        <message>
            <source>阶段</source>
            <translation>Stage</translation>
        </message>
        <message>
            <source>费用类别</source>
            <translation>Fee class</translation>
        </message>
        <message>
            <source>期限</source>
            <translation>Term</translation>
        </message>
        <message>
            <source>{age} 岁</source>
            <translation>{age} years</translation>
        </message>
        <message>
            <source>编号 {number}</source>
            <translation>No. {number}</translation>
        </message>
        <message>
            <source>{code} {words}</source>
            <translation>{code} {words}</translation>
        </message>
        <message>
            <source>{kind}：{text}</source>
            <translation>{kind}: {text}</translation>
        </message>
        <message numerus="yes">
            <source>第 %n 次入所</source>
            <translation>
                <numerusform>stay no. %n</numerusform>
                <numerusform>stay no. %n</numerusform>
            </translation>
        </message>
        <message>
            <source>已超期 {days} 天</source>
            <translation>{days} days overdue</translation>
        </message>
        <message>
            <source>还有 {days} 天期满</source>
            <translation>{days} days left</translation>
        </message>
        <message>
            <source>决定机关 {organ}</source>
            <translation>Decided by {organ}</translation>
        </message>
    </context>
    <context>
        <name>PersonPage</name>
        <message>
            <source>页签</source>
            <translation>Tabs</translation>
        </message>
        <message>
            <source>还没有选人</source>
            <translation>Nobody chosen</translation>
        </message>
        <message>
            <source>按 Ctrl+K 输入姓名、编号或床号。</source>
            <translation>Press Ctrl+K and type a name, number or bed.</translation>
        </message>
        <message>
            <source>打印</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>办理</source>
            <translation>Act</translation>
        </message>
        <message>
            <source>一个人的全部：横幅、时间线、病程、谈话、法律与期限。各岗位只看到本岗位的内容。</source>
            <translation>Everything about one person: timeline, notes, talks, law and term. Each post sees its own part.</translation>
        </message>
        <message>
            <source>期限从决定之日起算两年，脱逃时间不计。</source>
            <translation>The term is two years from the decision; time after an escape does not count.</translation>
        </message>
        <message>
            <source>病种只有治疗团队可见，其他岗位只看防护标志。</source>
            <translation>Only the treating team sees the illness; others see precautions.</translation>
        </message>
        <message>
            <source>概览</source>
            <translation>Overview</translation>
        </message>
        <message>
            <source>法律与防护</source>
            <translation>Law and precautions</translation>
        </message>
        <message>
            <source>外出登记</source>
            <translation>Absence</translation>
        </message>
        <message>
            <source>返回登记</source>
            <translation>Return</translation>
        </message>
        <message>
            <source>护理级别</source>
            <translation>Care level</translation>
        </message>
        <message>
            <source>病情</source>
            <translation>Condition</translation>
        </message>
        <message>
            <source>防护标志</source>
            <translation>Precautions</translation>
        </message>
        <message>
            <source>提醒</source>
            <translation>Alert</translation>
        </message>
        <message>
            <source>费用类别</source>
            <translation>Fee class</translation>
        </message>
        <message>
            <source>法律身份</source>
            <translation>Legal status</translation>
        </message>
        <message>
            <source>延长期限</source>
            <translation>Extend the term</translation>
        </message>
        <message>
            <source>更正身份信息</source>
            <translation>Correct identity</translation>
        </message>
        <message>
            <source>更正入所信息</source>
            <translation>Correct admission</translation>
        </message>
        <message>
            <source>登记回避关系</source>
            <translation>Must keep away</translation>
        </message>
        <message>
            <source>出所登记</source>
            <translation>Exit</translation>
        </message>
        <message>
            <source>添加照片</source>
            <translation>Add a picture</translation>
        </message>
        <message>
            <source>更换照片</source>
            <translation>Change the picture</translation>
        </message>
        <message>
            <source>去掉照片</source>
            <translation>Remove the picture</translation>
        </message>
        <message>
            <source>{name}：{what} 已保存</source>
            <translation>{name}: saved – {what}</translation>
        </message>
    </context>
    <context>
        <name>PersonPrints</name>
        <message>
            <source>入所登记表</source>
            <translation>Admission form</translation>
        </message>
        <message>
            <source>床头卡</source>
            <translation>Bed card</translation>
        </message>
        <message>
            <source>腕带</source>
            <translation>Wristband</translation>
        </message>
    </context>
    <context>
        <name>Photo</name>
        <message>
            <source>没有照片</source>
            <translation>No picture</translation>
        </message>
        <message>
            <source>照片</source>
            <translation>Picture</translation>
        </message>
        <message>
            <source>照片：{name}</source>
            <translation>Picture of {name}</translation>
        </message>
        <message>
            <source>拖动或用方向键让脸在框中央，滚轮或加减号缩放。</source>
            <translation>Drag or use the arrow keys until the face is in the middle; wheel, plus and minus zoom.</translation>
        </message>
        <message>
            <source>选择照片</source>
            <translation>Choose a picture</translation>
        </message>
        <message>
            <source>照片已去掉</source>
            <translation>Picture removed</translation>
        </message>
        <message>
            <source>去掉 {name} 的照片</source>
            <translation>Remove the picture of {name}</translation>
        </message>
        <message>
            <source>页面上不再显示。谁何时去掉、为什么，记入审计。</source>
            <translation>It is no longer shown. Who removed it, when and why goes into the audit trail.</translation>
        </message>
        <message>
            <source>去掉</source>
            <translation>Remove</translation>
        </message>
    </context>
    <context>
        <name>PhotoDialog</name>
        <message>
            <source>放大</source>
            <translation>Zoom</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>保存照片</source>
            <translation>Keep the picture</translation>
        </message>
        <message>
            <source>照片已保存</source>
            <translation>Picture kept</translation>
        </message>
    </context>
    <context>
        <name>PrecautionDialog</name>
        <message>
            <source>防护类别</source>
            <translation>Precaution</translation>
        </message>
        <message>
            <source>自何时起</source>
            <translation>From</translation>
        </message>
        <message>
            <source>复核日期</source>
            <translation>Review on</translation>
        </message>
    </context>
    <context>
        <name>Residents</name>
        <message>
            <source>在所名册</source>
            <translation>The roll</translation>
        </message>
        <message>
            <source>入所登记</source>
            <translation>Admission</translation>
        </message>
        <message>
            <source>出所与去向</source>
            <translation>Departures</translation>
        </message>
        <message>
            <source>个人页</source>
            <translation>Person</translation>
        </message>
        <message>
            <source>外出登记</source>
            <translation>Absence</translation>
        </message>
        <message>
            <source>登记外出</source>
            <translation>Record absence</translation>
        </message>
        <message>
            <source>返回登记</source>
            <translation>Return</translation>
        </message>
        <message>
            <source>登记返回</source>
            <translation>Record return</translation>
        </message>
        <message>
            <source>出所登记</source>
            <translation>Exit</translation>
        </message>
        <message>
            <source>办理出所</source>
            <translation>Record exit</translation>
        </message>
        <message>
            <source>保存</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>护理级别</source>
            <translation>Care level</translation>
        </message>
        <message>
            <source>病情</source>
            <translation>Condition</translation>
        </message>
        <message>
            <source>费用类别</source>
            <translation>Fee class</translation>
        </message>
        <message>
            <source>法律身份</source>
            <translation>Legal status</translation>
        </message>
        <message>
            <source>防护标志</source>
            <translation>Precautions</translation>
        </message>
        <message>
            <source>开始防护</source>
            <translation>Start precaution</translation>
        </message>
        <message>
            <source>提醒</source>
            <translation>Alert</translation>
        </message>
        <message>
            <source>登记提醒</source>
            <translation>Start alert</translation>
        </message>
        <message>
            <source>更正身份信息</source>
            <translation>Correct identity</translation>
        </message>
        <message>
            <source>保存更正</source>
            <translation>Save correction</translation>
        </message>
        <message>
            <source>更正入所信息</source>
            <translation>Correct admission</translation>
        </message>
        <message>
            <source>延长期限</source>
            <translation>Extend the term</translation>
        </message>
        <message>
            <source>登记延长</source>
            <translation>Record extension</translation>
        </message>
        <message>
            <source>登记并安置</source>
            <translation>Admit and place</translation>
        </message>
        <message>
            <source>床</source>
            <translation>Bed</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>性别</source>
            <translation>Sex</translation>
        </message>
        <message>
            <source>编号</source>
            <translation>No.</translation>
        </message>
        <message>
            <source>级</source>
            <translation>Lv</translation>
        </message>
        <message>
            <source>防护</source>
            <translation>Prec.</translation>
        </message>
        <message>
            <source>入所</source>
            <translation>Admitted</translation>
        </message>
        <message>
            <source>剩余天数</source>
            <translation>Days left</translation>
        </message>
        <message>
            <source>去向</source>
            <translation>Where</translation>
        </message>
        <message>
            <source>超 {days} 天</source>
            <translation>{days} over</translation>
        </message>
        <message>
            <source>今天</source>
            <translation>Today</translation>
        </message>
        <message>
            <source>{kind} {when}</source>
            <translation>{kind} {when}</translation>
        </message>
        <message>
            <source>在所</source>
            <translation>In house</translation>
        </message>
        <message>
            <source>{kind} {when} 起</source>
            <translation>{kind} since {when}</translation>
        </message>
    </context>
    <context>
        <name>ResidentsPage</name>
        <message>
            <source>在所名册</source>
            <translation>The roll</translation>
        </message>
        <message>
            <source>入所登记</source>
            <translation>Admission</translation>
        </message>
        <message>
            <source>在外</source>
            <translation>Out</translation>
        </message>
        <message>
            <source>一级以上</source>
            <translation>Level 1 and above</translation>
        </message>
        <message>
            <source>没有床位</source>
            <translation>No bed</translation>
        </message>
        <message>
            <source>30 天内期满</source>
            <translation>Ends within 30 days</translation>
        </message>
        <message>
            <source>名册还是空的</source>
            <translation>The roll is empty</translation>
        </message>
        <message>
            <source>登记第一位入所人员，或从原来的表格导入。</source>
            <translation>Admit the first person, or import your spreadsheets.</translation>
        </message>
        <message>
            <source>打印</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>花名册</source>
            <translation>Roll</translation>
        </message>
        <message>
            <source>点名表</source>
            <translation>Roll call sheet</translation>
        </message>
        <message>
            <source>在册 {total} · 在所 {inside} · 在外 {out}</source>
            <translation>{total} on the roll · {inside} in house · {out} out</translation>
        </message>
        <message>
            <source>打印点名表</source>
            <translation>Print roll call sheet</translation>
        </message>
        <message>
            <source>查找在所人员，打开个人页。可按床号、姓名、拼音首字母、编号筛选。</source>
            <translation>Find residents and open their page. Filter by bed, name, pinyin initials or number.</translation>
        </message>
        <message>
            <source>剩余天数从决定之日起算，脱逃时间不计。</source>
            <translation>Days left count from the decision; time after an escape does not count.</translation>
        </message>
        <message>
            <source>防护标志说明怎样防护，不说明病种。</source>
            <translation>Precaution signs say how to protect, never the illness.</translation>
        </message>
    </context>
    <context>
        <name>ReturnDialog</name>
        <message>
            <source>返回时间</source>
            <translation>Returned at</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>Note</translation>
        </message>
    </context>
    <context>
        <name>SetFactDialog</name>
        <message>
            <source>改为</source>
            <translation>New value</translation>
        </message>
        <message>
            <source>自何时起</source>
            <translation>From</translation>
        </message>
        <message>
            <source>依据或原因</source>
            <translation>Ground or reason</translation>
        </message>
    </context>
    <context>
        <name>StayDialog</name>
        <message>
            <source>入所时间</source>
            <translation>Admitted at</translation>
        </message>
        <message>
            <source>决定书文号</source>
            <translation>Decision no.</translation>
        </message>
        <message>
            <source>决定机关</source>
            <translation>Deciding organ</translation>
        </message>
        <message>
            <source>决定日期</source>
            <translation>Decided on</translation>
        </message>
        <message>
            <source>更正原因</source>
            <translation>Reason for the correction</translation>
        </message>
    </context>
    <context>
        <name>TakenIn</name>
        <message>
            <source>打开个人页</source>
            <translation>Open person page</translation>
        </message>
        <message>
            <source>{name} 已入所，编号 {number}，床位 {bed}</source>
            <translation>{name} admitted, no. {number}, bed {bed}</translation>
        </message>
        <message>
            <source>{name} 已入所，编号 {number}，还没有床位</source>
            <translation>{name} admitted, no. {number}, no bed yet</translation>
        </message>
    </context>
    <context>
        <name>TermBar</name>
        <message>
            <source>{start} 起，{end} 期满</source>
            <translation>from {start}, ends {end}</translation>
        </message>
        <message>
            <source>{day} 可提前</source>
            <translation>early from {day}</translation>
        </message>
    </context>
</TS>
