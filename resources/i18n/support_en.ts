<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="zh_CN">
    <context>
        <name>AnswerDialog</name>
        <message>
            <source>答复诉求</source>
            <translation>Answer a request</translation>
        </message>
        <message>
            <source>答复</source>
            <translation>Answer</translation>
        </message>
        <message>
            <source>结果（已告知本人）</source>
            <translation>Result (told to the resident)</translation>
        </message>
    </context>
    <context>
        <name>DemandsCard</name>
        <message>
            <source>诉求</source>
            <translation>Requests</translation>
        </message>
        <message>
            <source>由谁办</source>
            <translation>Seen to by</translation>
        </message>
        <message>
            <source>期限</source>
            <translation>Due</translation>
        </message>
        <message>
            <source>未了诉求</source>
            <translation>Open requests</translation>
        </message>
        <message>
            <source>没有未了的诉求</source>
            <translation>No open requests</translation>
        </message>
        <message numerus="yes">
            <source>%n 条</source>
            <translation>
                <numerusform>%n item</numerusform>
                <numerusform>%n items</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>逾期 %n 天</source>
            <translation>
                <numerusform>%n day late</numerusform>
                <numerusform>%n days late</numerusform>
            </translation>
        </message>
        <message>
            <source>诉求已答复</source>
            <translation>Request answered</translation>
        </message>
    </context>
    <context>
        <name>DemandsEdit</name>
        <message>
            <source>诉求</source>
            <translation>Requests</translation>
        </message>
        <message>
            <source>由谁办</source>
            <translation>Seen to by</translation>
        </message>
        <message>
            <source>何时前</source>
            <translation>Until</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>加一条诉求</source>
            <translation>Add a request</translation>
        </message>
        <message>
            <source>待办</source>
            <translation>To do</translation>
        </message>
        <message>
            <source>删去这一条</source>
            <translation>Remove this line</translation>
        </message>
    </context>
    <context>
        <name>DueTalks</name>
        <message>
            <source>时限</source>
            <translation>Due</translation>
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
            <source>为什么谈</source>
            <translation>Why</translation>
        </message>
        <message>
            <source>应谈</source>
            <translation>Talks owed</translation>
        </message>
        <message>
            <source>已逾期</source>
            <translation>Overdue</translation>
        </message>
        <message>
            <source>该谈的都谈了</source>
            <translation>Everybody has been talked with</translation>
        </message>
        <message>
            <source>{n} 项 · 逾期 {late}</source>
            <translation>{n} · {late} overdue</translation>
        </message>
    </context>
    <context>
        <name>EarlierTalks</name>
        <message>
            <source>日期</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>内容</source>
            <translation>Content</translation>
        </message>
        <message>
            <source>情绪</source>
            <translation>Mood</translation>
        </message>
        <message>
            <source>风险</source>
            <translation>Risk</translation>
        </message>
        <message>
            <source>以往谈话</source>
            <translation>Earlier talks</translation>
        </message>
        <message>
            <source>还没有谈过话</source>
            <translation>No talks yet</translation>
        </message>
        <message numerus="yes">
            <source>%n 次</source>
            <translation>
                <numerusform>%n talk</numerusform>
                <numerusform>%n talks</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PersonCardBox</name>
        <message>
            <source>打开</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>还没有选谈话对象</source>
            <translation>Nobody chosen yet</translation>
        </message>
        <message>
            <source>输入姓名、拼音首字母、床号或编号</source>
            <translation>Type a name, pinyin initials, a bed or a number</translation>
        </message>
        <message>
            <source>{n} 岁</source>
            <translation>{n} years</translation>
        </message>
        <message>
            <source>重点人员 {n} 级</source>
            <translation>Focus person, level {n}</translation>
        </message>
        <message>
            <source>入所第 {n} 天</source>
            <translation>Day {n}</translation>
        </message>
        <message>
            <source>期满 {day}</source>
            <translation>Term ends {day}</translation>
        </message>
    </context>
    <context>
        <name>Support</name>
        <message>
            <source>个别谈话</source>
            <translation>Individual talk</translation>
        </message>
        <message>
            <source>谈话记录</source>
            <translation>Talk record</translation>
        </message>
        <message>
            <source>谈话</source>
            <translation>Talks</translation>
        </message>
    </context>
    <context>
        <name>TalkPage</name>
        <message>
            <source>个别谈话</source>
            <translation>Individual talk</translation>
        </message>
        <message>
            <source>返回列表</source>
            <translation>Back to the list</translation>
        </message>
        <message>
            <source>本表本区民警与联合小组可见，不是心理咨询记录</source>
            <translation>Seen by the officers of the zone and the joint groups; not a counselling record</translation>
        </message>
        <message>
            <source>作废</source>
            <translation>Void</translation>
        </message>
        <message>
            <source>更正</source>
            <translation>Correct</translation>
        </message>
        <message>
            <source>打印预览</source>
            <translation>Print preview</translation>
        </message>
        <message>
            <source>本月应谈 {all} · 已谈 {done} · 逾期 {late}</source>
            <translation>This month: {all} to talk with · {done} done · {late} overdue</translation>
        </message>
        <message>
            <source>新记录</source>
            <translation>New record</translation>
        </message>
        <message>
            <source>谈话记录已签名</source>
            <translation>Talk record signed</translation>
        </message>
        <message>
            <source>草稿已存，可以在“个别谈话”里接着写</source>
            <translation>Draft saved; go on writing it under “Individual talk”</translation>
        </message>
        <message>
            <source>作废这份谈话记录？</source>
            <translation>Declare this talk record void?</translation>
        </message>
        <message>
            <source>记录会划线保留，它提出的诉求同时关闭。接着要输入密码。</source>
            <translation>The record stays, struck through; its requests are closed. The password is asked next.</translation>
        </message>
        <message>
            <source>作废谈话记录</source>
            <translation>Void a talk record</translation>
        </message>
        <message>
            <source>个别谈话记录</source>
            <translation>Talk record</translation>
        </message>
        <message>
            <source>个别谈话记录（草稿）</source>
            <translation>Talk record (draft)</translation>
        </message>
        <message>
            <source>写谈话记录</source>
            <translation>Write a talk</translation>
        </message>
        <message>
            <source>记录民警与学员的个别谈话。写完签名，诉求自动开始计时，高风险立即提醒。</source>
            <translation>Record an officer's talk with a resident. When it is signed, its requests start to run and a high risk alarms at once.</translation>
        </message>
        <message>
            <source>每人每月至少一次；新入所 24 小时内，第 3、7、15、30 天；重点人员每周或每两周。</source>
            <translation>Everybody at least monthly; newcomers within 24 h and at day 3, 7, 15, 30; focus persons weekly or every two weeks.</translation>
        </message>
        <message>
            <source>调床、病情变化、外出返回后 24 小时内；出所前 7 天内和当天。</source>
            <translation>Within 24 h of a move, a change of health, a return from leave; within 7 days before release and on the last day.</translation>
        </message>
        <message>
            <source>处分谈话须两人；与女学员谈话须有女工作人员在场。</source>
            <translation>Talks on discipline need two persons; talks with women a woman of the staff.</translation>
        </message>
        <message>
            <source>每条诉求有人办、有期限，结果告诉本人。</source>
            <translation>Each request has an owner and a date; the resident is told the result.</translation>
        </message>
    </context>
    <context>
        <name>TalkPane</name>
        <message>
            <source>签名完成</source>
            <translation>Sign</translation>
        </message>
        <message>
            <source>更正并签名</source>
            <translation>Correct and sign</translation>
        </message>
        <message>
            <source>个别谈话记录</source>
            <translation>Talk record</translation>
        </message>
        <message>
            <source>更正原因</source>
            <translation>Reason of the correction</translation>
        </message>
        <message>
            <source>打印预览</source>
            <translation>Print preview</translation>
        </message>
        <message>
            <source>谈话对象</source>
            <translation>Resident</translation>
        </message>
        <message>
            <source>日期</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>开始</source>
            <translation>From</translation>
        </message>
        <message>
            <source>输入 1405 即可</source>
            <translation>1405 will do</translation>
        </message>
        <message>
            <source>结束</source>
            <translation>Until</translation>
        </message>
        <message>
            <source>地点</source>
            <translation>Place</translation>
        </message>
        <message>
            <source>记录人</source>
            <translation>Recorder</translation>
        </message>
        <message>
            <source>谈话类别</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>必谈事由</source>
            <translation>Required because</translation>
        </message>
        <message>
            <source>谈话主题</source>
            <translation>Topics</translation>
        </message>
        <message>
            <source>谈话内容</source>
            <translation>Content</translation>
        </message>
        <message>
            <source>插入常用语 Ctrl+J</source>
            <translation>Insert a phrase Ctrl+J</translation>
        </message>
        <message>
            <source>情绪</source>
            <translation>Mood</translation>
        </message>
        <message>
            <source>睡眠</source>
            <translation>Sleep</translation>
        </message>
        <message>
            <source>食欲</source>
            <translation>Appetite</translation>
        </message>
        <message>
            <source>态度</source>
            <translation>Attitude</translation>
        </message>
        <message>
            <source>诉求与措施</source>
            <translation>Requests and measures</translation>
        </message>
        <message>
            <source>诉求</source>
            <translation>Requests</translation>
        </message>
        <message>
            <source>处置措施</source>
            <translation>Measures</translation>
        </message>
        <message>
            <source>风险 谈话前</source>
            <translation>Risk before</translation>
        </message>
        <message>
            <source>谈话后</source>
            <translation>After</translation>
        </message>
        <message>
            <source>下次谈话</source>
            <translation>Next talk</translation>
        </message>
        <message>
            <source>高风险：3 天内</source>
            <translation>High risk: within 3 days</translation>
        </message>
        <message>
            <source>需要介入</source>
            <translation>To be involved</translation>
        </message>
        <message>
            <source>在场人</source>
            <translation>Present</translation>
        </message>
        <message>
            <source>女学员</source>
            <translation>Woman resident</translation>
        </message>
        <message>
            <source>有女工作人员在场</source>
            <translation>A woman of the staff is present</translation>
        </message>
        <message>
            <source>与{name}的谈话，{when} 至 {until}，{place}</source>
            <translation>Talk with {name}, {when} to {until}, {place}</translation>
        </message>
        <message>
            <source>本区民警与联合小组可以查看这份记录</source>
            <translation>Officers of the zone and the joint groups may read this record</translation>
        </message>
        <message numerus="yes">
            <source>%n 条诉求开始计时</source>
            <translation>
                <numerusform>%n request starts to run</numerusform>
                <numerusform>%n requests start to run</numerusform>
            </translation>
        </message>
        <message>
            <source>风险升高：签名后立即提醒医生与值班长</source>
            <translation>Risk raised: doctor and shift leader are alarmed as soon as you sign</translation>
        </message>
        <message>
            <source>{n} 字，建议 {least} 字以上</source>
            <translation>{n} characters, {least} or more advised</translation>
        </message>
        <message>
            <source>升为高：签名后立即提醒医生与值班长</source>
            <translation>Raised: signing alarms doctor and shift leader at once</translation>
        </message>
    </context>
    <context>
        <name>TalkWords</name>
        <message>
            <source>时间</source>
            <translation>Time</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>类别</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>内容</source>
            <translation>Content</translation>
        </message>
        <message>
            <source>谈话人</source>
            <translation>Talker</translation>
        </message>
        <message>
            <source>风险</source>
            <translation>Risk</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>补记</source>
            <translation>Late entry</translation>
        </message>
        <message>
            <source>有更正</source>
            <translation>Corrected</translation>
        </message>
        <message>
            <source>{name} · {when} 至 {until} · {place} · 谈话人 {talker}</source>
            <translation>{name} · {when} to {until} · {place} · talker {talker}</translation>
        </message>
        <message>
            <source>已作废：{reason}</source>
            <translation>Void: {reason}</translation>
        </message>
        <message>
            <source>个别谈话记录</source>
            <translation>Talk record</translation>
        </message>
        <message>
            <source>类别事由</source>
            <translation>Kind and reason</translation>
        </message>
        <message>
            <source>谈话主题</source>
            <translation>Topics</translation>
        </message>
        <message>
            <source>谈话内容</source>
            <translation>Content</translation>
        </message>
        <message>
            <source>诉求</source>
            <translation>Requests</translation>
        </message>
        <message>
            <source>处置措施</source>
            <translation>Measures</translation>
        </message>
        <message>
            <source>记录人</source>
            <translation>Recorder</translation>
        </message>
        <message>
            <source>在场人</source>
            <translation>Present</translation>
        </message>
        <message>
            <source>需要介入</source>
            <translation>To be involved</translation>
        </message>
        <message>
            <source>情绪 {n} / 5</source>
            <translation>Mood {n} / 5</translation>
        </message>
        <message>
            <source>睡眠 {value}</source>
            <translation>Sleep: {value}</translation>
        </message>
        <message>
            <source>食欲 {value}</source>
            <translation>Appetite: {value}</translation>
        </message>
        <message>
            <source>态度 {value}</source>
            <translation>Attitude: {value}</translation>
        </message>
        <message>
            <source>下次谈话 {day}</source>
            <translation>next talk {day}</translation>
        </message>
        <message>
            <source>第 {n} 版 · {status} · {who} · {when}</source>
            <translation>Version {n} · {status} · {who} · {when}</translation>
        </message>
    </context>
    <context>
        <name>TalksPage</name>
        <message>
            <source>个别谈话</source>
            <translation>Individual talk</translation>
        </message>
        <message>
            <source>写谈话记录</source>
            <translation>Write a talk</translation>
        </message>
        <message>
            <source>近 31 天谈话</source>
            <translation>Talks of the last 31 days</translation>
        </message>
        <message>
            <source>草稿</source>
            <translation>Drafts</translation>
        </message>
        <message>
            <source>近 31 天没有谈话记录</source>
            <translation>No talk records in the last 31 days</translation>
        </message>
        <message>
            <source>本月应谈 {all} · 已谈 {done} · 逾期 {late}</source>
            <translation>This month: {all} to talk with · {done} done · {late} overdue</translation>
        </message>
        <message>
            <source>左边是该谈的人和原因，右边是谈过的记录。回车打开。</source>
            <translation>Left: who must be talked with and why. Right: talks held. Enter opens.</translation>
        </message>
        <message>
            <source>每人每月至少一次谈话，新入所和重点人员更密。</source>
            <translation>Everybody at least monthly; newcomers and focus persons more often.</translation>
        </message>
    </context>
    <context>
        <name>TalksTab</name>
        <message>
            <source>谈话</source>
            <translation>Talks</translation>
        </message>
        <message>
            <source>还没有谈过话</source>
            <translation>No talks yet</translation>
        </message>
        <message>
            <source>写谈话记录</source>
            <translation>Write a talk</translation>
        </message>
        <message numerus="yes">
            <source>%n 次</source>
            <translation>
                <numerusform>%n talk</numerusform>
                <numerusform>%n talks</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TriggersEdit</name>
        <message>
            <source>添加事由</source>
            <translation>Add a reason</translation>
        </message>
        <message>
            <source>去掉</source>
            <translation>Remove</translation>
        </message>
    </context>
</TS>
