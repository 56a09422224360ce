<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="zh_CN">
    <context>
        <name>DutyPane</name>
        <message>
            <source>岗位</source>
            <translation>Post</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>电话</source>
            <translation>Phone</translation>
        </message>
        <message>
            <source>现在值班</source>
            <translation>On duty now</translation>
        </message>
        <message>
            <source>没有已发布的值班表</source>
            <translation>No published roster</translation>
        </message>
        <message>
            <source>{n} 人</source>
            <translation>{n} people</translation>
        </message>
        <message>
            <source>{name}（我）</source>
            <translation>{name} (me)</translation>
        </message>
    </context>
    <context>
        <name>FactStrip</name>
        <message>
            <source>昨夜到现在</source>
            <translation>Since last night</translation>
        </message>
    </context>
    <context>
        <name>PatientsPane</name>
        <message>
            <source>床</source>
            <translation>Bed</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>级</source>
            <translation>Lvl</translation>
        </message>
        <message>
            <source>防护</source>
            <translation>Prec.</translation>
        </message>
        <message>
            <source>要点</source>
            <translation>Points</translation>
        </message>
        <message>
            <source>我的病员</source>
            <translation>My patients</translation>
        </message>
        <message>
            <source>需关注</source>
            <translation>Attention</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>没有需要关注的病员</source>
            <translation>Nobody wants special attention</translation>
        </message>
        <message numerus="yes">
            <source>%n 人</source>
            <translation>
                <numerusform>%n person</numerusform>
                <numerusform>%n people</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>另有 %n 人平稳</source>
            <translation>
                <numerusform>%n more is quiet</numerusform>
                <numerusform>%n more are quiet</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ToSignPane</name>
        <message>
            <source>记录</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>时间</source>
            <translation>Time</translation>
        </message>
        <message>
            <source>等什么</source>
            <translation>Waits for</translation>
        </message>
        <message>
            <source>待我签署</source>
            <translation>To sign</translation>
        </message>
        <message>
            <source>签署</source>
            <translation>Sign</translation>
        </message>
        <message>
            <source>没有等您签的</source>
            <translation>Nothing waits for your signature</translation>
        </message>
        <message numerus="yes">
            <source>%n 条</source>
            <translation>
                <numerusform>%n item</numerusform>
                <numerusform>%n items</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>签署 %n 份记录</source>
            <translation>
                <numerusform>Sign %n note</numerusform>
                <numerusform>Sign %n notes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>已签署 %n 份</source>
            <translation>
                <numerusform>%n note signed</numerusform>
                <numerusform>%n notes signed</numerusform>
            </translation>
        </message>
        <message>
            <source>签署 {n} 条</source>
            <translation>Sign {n}</translation>
        </message>
        <message>
            <source>等您审签</source>
            <translation>Your co-signature</translation>
        </message>
        <message>
            <source>您的草稿</source>
            <translation>Your draft</translation>
        </message>
    </context>
    <context>
        <name>Today</name>
        <message>
            <source>今日</source>
            <translation>Today</translation>
        </message>
    </context>
    <context>
        <name>TodayPage</name>
        <message>
            <source>今日</source>
            <translation>Today</translation>
        </message>
        <message>
            <source>写病程</source>
            <translation>Write a note</translation>
        </message>
        <message>
            <source>写谈话记录</source>
            <translation>Write a talk</translation>
        </message>
        <message>
            <source>我的工作</source>
            <translation>My work</translation>
        </message>
        <message>
            <source>按时限</source>
            <translation>By time</translation>
        </message>
        <message>
            <source>按病员</source>
            <translation>By person</translation>
        </message>
        <message>
            <source>按房间</source>
            <translation>By room</translation>
        </message>
        <message>
            <source>都做完了</source>
            <translation>All done</translation>
        </message>
        <message>
            <source>到期的工作会自己出现在这里。</source>
            <translation>Work appears here by itself when it is due.</translation>
        </message>
        <message>
            <source>移动</source>
            <translation>move</translation>
        </message>
        <message>
            <source>办理</source>
            <translation>do it</translation>
        </message>
        <message>
            <source>看病员</source>
            <translation>see the person</translation>
        </message>
        <message>
            <source>下一项逾期</source>
            <translation>next overdue</translation>
        </message>
        <message>
            <source>页签</source>
            <translation>Tabs</translation>
        </message>
        <message numerus="yes">
            <source>%n 项</source>
            <translation>
                <numerusform>%n item</numerusform>
                <numerusform>%n items</numerusform>
            </translation>
        </message>
        <message>
            <source>到期的工作自己排在这里：逾期、两小时内、今天稍后。回车去办，办完自动消失。</source>
            <translation>Work lines up here by itself: overdue, within two hours, later today. Enter takes you there; done work disappears.</translation>
        </message>
        <message>
            <source>医生的工作按时限排列，超过时限变红。</source>
            <translation>A doctor's work is sorted by its limits; red when they are over.</translation>
        </message>
        <message>
            <source>该谈话的人按时限出现在民警的工作里。</source>
            <translation>People to be talked with appear in the officer's work by their limits.</translation>
        </message>
    </context>
    <context>
        <name>TodayWords</name>
        <message>
            <source>未安置</source>
            <translation>No bed</translation>
        </message>
        <message>
            <source>{n} 项</source>
            <translation>{n}</translation>
        </message>
        <message>
            <source>已逾期</source>
            <translation>Overdue</translation>
        </message>
        <message>
            <source>两小时内</source>
            <translation>Within two hours</translation>
        </message>
        <message>
            <source>今天稍后</source>
            <translation>Later today</translation>
        </message>
        <message>
            <source>续写草稿</source>
            <translation>Go on</translation>
        </message>
        <message>
            <source>谈话</source>
            <translation>Talk</translation>
        </message>
        <message>
            <source>答复</source>
            <translation>Answer</translation>
        </message>
        <message>
            <source>书写</source>
            <translation>Write</translation>
        </message>
        <message>
            <source>审批</source>
            <translation>Decide</translation>
        </message>
        <message>
            <source>签收</source>
            <translation>Receive</translation>
        </message>
        <message>
            <source>签字</source>
            <translation>Sign</translation>
        </message>
        <message>
            <source>复核</source>
            <translation>Review</translation>
        </message>
        <message>
            <source>调床</source>
            <translation>Move</translation>
        </message>
        <message>
            <source>{name}，夜里好。</source>
            <translation>Good night, {name}.</translation>
        </message>
        <message>
            <source>{name}，早上好。</source>
            <translation>Good morning, {name}.</translation>
        </message>
        <message>
            <source>{name}，下午好。</source>
            <translation>Good afternoon, {name}.</translation>
        </message>
        <message>
            <source>{name}，晚上好。</source>
            <translation>Good evening, {name}.</translation>
        </message>
        <message>
            <source>{n} 项已逾期，先看</source>
            <translation>{n} overdue, first</translation>
        </message>
        <message>
            <source>没有逾期，今天还有 {n} 项</source>
            <translation>Nothing overdue; {n} more today</translation>
        </message>
        <message>
            <source>没有到期的工作</source>
            <translation>Nothing is due</translation>
        </message>
    </context>
</TS>
