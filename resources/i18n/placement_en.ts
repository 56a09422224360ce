<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="zh_CN">
    <context>
        <name>AgreementsPane</name>
        <message>
            <source>没有待确认的调床</source>
            <translation>No moves to agree to</translation>
        </message>
        <message>
            <source>同区调床当时生效，由分区负责人看过后同意。</source>
            <translation>A move inside a zone holds at once; the zone's head agrees afterwards.</translation>
        </message>
        <message>
            <source>同意</source>
            <translation>Agree</translation>
        </message>
        <message>
            <source>不同意…</source>
            <translation>Object…</translation>
        </message>
        <message>
            <source>调床</source>
            <translation>Move</translation>
        </message>
        <message>
            <source>分区</source>
            <translation>Zone</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>登记</source>
            <translation>Entered</translation>
        </message>
        <message>
            <source>分区负责人</source>
            <translation>Head of zone</translation>
        </message>
        <message>
            <source>原因</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>{kind}：{n} 人</source>
            <translation>{kind}: {n} people</translation>
        </message>
        <message>
            <source>未登记，由中心领导</source>
            <translation>None; the director</translation>
        </message>
        <message>
            <source>同意 {what}</source>
            <translation>Agree to {what}</translation>
        </message>
        <message>
            <source>同区调床由分区负责人同意，请写明代为同意的原因。</source>
            <translation>The zone's head agrees to moves inside it; say why you do it instead.</translation>
        </message>
        <message>
            <source>不同意 {what}</source>
            <translation>Object to {what}</translation>
        </message>
        <message>
            <source>床位不会自动改回；理由留在这里七天，请另行调床。</source>
            <translation>Nobody is moved back by this; the reason stays here for seven days. Make another move if needed.</translation>
        </message>
        <message>
            <source>不同意</source>
            <translation>Object</translation>
        </message>
        <message>
            <source>已同意</source>
            <translation>Agreed</translation>
        </message>
        <message>
            <source>异议已记录</source>
            <translation>Objection recorded</translation>
        </message>
    </context>
    <context>
        <name>ApartDialog</name>
        <message>
            <source>甲方</source>
            <translation>First person</translation>
        </message>
        <message>
            <source>角色</source>
            <translation>Part</translation>
        </message>
        <message>
            <source>乙方</source>
            <translation>Second person</translation>
        </message>
        <message>
            <source>原因</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>有效至（空为长期）</source>
            <translation>Until (empty: open-ended)</translation>
        </message>
        <message>
            <source>范围</source>
            <translation>Scope</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>Note</translation>
        </message>
    </context>
    <context>
        <name>ApartPage</name>
        <message>
            <source>分开居住</source>
            <translation>Keep apart</translation>
        </message>
        <message>
            <source>有效</source>
            <translation>In force</translation>
        </message>
        <message>
            <source>已解除</source>
            <translation>Closed</translation>
        </message>
        <message>
            <source>设定分开居住</source>
            <translation>New keep-apart</translation>
        </message>
        <message>
            <source>没有须分开居住的人</source>
            <translation>Nobody has to be kept apart</translation>
        </message>
        <message>
            <source>设定后，床位图和安置建议都会遵守。</source>
            <translation>Once set, the bed map and all proposals respect it.</translation>
        </message>
        <message>
            <source>解除…</source>
            <translation>Close…</translation>
        </message>
        <message>
            <source>恢复…</source>
            <translation>Reopen…</translation>
        </message>
        <message>
            <source>甲方</source>
            <translation>First person</translation>
        </message>
        <message>
            <source>乙方</source>
            <translation>Second person</translation>
        </message>
        <message>
            <source>原因</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>范围</source>
            <translation>Scope</translation>
        </message>
        <message>
            <source>自</source>
            <translation>From</translation>
        </message>
        <message>
            <source>至</source>
            <translation>To</translation>
        </message>
        <message>
            <source>设定人</source>
            <translation>Set by</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>{day} 解除</source>
            <translation>Closed {day}</translation>
        </message>
        <message>
            <source>长期</source>
            <translation>No end</translation>
        </message>
        <message numerus="yes">
            <source>%n 对</source>
            <translation>
                <numerusform>%n pair</numerusform>
                <numerusform>%n pairs</numerusform>
            </translation>
        </message>
        <message>
            <source>有人现在的床位违反分开居住，红色标出</source>
            <translation>Somebody's present bed breaks a keep-apart; marked in red</translation>
        </message>
        <message>
            <source>到床位图</source>
            <translation>To the bed map</translation>
        </message>
        <message>
            <source>已设定分开居住，床位已重新检查</source>
            <translation>Keep-apart set; all beds were checked again</translation>
        </message>
        <message>
            <source>解除 {one} 与 {two} 的分开居住</source>
            <translation>Close the keep-apart of {one} and {two}</translation>
        </message>
        <message>
            <source>解除后两人可以安排在一起。记录保留，可以恢复。</source>
            <translation>Afterwards the two may be placed together. The record stays and can be reopened.</translation>
        </message>
        <message>
            <source>解除</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>恢复 {one} 与 {two} 的分开居住</source>
            <translation>Reopen the keep-apart of {one} and {two}</translation>
        </message>
        <message>
            <source>恢复</source>
            <translation>Reopen</translation>
        </message>
        <message>
            <source>已解除分开居住</source>
            <translation>Keep-apart closed</translation>
        </message>
        <message>
            <source>已恢复分开居住，床位已重新检查</source>
            <translation>Keep-apart reopened; all beds were checked again</translation>
        </message>
        <message>
            <source>同案、仇怨、斗殴等须分开居住的人，按范围不同室、不同区或不同在本中心。</source>
            <translation>People who must live apart (same case, enmity, a fight …): in different rooms, different zones, or not both in the centre.</translation>
        </message>
        <message>
            <source>违反时床位图拒绝安置，只有安全组可以批准例外。</source>
            <translation>The map refuses such a bed; only the security group may allow an exception.</translation>
        </message>
    </context>
    <context>
        <name>BedChangeDialog</name>
        <message>
            <source>床位类别</source>
            <translation>Capacity kind</translation>
        </message>
        <message>
            <source>性别</source>
            <translation>Sex</translation>
        </message>
        <message>
            <source>设施</source>
            <translation>Equipment</translation>
        </message>
        <message>
            <source>{name} 住在这里：撤除或减为非开放床位，须调走后才能批准</source>
            <translation>{name} lies here: a removal, or taking it out of the working beds, is approved once they have moved</translation>
        </message>
        <message>
            <source>撤除这张床</source>
            <translation>Remove this bed</translation>
        </message>
        <message>
            <source>理由</source>
            <translation>Reason</translation>
        </message>
    </context>
    <context>
        <name>BedMenu</name>
        <message>
            <source>打开个人页</source>
            <translation>Open the person's page</translation>
        </message>
        <message>
            <source>打印床头卡</source>
            <translation>Print bed card</translation>
        </message>
        <message>
            <source>打印腕带</source>
            <translation>Print wristband</translation>
        </message>
        <message>
            <source>打印标签</source>
            <translation>Print label</translation>
        </message>
        <message>
            <source>调床…</source>
            <translation>Move…</translation>
        </message>
        <message>
            <source>拿起（Ctrl+X）</source>
            <translation>Pick up (Ctrl+X)</translation>
        </message>
        <message>
            <source>多人互换…</source>
            <translation>Exchange among several…</translation>
        </message>
        <message>
            <source>预留…</source>
            <translation>Reserve…</translation>
        </message>
        <message>
            <source>取消预留</source>
            <translation>Cancel reservation</translation>
        </message>
        <message>
            <source>开始消毒</source>
            <translation>Start disinfection</translation>
        </message>
        <message>
            <source>清洁消毒签字</source>
            <translation>Sign as clean</translation>
        </message>
        <message>
            <source>停用床位…</source>
            <translation>Close bed…</translation>
        </message>
        <message>
            <source>恢复使用</source>
            <translation>Reopen</translation>
        </message>
        <message>
            <source>已申请跨区互换，见“待安置”页的方案与互换</source>
            <translation>Exchange asked for: it stands on the page Waiting under plans and exchanges</translation>
        </message>
        <message>
            <source>床位已互换</source>
            <translation>Beds exchanged</translation>
        </message>
        <message>
            <source>已申请转区，等待两方同意</source>
            <translation>Transfer asked for; both sides decide</translation>
        </message>
        <message>
            <source>床位已调整</source>
            <translation>Bed changed</translation>
        </message>
        <message>
            <source>已预留 {bed}</source>
            <translation>{bed} reserved</translation>
        </message>
        <message>
            <source>已取消预留 {bed}</source>
            <translation>Reservation of {bed} cancelled</translation>
        </message>
        <message>
            <source>{bed} 开始消毒</source>
            <translation>{bed}: disinfection started</translation>
        </message>
        <message>
            <source>{bed} 已签清洁消毒，可以安置</source>
            <translation>{bed} signed as clean and ready</translation>
        </message>
        <message>
            <source>{bed} 已停用</source>
            <translation>{bed} closed</translation>
        </message>
        <message>
            <source>{bed} 已恢复使用</source>
            <translation>{bed} reopened</translation>
        </message>
        <message>
            <source>{zone}：区名单</source>
            <translation>{zone}: zone list</translation>
        </message>
        <message>
            <source>{zone}：床头卡</source>
            <translation>{zone}: bed cards</translation>
        </message>
        <message>
            <source>{zone}：腕带</source>
            <translation>{zone}: wristbands</translation>
        </message>
        <message>
            <source>{zone}：标签</source>
            <translation>{zone}: labels</translation>
        </message>
        <message>
            <source>区名单 {zone}</source>
            <translation>Zone list {zone}</translation>
        </message>
        <message>
            <source>床头卡</source>
            <translation>Bed cards</translation>
        </message>
        <message>
            <source>腕带</source>
            <translation>Wristbands</translation>
        </message>
        <message>
            <source>标签</source>
            <translation>Labels</translation>
        </message>
    </context>
    <context>
        <name>BedTab</name>
        <message>
            <source>现在</source>
            <translation>Now</translation>
        </message>
        <message>
            <source>床</source>
            <translation>Bed</translation>
        </message>
        <message>
            <source>区</source>
            <translation>Zone</translation>
        </message>
        <message>
            <source>自</source>
            <translation>From</translation>
        </message>
        <message>
            <source>至</source>
            <translation>To</translation>
        </message>
        <message>
            <source>原因</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>住过的床位</source>
            <translation>Beds so far</translation>
        </message>
        <message>
            <source>还没有住过床位</source>
            <translation>No bed so far</translation>
        </message>
        <message>
            <source>下达隔离</source>
            <translation>Order isolation</translation>
        </message>
        <message>
            <source>评估同室风险</source>
            <translation>Assess sharing risk</translation>
        </message>
        <message>
            <source>合适的床位</source>
            <translation>Suitable beds</translation>
        </message>
        <message>
            <source>这里按规则列出合适的床位</source>
            <translation>Suitable beds are listed here by the rules</translation>
        </message>
        <message>
            <source>每张床都写明理由，由您确定。</source>
            <translation>Each with its reasons; you decide.</translation>
        </message>
        <message>
            <source>在床位图上看</source>
            <translation>See on the map</translation>
        </message>
        <message>
            <source>安置到所选床位</source>
            <translation>Place in the chosen bed</translation>
        </message>
        <message>
            <source>没有床位</source>
            <translation>No bed</translation>
        </message>
        <message>
            <source>外出期间床位保留</source>
            <translation>The bed is held while out</translation>
        </message>
        <message>
            <source>规则例外 {rule}（{words}）· {bed}</source>
            <translation>Exception to {rule} ({words}) · {bed}</translation>
        </message>
        <message>
            <source>复核 {time}</source>
            <translation>Review {time}</translation>
        </message>
        <message>
            <source>须一人一室</source>
            <translation>Alone in the room</translation>
        </message>
        <message>
            <source>复核…</source>
            <translation>Review…</translation>
        </message>
        <message>
            <source>同室风险：{level}</source>
            <translation>Sharing risk: {level}</translation>
        </message>
        <message>
            <source>会签</source>
            <translation>Countersign</translation>
        </message>
        <message>
            <source>与 {name} 分开居住</source>
            <translation>Kept apart from {name}</translation>
        </message>
        <message>
            <source>申请转到 {bed}</source>
            <translation>Asked to move to {bed}</translation>
        </message>
        <message>
            <source>已下达隔离，床位已重新检查</source>
            <translation>Isolation ordered; beds were checked again</translation>
        </message>
        <message>
            <source>已签字，另一方会签后生效</source>
            <translation>Signed; counts when the other side signs</translation>
        </message>
        <message>
            <source>已复核，床位已重新检查</source>
            <translation>Reviewed; beds were checked again</translation>
        </message>
        <message>
            <source>同室风险已生效</source>
            <translation>The sharing risk is in force</translation>
        </message>
    </context>
    <context>
        <name>Carry</name>
        <message>
            <source>这是过去的床位图，回到现在才能调床</source>
            <translation>This is a past map; go back to now to move people</translation>
        </message>
        <message>
            <source>您的岗位只能查看床位图</source>
            <translation>Your post may only look at the map</translation>
        </message>
        <message>
            <source>{name} · 待安置 → {zone} {bed}</source>
            <translation>{name} · without a bed → {zone} {bed}</translation>
        </message>
        <message>
            <source>{name} · 现住 {old} → {zone} {bed}</source>
            <translation>{name} · now in {old} → {zone} {bed}</translation>
        </message>
        <message>
            <source>{bed} 住着 {name}</source>
            <translation>{name} lies in {bed}</translation>
        </message>
        <message>
            <source>{bed} 留给外出的 {name}</source>
            <translation>{bed} is held for {name}, who is out</translation>
        </message>
        <message>
            <source>不能与 {name} 互换床位</source>
            <translation>Cannot exchange beds with {name}</translation>
        </message>
        <message>
            <source>可与 {name} 互换床位</source>
            <translation>Can exchange beds with {name}</translation>
        </message>
        <message>
            <source>{name} 已安置到 {bed}</source>
            <translation>{name} placed in {bed}</translation>
        </message>
        <message>
            <source>在床位图上调床</source>
            <translation>Moved on the bed map</translation>
        </message>
        <message>
            <source>已撤销，各人回到原来的床位</source>
            <translation>Undone: everybody is back in their bed</translation>
        </message>
        <message>
            <source>已申请转区，床位保留 24 小时，等待两方同意</source>
            <translation>Transfer requested: the bed is kept for 24 hours until both sides approve</translation>
        </message>
        <message>
            <source>已紧急调床</source>
            <translation>Moved urgently</translation>
        </message>
        <message>
            <source>安置 {name} 到 {bed} 须确认</source>
            <translation>Confirm placing {name} in {bed}</translation>
        </message>
        <message>
            <source>写明原因并安置</source>
            <translation>Give reason and place</translation>
        </message>
        <message>
            <source>批准例外并申请转区</source>
            <translation>Allow and ask for the transfer</translation>
        </message>
        <message>
            <source>已申请跨区互换，见“待安置”页的方案与互换</source>
            <translation>Exchange asked for: it stands on the page Waiting under plans and exchanges</translation>
        </message>
        <message>
            <source>批准例外并安置</source>
            <translation>Allow and place</translation>
        </message>
        <message>
            <source>可申请与 {name} 跨区互换</source>
            <translation>An exchange with {name} can be asked for</translation>
        </message>
        <message>
            <source>{name} 已调到 {bed}，待分区负责人确认</source>
            <translation>{name} moved to {bed}; the head of the zone agrees afterwards</translation>
        </message>
        <message>
            <source>{one} 与 {two} 互换床位</source>
            <translation>{one} and {two} exchange beds</translation>
        </message>
        <message>
            <source>{one}：{old} → {new}
{two}：{new} → {old}
互换即由您签字确认：两张床在换人之间已清洁消毒。</source>
            <translation>{one}: {old} → {new}
{two}: {new} → {old}
By exchanging you sign that both beds were cleaned in between.</translation>
        </message>
        <message>
            <source>放下则放回原处</source>
            <translation>Set down here they are put back</translation>
        </message>
        <message>
            <source>放下后申请，两方同意、接收区签收后互换</source>
            <translation>Put down to ask; exchanged once both sides agree and the receiving zone signs</translation>
        </message>
        <message>
            <source>放下后写明原因</source>
            <translation>Put down, then give the reason</translation>
        </message>
        <message>
            <source>签字并互换</source>
            <translation>Sign and exchange</translation>
        </message>
        <message>
            <source>{one} 与 {two} 已互换床位</source>
            <translation>{one} and {two} have exchanged beds</translation>
        </message>
    </context>
    <context>
        <name>CloseDialog</name>
        <message>
            <source>原因</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>说明（显示在床位图上）</source>
            <translation>Note (shown on the map)</translation>
        </message>
    </context>
    <context>
        <name>ContactsPage</name>
        <message>
            <source>同住查询</source>
            <translation>Contacts</translation>
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
            <source>选一个人和时段</source>
            <translation>Choose a person and a time span</translation>
        </message>
        <message>
            <source>列出这段时间与其同室或同区的人，按时长排列。</source>
            <translation>Lists everybody who shared a room or zone in that time, longest first.</translation>
        </message>
        <message>
            <source>同室</source>
            <translation>Same room</translation>
        </message>
        <message>
            <source>同区</source>
            <translation>Same zone</translation>
        </message>
        <message>
            <source>查询</source>
            <translation>Search</translation>
        </message>
        <message>
            <source>病员</source>
            <translation>Patient</translation>
        </message>
        <message>
            <source>自</source>
            <translation>From</translation>
        </message>
        <message>
            <source>至</source>
            <translation>To</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>入所号</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>同住处</source>
            <translation>Shared place</translation>
        </message>
        <message>
            <source>小时</source>
            <translation>h</translation>
        </message>
        <message>
            <source>时长</source>
            <translation>Duration</translation>
        </message>
        <message>
            <source>现住</source>
            <translation>Now in</translation>
        </message>
        <message>
            <source>已离所</source>
            <translation>Left</translation>
        </message>
        <message>
            <source>{field}：{words}</source>
            <translation>{field}: {words}</translation>
        </message>
        <message>
            <source>没有同住的人</source>
            <translation>No contacts</translation>
        </message>
        <message>
            <source>这段时间没有人与其同住。</source>
            <translation>Nobody shared the place in that time.</translation>
        </message>
        <message numerus="yes">
            <source>%n 人</source>
            <translation>
                <numerusform>%n person</numerusform>
                <numerusform>%n people</numerusform>
            </translation>
        </message>
        <message>
            <source>接触者名单</source>
            <translation>Contact list</translation>
        </message>
        <message>
            <source>已导出 {name}</source>
            <translation>{name} exported</translation>
        </message>
        <message>
            <source>两个时间之间与某人同室或同区的人和时长，供流行病学调查。</source>
            <translation>Who shared a room or zone with somebody between two moments and for how long, for contact tracing.</translation>
        </message>
        <message>
            <source>按床位记录计算，外出时间不扣除。</source>
            <translation>Counted from bed records; absences are not taken off.</translation>
        </message>
        <message>
            <source>名单上被查询人只写入所号。</source>
            <translation>On paper the person asked about appears by number only.</translation>
        </message>
    </context>
    <context>
        <name>ExchangeDialog</name>
        <message>
            <source>原因</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>清洁已签字，紧急互换</source>
            <translation>Cleaning signed, exchange now</translation>
        </message>
    </context>
    <context>
        <name>IsolationDialog</name>
        <message>
            <source>病员</source>
            <translation>Patient</translation>
        </message>
        <message>
            <source>防护（各岗位可见）</source>
            <translation>Precaution (seen by everybody)</translation>
        </message>
        <message>
            <source>复核时间</source>
            <translation>Review at</translation>
        </message>
        <message>
            <source>须一人一室</source>
            <translation>Alone in the room</translation>
        </message>
        <message>
            <source>病原（仅治疗人员可见）</source>
            <translation>Agent (treating team only)</translation>
        </message>
        <message>
            <source>病原相同的人可以同室</source>
            <translation>People with the same agent may share a room</translation>
        </message>
        <message>
            <source>理由（仅治疗人员可见）</source>
            <translation>Reason (treating team only)</translation>
        </message>
    </context>
    <context>
        <name>IsolationPage</name>
        <message>
            <source>隔离与同室风险</source>
            <translation>Isolation, risks</translation>
        </message>
        <message>
            <source>隔离</source>
            <translation>Isolation</translation>
        </message>
        <message>
            <source>同室风险</source>
            <translation>Sharing risk</translation>
        </message>
        <message>
            <source>下达隔离</source>
            <translation>Order isolation</translation>
        </message>
        <message>
            <source>评估同室风险</source>
            <translation>Assess sharing risk</translation>
        </message>
        <message>
            <source>没有人在隔离</source>
            <translation>Nobody is in isolation</translation>
        </message>
        <message>
            <source>医生下达隔离后，防护标志各岗位可见，床位重新检查。</source>
            <translation>Once a doctor orders isolation, everybody sees the sign and beds are checked again.</translation>
        </message>
        <message>
            <source>复核…</source>
            <translation>Review…</translation>
        </message>
        <message>
            <source>没有同室风险评估</source>
            <translation>No sharing risk assessed</translation>
        </message>
        <message>
            <source>民警和护士各一人签字后生效；风险高的，安置前须确认。</source>
            <translation>Counts when an officer and a nurse have signed; a high risk is confirmed before placing.</translation>
        </message>
        <message>
            <source>会签</source>
            <translation>Countersign</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>防护</source>
            <translation>Precaution</translation>
        </message>
        <message>
            <source>一人一室</source>
            <translation>Alone</translation>
        </message>
        <message>
            <source>是</source>
            <translation>Yes</translation>
        </message>
        <message>
            <source>自</source>
            <translation>From</translation>
        </message>
        <message>
            <source>复核</source>
            <translation>Review</translation>
        </message>
        <message>
            <source>医生</source>
            <translation>Doctor</translation>
        </message>
        <message>
            <source>病原</source>
            <translation>Agent</translation>
        </message>
        <message>
            <source>理由</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>理由仅治疗人员可见</source>
            <translation>Seen by the treating team only</translation>
        </message>
        <message>
            <source>等级</source>
            <translation>Level</translation>
        </message>
        <message>
            <source>民警</source>
            <translation>Officer</translation>
        </message>
        <message>
            <source>护士</source>
            <translation>Nurse</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>复查日</source>
            <translation>Review on</translation>
        </message>
        <message>
            <source>依据</source>
            <translation>Grounds</translation>
        </message>
        <message>
            <source>隔离 {n} · 到期复核 {late} · 待会签 {unsigned}</source>
            <translation>{n} isolated · {late} to review · {unsigned} to countersign</translation>
        </message>
        <message>
            <source>已下达隔离，床位已重新检查</source>
            <translation>Isolation ordered; beds were checked again</translation>
        </message>
        <message>
            <source>已签字，另一方会签后生效</source>
            <translation>Signed; counts when the other side signs</translation>
        </message>
        <message>
            <source>已复核，床位已重新检查</source>
            <translation>Reviewed; beds were checked again</translation>
        </message>
        <message>
            <source>同室风险已生效</source>
            <translation>The sharing risk is in force</translation>
        </message>
        <message>
            <source>谁在隔离、何时复核；谁与人同室有风险、两方是否都已签字。</source>
            <translation>Who is isolated and reviewed when; whose company is a risk, and whether both sides have signed.</translation>
        </message>
        <message>
            <source>解除隔离由医生签字；到复核时间要继续或解除。</source>
            <translation>A doctor signs the end of an isolation; at each review it goes on or ends.</translation>
        </message>
        <message>
            <source>同室风险由民警和护士共同评估，风险高的安置前须确认。</source>
            <translation>Officer and nurse assess a sharing risk together; a high one is confirmed before placing.</translation>
        </message>
        <message>
            <source>防护标志各岗位可见，病原和理由仅治疗人员可见。</source>
            <translation>Everybody sees the sign; agent and reason are for the treating team.</translation>
        </message>
    </context>
    <context>
        <name>Legend</name>
        <message>
            <source>护理级别</source>
            <translation>Care level</translation>
        </message>
    </context>
    <context>
        <name>MapPage</name>
        <message>
            <source>床位图</source>
            <translation>Bed map</translation>
        </message>
        <message>
            <source>筛选姓名、级别、防护</source>
            <translation>Name, level, precaution</translation>
        </message>
        <message>
            <source>病种说明仅医疗岗可见</source>
            <translation>Zone purposes: medical roles only</translation>
        </message>
        <message>
            <source>列表</source>
            <translation>List</translation>
        </message>
        <message>
            <source>床卡</source>
            <translation>Cards</translation>
        </message>
        <message>
            <source>大床卡</source>
            <translation>Large</translation>
        </message>
        <message>
            <source>打印</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>入所登记</source>
            <translation>Admit</translation>
        </message>
        <message>
            <source>清除筛选</source>
            <translation>Clear filters</translation>
        </message>
        <message>
            <source>待安置</source>
            <translation>Waiting</translation>
        </message>
        <message>
            <source>没有人等待床位</source>
            <translation>Nobody is waiting for a bed</translation>
        </message>
        <message>
            <source>安置建议</source>
            <translation>Proposals</translation>
        </message>
        <message>
            <source>按规则给出建议，由您确定</source>
            <translation>Proposed by the rules, decided by you</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>只看空床</source>
            <translation>Free</translation>
        </message>
        <message>
            <source>{beds} 床 · 在册 {people}</source>
            <translation>{beds} beds · {people} on the roll</translation>
        </message>
        <message numerus="yes">
            <source>%n 人</source>
            <translation>
                <numerusform>%n person</numerusform>
                <numerusform>%n people</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>分开居住 %n 对</source>
            <translation>
                <numerusform>%n pair kept apart</numerusform>
                <numerusform>%n pairs kept apart</numerusform>
            </translation>
        </message>
        <message>
            <source>您在看 {time} 的床位图，只能查看</source>
            <translation>You are looking at the map of {time}, read-only</translation>
        </message>
        <message>
            <source>回到现在</source>
            <translation>Back to now</translation>
        </message>
        <message>
            <source>您在看 {time} 的计划：按预留床位、预计返回和期满推算，虚线为计划，只能查看</source>
            <translation>You are looking at the plan for {time}: kept beds, expected returns, ends of terms; dashed is planned, view only</translation>
        </message>
        <message>
            <source>床位到时仍有人：{names}</source>
            <translation>beds still taken by then: {names}</translation>
        </message>
        <message>
            <source>没有符合的床位</source>
            <translation>No bed matches</translation>
        </message>
        <message>
            <source>正在安置 {name}：方向键到床位，回车放下，Esc 放回</source>
            <translation>Placing {name}: arrow keys to a bed, Enter puts down, Esc puts back</translation>
        </message>
        <message>
            <source>打开个人页</source>
            <translation>Open the person's page</translation>
        </message>
        <message>
            <source>拿起（Ctrl+X）</source>
            <translation>Pick up (Ctrl+X)</translation>
        </message>
        <message>
            <source>到某一时刻</source>
            <translation>Go to a moment</translation>
        </message>
        <message>
            <source>上一个事件</source>
            <translation>Previous event</translation>
        </message>
        <message>
            <source>下一个事件</source>
            <translation>Next event</translation>
        </message>
        <message>
            <source>多人互换床位</source>
            <translation>Exchange among several</translation>
        </message>
        <message>
            <source>调整方案</source>
            <translation>Reshuffle</translation>
        </message>
        <message>
            <source>看谁住在哪张床；拖动姓名调床，放下之前每张床都写明能不能、为什么。</source>
            <translation>See who lies where. Drag a name to move somebody; before you let go every bed says whether and why.</translation>
        </message>
        <message>
            <source>跨区调床须医疗和安全两方同意。</source>
            <translation>A move to another zone needs medical and security to agree.</translation>
        </message>
        <message>
            <source>须分开居住的人不同室、不同区，按设定的范围。</source>
            <translation>People kept apart share no room or no zone, as set.</translation>
        </message>
        <message>
            <source>停用、未清洁消毒的床位不安置。</source>
            <translation>Closed beds and beds not signed as clean take nobody.</translation>
        </message>
        <message>
            <source>女区按已发布的班表核对女性在岗；没有班表时图上注明未核对。</source>
            <translation>Women's zones are checked against the published roster for a woman on duty; without a roster the map says so.</translation>
        </message>
        <message>
            <source>辅警、保安只看本分区、本班次。</source>
            <translation>Auxiliary police and guards see their own zone on their own shift.</translation>
        </message>
        <message>
            <source>图上只写防护措施，不写病种。</source>
            <translation>The map shows precautions, never an illness.</translation>
        </message>
        <message>
            <source>拿起这个人</source>
            <translation>Pick this person up</translation>
        </message>
        <message>
            <source>到下一张床，跨过卡片边缘</source>
            <translation>Next bed, across the edge of a card</translation>
        </message>
        <message>
            <source>放下；没有拿起人时打开个人页</source>
            <translation>Put down; with nobody picked up: open the person</translation>
        </message>
        <message>
            <source>放回原处</source>
            <translation>Put back</translation>
        </message>
        <message>
            <source>下一张与规则冲突的床</source>
            <translation>Next bed that breaks a rule</translation>
        </message>
        <message>
            <source>列表、床卡、大床卡</source>
            <translation>List, cards, large cards</translation>
        </message>
    </context>
    <context>
        <name>MoveDialog</name>
        <message>
            <source>原因</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>申请转区</source>
            <translation>Ask for a transfer</translation>
        </message>
    </context>
    <context>
        <name>OccupancyChart</name>
        <message>
            <source>各区占用走势</source>
            <translation>Occupancy of the zones</translation>
        </message>
        <message>
            <source>当日</source>
            <translation>That day</translation>
        </message>
        <message>
            <source>平均</source>
            <translation>Mean</translation>
        </message>
        <message>
            <source>最高</source>
            <translation>Most</translation>
        </message>
    </context>
    <context>
        <name>OccupancyPane</name>
        <message>
            <source>{n} 天</source>
            <translation>{n} days</translation>
        </message>
        <message>
            <source>逐日数字</source>
            <translation>Day by day</translation>
        </message>
        <message>
            <source>85 % 起</source>
            <translation>From 85 %</translation>
        </message>
        <message>
            <source>占用床位</source>
            <translation>Occupied beds</translation>
        </message>
        <message>
            <source>住满</source>
            <translation>Full</translation>
        </message>
        <message>
            <source>虚线：现有床位</source>
            <translation>Dashed: beds there are</translation>
        </message>
        <message>
            <source>每天 24 时</source>
            <translation>At 24:00 of each day</translation>
        </message>
    </context>
    <context>
        <name>OverrideDialog</name>
        <message>
            <source>小时</source>
            <translation>h</translation>
        </message>
        <message>
            <source>有效时间（到期须另行安置）</source>
            <translation>Valid for (then another bed is needed)</translation>
        </message>
        <message>
            <source>最长 {n} 小时</source>
            <translation>At most {n} hours</translation>
        </message>
        <message>
            <source>理由</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>还须 {who} 同意，在“待安置”页的“规则例外”里办理，同意后再调床。</source>
            <translation>Still to agree: {who}. It stands on the page Waiting under Exceptions; move the person when they have agreed.</translation>
        </message>
    </context>
    <context>
        <name>Placement</name>
        <message>
            <source>床位图</source>
            <translation>Bed map</translation>
        </message>
        <message>
            <source>待安置</source>
            <translation>Waiting</translation>
        </message>
        <message>
            <source>分开居住</source>
            <translation>Keep apart</translation>
        </message>
        <message>
            <source>隔离与同室风险</source>
            <translation>Isolation, risks</translation>
        </message>
        <message>
            <source>床位维护</source>
            <translation>Places</translation>
        </message>
        <message>
            <source>调整方案</source>
            <translation>Reshuffle</translation>
        </message>
        <message>
            <source>安置规则</source>
            <translation>Placement rules</translation>
        </message>
        <message>
            <source>同住查询</source>
            <translation>Contacts</translation>
        </message>
        <message>
            <source>床位</source>
            <translation>Bed</translation>
        </message>
        <message>
            <source>设定分开居住</source>
            <translation>New keep-apart</translation>
        </message>
        <message>
            <source>设定</source>
            <translation>Set</translation>
        </message>
        <message>
            <source>床</source>
            <translation>Bed</translation>
        </message>
        <message>
            <source>区</source>
            <translation>Zone</translation>
        </message>
        <message>
            <source>房间</source>
            <translation>Room</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>从</source>
            <translation>From</translation>
        </message>
        <message>
            <source>到</source>
            <translation>To</translation>
        </message>
        <message>
            <source>新分区</source>
            <translation>New zone</translation>
        </message>
        <message>
            <source>紧急，待同意</source>
            <translation>Urgent, to agree</translation>
        </message>
        <message>
            <source>年龄</source>
            <translation>Age</translation>
        </message>
        <message>
            <source>级</source>
            <translation>Lvl</translation>
        </message>
        <message>
            <source>护理级别</source>
            <translation>Care level</translation>
        </message>
        <message>
            <source>防护</source>
            <translation>Precaution</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>空气 {n}</source>
            <translation>Airborne {n}</translation>
        </message>
        <message>
            <source>血液 {n}</source>
            <translation>Blood {n}</translation>
        </message>
        <message>
            <source>接触 {n}</source>
            <translation>Contact {n}</translation>
        </message>
        <message>
            <source>飞沫 {n}</source>
            <translation>Droplet {n}</translation>
        </message>
        <message>
            <source>保护 {n}</source>
            <translation>Protect {n}</translation>
        </message>
        <message>
            <source>空床 {n}</source>
            <translation>Free {n}</translation>
        </message>
        <message>
            <source>预留 {n}</source>
            <translation>Reserved {n}</translation>
        </message>
        <message>
            <source>清洁消毒 {n}</source>
            <translation>Cleaning {n}</translation>
        </message>
        <message>
            <source>停用 {n}</source>
            <translation>Closed {n}</translation>
        </message>
        <message>
            <source>外出 {n}</source>
            <translation>Out {n}</translation>
        </message>
        <message>
            <source>重点人员 {n}</source>
            <translation>Focus {n}</translation>
        </message>
        <message>
            <source>待处理 {n}</source>
            <translation>Open {n}</translation>
        </message>
        <message>
            <source>全中心</source>
            <translation>Whole centre</translation>
        </message>
        <message>
            <source>不限</source>
            <translation>Any</translation>
        </message>
        <message>
            <source>提议变更床位</source>
            <translation>Propose a change of this bed</translation>
        </message>
        <message>
            <source>提交</source>
            <translation>Submit</translation>
        </message>
        <message>
            <source>提议新增房间床位</source>
            <translation>Propose new rooms and beds</translation>
        </message>
        <message>
            <source>申请转区</source>
            <translation>Ask for a transfer</translation>
        </message>
        <message>
            <source>提交申请</source>
            <translation>Submit</translation>
        </message>
        <message>
            <source>不等两方同意，立即调到新床位；原因和登记人记入审计，一分钟内可撤销</source>
            <translation>At once, without waiting for both sides; reason and name go into the audit trail, and it can be undone within a minute</translation>
        </message>
        <message>
            <source>申请跨区互换</source>
            <translation>Ask for an exchange between zones</translation>
        </message>
        <message>
            <source>安置床位</source>
            <translation>Place in a bed</translation>
        </message>
        <message>
            <source>调床</source>
            <translation>Move</translation>
        </message>
        <message>
            <source>预留床位</source>
            <translation>Reserve a bed</translation>
        </message>
        <message>
            <source>预留</source>
            <translation>Reserve</translation>
        </message>
        <message>
            <source>停用床位</source>
            <translation>Close beds</translation>
        </message>
        <message>
            <source>停用</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>{old} → {new}：{reason}</source>
            <translation>{old} → {new}: {reason}</translation>
        </message>
        <message>
            <source>{time} 入所</source>
            <translation>since {time}</translation>
        </message>
        <message>
            <source>已预留 {bed}</source>
            <translation>{bed} reserved</translation>
        </message>
        <message>
            <source>还没有床位</source>
            <translation>No bed yet</translation>
        </message>
        <message>
            <source>规则 {rule} · 不允许例外</source>
            <translation>Rule {rule} · no exceptions</translation>
        </message>
        <message>
            <source>规则 {rule} · {who}可批准例外</source>
            <translation>Rule {rule} · exception by: {who}</translation>
        </message>
        <message>
            <source>规则 {rule} · {who}可批准例外，最长 {n} 小时</source>
            <translation>Rule {rule} · exception by: {who}, {n} hours at most</translation>
        </message>
        <message>
            <source>有效至 {time}</source>
            <translation>until {time}</translation>
        </message>
        <message>
            <source>已批准例外：{who}</source>
            <translation>Exception allowed by {who}</translation>
        </message>
        <message>
            <source>可安置到 {bed}</source>
            <translation>{bed} is possible</translation>
        </message>
        <message>
            <source>安置到 {bed} 须确认</source>
            <translation>{bed} needs a confirmation</translation>
        </message>
        <message>
            <source>不能安置到 {bed}</source>
            <translation>{bed} is not possible</translation>
        </message>
        <message>
            <source>放下即安置，一分钟内可撤销</source>
            <translation>Put down to place; can be undone within a minute</translation>
        </message>
        <message>
            <source>放下后写明原因</source>
            <translation>Put down, then give the reason</translation>
        </message>
        <message>
            <source>放下则放回原处</source>
            <translation>Set down here they are put back</translation>
        </message>
        <message>
            <source>放下后申请例外</source>
            <translation>Put down, then ask for an exception</translation>
        </message>
        <message>
            <source>放下后申请转区</source>
            <translation>Put down, then ask for the transfer</translation>
        </message>
        <message>
            <source>可申请转区到 {bed}</source>
            <translation>A transfer to {bed} can be asked for</translation>
        </message>
        <message>
            <source>房间里没有别人</source>
            <translation>Nobody else in the room</translation>
        </message>
        <message>
            <source>同室：{name}，{age} 岁</source>
            <translation>In the room: {name}, {age}</translation>
        </message>
        <message>
            <source>规则 {rule}</source>
            <translation>Rule {rule}</translation>
        </message>
        <message>
            <source>性别不同</source>
            <translation>Other sex</translation>
        </message>
        <message>
            <source>须空气隔离间</source>
            <translation>Airborne room</translation>
        </message>
        <message>
            <source>隔离不相容</source>
            <translation>Isolation clash</translation>
        </message>
        <message>
            <source>年龄段不同</source>
            <translation>Age group</translation>
        </message>
        <message>
            <source>已满</source>
            <translation>Full</translation>
        </message>
        <message>
            <source>缺供氧监护</source>
            <translation>No oxygen</translation>
        </message>
        <message>
            <source>须看护床位</source>
            <translation>Watched bed</translation>
        </message>
        <message>
            <source>须单间</source>
            <translation>Single room</translation>
        </message>
        <message>
            <source>须分开居住</source>
            <translation>Keep apart</translation>
        </message>
        <message>
            <source>须无障碍</source>
            <translation>Accessible</translation>
        </message>
        <message>
            <source>接触隔离</source>
            <translation>Contact</translation>
        </message>
        <message>
            <source>须一人一室</source>
            <translation>Alone in the room</translation>
        </message>
        <message>
            <source>检查未完成</source>
            <translation>Tests open</translation>
        </message>
        <message>
            <source>床位不可用</source>
            <translation>Not usable</translation>
        </message>
        <message>
            <source>上锁房间</source>
            <translation>Locked room</translation>
        </message>
        <message>
            <source>须单人隔离间</source>
            <translation>Single isol.</translation>
        </message>
        <message>
            <source>无女性在岗</source>
            <translation>No women staff</translation>
        </message>
        <message>
            <source>已预留</source>
            <translation>Reserved</translation>
        </message>
        <message>
            <source>区合适</source>
            <translation>Zone fits</translation>
        </message>
        <message>
            <source>综合合适</source>
            <translation>Suits</translation>
        </message>
        <message>
            <source>防护相同</source>
            <translation>Same signs</translation>
        </message>
        <message>
            <source>防护不同</source>
            <translation>Other signs</translation>
        </message>
        <message>
            <source>护理相符</source>
            <translation>Care fits</translation>
        </message>
        <message>
            <source>低床</source>
            <translation>Lower bed</translation>
        </message>
        <message>
            <source>不是低床</source>
            <translation>Not a low bed</translation>
        </message>
        <message>
            <source>同类同住</source>
            <translation>Same group</translation>
        </message>
        <message>
            <source>初次混住</source>
            <translation>First-timer</translation>
        </message>
        <message>
            <source>同伙同住</source>
            <translation>Clique</translation>
        </message>
        <message>
            <source>语言相通</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>房间较空</source>
            <translation>Room to spare</translation>
        </message>
        <message>
            <source>单间</source>
            <translation>Single</translation>
        </message>
        <message>
            <source>重点人员同室</source>
            <translation>Focus people</translation>
        </message>
        <message>
            <source>需要调床</source>
            <translation>Means a move</translation>
        </message>
        <message>
            <source>吸烟习惯不同</source>
            <translation>Smoking</translation>
        </message>
        <message>
            <source>睡眠习惯不同</source>
            <translation>Sleep</translation>
        </message>
        <message>
            <source>有同伴教育员</source>
            <translation>Peer educator</translation>
        </message>
        <message>
            <source>靠近出口</source>
            <translation>Near exit</translation>
        </message>
        <message>
            <source>同室风险高</source>
            <translation>Sharing risk</translation>
        </message>
        <message>
            <source>专用房间</source>
            <translation>Special room</translation>
        </message>
        <message>
            <source>{n} 分</source>
            <translation>{n} min</translation>
        </message>
        <message>
            <source>{words}（{points}）</source>
            <translation>{words} ({points})</translation>
        </message>
        <message>
            <source>至 {time}</source>
            <translation>until {time}</translation>
        </message>
        <message>
            <source>等签字</source>
            <translation>To be signed</translation>
        </message>
        <message>
            <source>{bed} 床</source>
            <translation>Bed {bed}</translation>
        </message>
        <message>
            <source>{n} 岁</source>
            <translation>aged {n}</translation>
        </message>
        <message>
            <source>外出</source>
            <translation>Out</translation>
        </message>
        <message>
            <source>床位与规则冲突，待处理</source>
            <translation>bed breaks a rule, to be settled</translation>
        </message>
        <message>
            <source>{name} {day} 入住</source>
            <translation>{name} {day}</translation>
        </message>
        <message>
            <source>{day} 入住</source>
            <translation>placed {day}</translation>
        </message>
        <message>
            <source>期满 {name} {day}</source>
            <translation>term ends: {name} {day}</translation>
        </message>
        <message>
            <source>期满</source>
            <translation>leaves</translation>
        </message>
        <message>
            <source>→ {bed} {name}</source>
            <translation>→ {bed} {name}</translation>
        </message>
        <message>
            <source>自 {old} 调入</source>
            <translation>from {old}</translation>
        </message>
        <message>
            <source>入住</source>
            <translation>placed</translation>
        </message>
        <message>
            <source>{day} 返回</source>
            <translation>back {day}</translation>
        </message>
        <message>
            <source>返回</source>
            <translation>back</translation>
        </message>
        <message>
            <source>{rule} 例外 {day} 到期</source>
            <translation>{rule} exception ends {day}</translation>
        </message>
        <message>
            <source>重点人员</source>
            <translation>Focus person</translation>
        </message>
        <message>
            <source>待同意</source>
            <translation>To agree</translation>
        </message>
        <message>
            <source>长期</source>
            <translation>No end</translation>
        </message>
        <message>
            <source>还剩 {h} 小时 {m} 分</source>
            <translation>{h} h {m} min left</translation>
        </message>
        <message>
            <source>{n} 时</source>
            <translation>{n} h</translation>
        </message>
        <message>
            <source>规则例外还剩 {left}</source>
            <translation>exception: {left} left</translation>
        </message>
        <message>
            <source>规则 {rule}（{words}）。理由：{reason}</source>
            <translation>Rule {rule} ({words}). Reason: {reason}</translation>
        </message>
        <message>
            <source>待执行</source>
            <translation>To carry out</translation>
        </message>
        <message>
            <source>班表未发布，未核对女性在岗</source>
            <translation>No roster published: women on duty not checked</translation>
        </message>
        <message>
            <source>此刻无女性在岗</source>
            <translation>No woman on duty now</translation>
        </message>
        <message>
            <source>会签 {name} 的同室风险：{level}</source>
            <translation>Countersign the sharing risk of {name}: {level}</translation>
        </message>
        <message>
            <source>会签</source>
            <translation>Countersign</translation>
        </message>
        <message>
            <source>有效</source>
            <translation>In force</translation>
        </message>
        <message>
            <source>待护士会签</source>
            <translation>Nurse to sign</translation>
        </message>
        <message>
            <source>待民警会签</source>
            <translation>Officer to sign</translation>
        </message>
        <message>
            <source>下达隔离</source>
            <translation>Order isolation</translation>
        </message>
        <message>
            <source>下达</source>
            <translation>Order</translation>
        </message>
        <message>
            <source>复核隔离</source>
            <translation>Review isolation</translation>
        </message>
        <message>
            <source>签字</source>
            <translation>Sign</translation>
        </message>
        <message>
            <source>评估同室风险</source>
            <translation>Assess sharing risk</translation>
        </message>
        <message>
            <source>申请例外</source>
            <translation>Ask for the exception</translation>
        </message>
        <message>
            <source>{bed} 不符合规则，须批准例外</source>
            <translation>{bed} breaks a rule: an exception is needed</translation>
        </message>
        <message>
            <source>已申请例外，见“待安置”页的规则例外</source>
            <translation>Exception asked for: it stands on the page Waiting under Exceptions</translation>
        </message>
        <message>
            <source>床位、房间与本人同性别</source>
            <translation>Bed and room are of the person's sex</translation>
        </message>
        <message>
            <source>空气隔离须住空气隔离间；抢救可在重症单间</source>
            <translation>Airborne precautions need an airborne room; rescue in a critical single</translation>
        </message>
        <message>
            <source>保护性隔离不与空气隔离同室同风</source>
            <translation>Protective never shares room or air with airborne</translation>
        </message>
        <message>
            <source>未成年人不与成年人同住</source>
            <translation>Minors do not live with adults</translation>
        </message>
        <message>
            <source>不超过开放床位</source>
            <translation>No more people than open beds</translation>
        </message>
        <message>
            <source>特级护理须供氧和监护，吸氧须供氧</source>
            <translation>Special care needs oxygen and monitor; oxygen need, oxygen</translation>
        </message>
        <message>
            <source>重点看护须有摄像头、近护士站，不独居</source>
            <translation>Close watch: camera, near the station, not alone</translation>
        </message>
        <message>
            <source>防伤人看护不住普通多人房</source>
            <translation>Who may harm others is in no general shared room</translation>
        </message>
        <message>
            <source>须分开居住的人按范围分开</source>
            <translation>Keep-apart pairs are apart as far as set</translation>
        </message>
        <message>
            <source>轮椅、卧床须无障碍或低床</source>
            <translation>Wheelchair and bed-ridden need accessible or lower beds</translation>
        </message>
        <message>
            <source>接触隔离只与同病原同室</source>
            <translation>Contact isolation shares with the same agent only</translation>
        </message>
        <message>
            <source>须一人一室的人独住</source>
            <translation>Who must be alone is alone</translation>
        </message>
        <message>
            <source>入所检查完成前住新入区、隔离观察室或重症区</source>
            <translation>Until intake tests are complete: intake, observation or critical</translation>
        </message>
        <message>
            <source>停用、未签清洁的床位不安置</source>
            <translation>Closed or unclean beds take nobody</translation>
        </message>
        <message>
            <source>无强制依据的人不住上锁的特殊房间</source>
            <translation>No locked special room without legal ground</translation>
        </message>
        <message>
            <source>须单人空气隔离间的人住单人空气隔离间</source>
            <translation>Single airborne room where needed</translation>
        </message>
        <message>
            <source>女区须有女性在岗</source>
            <translation>The women's zone needs a woman on duty</translation>
        </message>
        <message>
            <source>预留的床位只给预留的人，最长 24 小时</source>
            <translation>A reserved bed is for that person, 24 hours at most</translation>
        </message>
        <message>
            <source>不允许例外</source>
            <translation>No exception</translation>
        </message>
        <message>
            <source>{who}，最长 {n} 小时</source>
            <translation>{who}, at most {n} h</translation>
        </message>
        <message>
            <source>区适合主要病情 +</source>
            <translation>Zone suits the main need +</translation>
        </message>
        <message>
            <source>同室防护相同 +</source>
            <translation>Same precautions in the room +</translation>
        </message>
        <message>
            <source>护理级别与区相符 +</source>
            <translation>Care level fits the zone +</translation>
        </message>
        <message>
            <source>易跌倒者低床 +</source>
            <translation>Falls easily: lower bed +</translation>
        </message>
        <message>
            <source>易跌倒者不是低床 −</source>
            <translation>Falls easily: no lower bed −</translation>
        </message>
        <message>
            <source>同类药物同住 +</source>
            <translation>Same drug group +</translation>
        </message>
        <message>
            <source>初次与多次混住 −</source>
            <translation>First-timer with repeater −</translation>
        </message>
        <message>
            <source>同伙同乡同室 −</source>
            <translation>Clique in one room −</translation>
        </message>
        <message>
            <source>几人起算</source>
            <translation>Clique begins at</translation>
        </message>
        <message>
            <source>本区语言饮食相通 +</source>
            <translation>Same language or diet in zone +</translation>
        </message>
        <message>
            <source>房间最空时 +</source>
            <translation>Empty room, at most +</translation>
        </message>
        <message>
            <source>临终者单间 +</source>
            <translation>Single room for last days +</translation>
        </message>
        <message>
            <source>同室第二名重点人员 −</source>
            <translation>Second focus person −</translation>
        </message>
        <message>
            <source>调床 −</source>
            <translation>A move −</translation>
        </message>
        <message>
            <source>方案里得分多于此数才调床</source>
            <translation>A plan moves for a gain above</translation>
        </message>
        <message>
            <source>吸烟、睡眠习惯不合 −</source>
            <translation>Smoke or sleep do not fit −</translation>
        </message>
        <message>
            <source>室内有同伴教育员 +</source>
            <translation>Peer educator in the room +</translation>
        </message>
        <message>
            <source>短期住近出口 +</source>
            <translation>Short stay near the exit +</translation>
        </message>
        <message>
            <source>短期是少于几天</source>
            <translation>Short is under (days)</translation>
        </message>
        <message>
            <source>多人互换床位</source>
            <translation>Exchange among several</translation>
        </message>
        <message>
            <source>签字并互换</source>
            <translation>Sign and exchange</translation>
        </message>
    </context>
    <context>
        <name>PlacesPage</name>
        <message>
            <source>床位维护</source>
            <translation>Places</translation>
        </message>
        <message>
            <source>清洁签字</source>
            <translation>Cleaning</translation>
        </message>
        <message>
            <source>全部床位</source>
            <translation>All beds</translation>
        </message>
        <message>
            <source>变更申请</source>
            <translation>Proposals</translation>
        </message>
        <message>
            <source>占用</source>
            <translation>Occupancy</translation>
        </message>
        <message>
            <source>提议新增</source>
            <translation>Propose new</translation>
        </message>
        <message>
            <source>床</source>
            <translation>Bed</translation>
        </message>
        <message>
            <source>区</source>
            <translation>Zone</translation>
        </message>
        <message>
            <source>房间</source>
            <translation>Room</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>类别</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>性别</source>
            <translation>Sex</translation>
        </message>
        <message>
            <source>设施</source>
            <translation>Equipment</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>已停用</source>
            <translation>Closed</translation>
        </message>
        <message>
            <source>非开放床位</source>
            <translation>Not working beds</translation>
        </message>
        <message>
            <source>停用…</source>
            <translation>Close…</translation>
        </message>
        <message>
            <source>恢复使用</source>
            <translation>Reopen</translation>
        </message>
        <message>
            <source>提议变更…</source>
            <translation>Propose change…</translation>
        </message>
        <message>
            <source>空出</source>
            <translation>Left</translation>
        </message>
        <message>
            <source>要求</source>
            <translation>Needs</translation>
        </message>
        <message>
            <source>消毒</source>
            <translation>Disinfection</translation>
        </message>
        <message>
            <source>清洁</source>
            <translation>Cleaning</translation>
        </message>
        <message>
            <source>进行</source>
            <translation>Progress</translation>
        </message>
        <message>
            <source>没有等待清洁的床位</source>
            <translation>No bed waits for cleaning</translation>
        </message>
        <message>
            <source>空出的床位都已签字。</source>
            <translation>All beds that were left are signed.</translation>
        </message>
        <message>
            <source>开始消毒</source>
            <translation>Start disinfection</translation>
        </message>
        <message>
            <source>签字</source>
            <translation>Sign</translation>
        </message>
        <message>
            <source>内容</source>
            <translation>What it says</translation>
        </message>
        <message>
            <source>理由</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>申请</source>
            <translation>Asked</translation>
        </message>
        <message>
            <source>审批</source>
            <translation>Decision</translation>
        </message>
        <message>
            <source>没有变更申请</source>
            <translation>No proposals</translation>
        </message>
        <message>
            <source>增减床位由一人申请、另一人审批。</source>
            <translation>One person proposes a change of places, another decides.</translation>
        </message>
        <message>
            <source>批准</source>
            <translation>Approve</translation>
        </message>
        <message>
            <source>不批准…</source>
            <translation>Refuse…</translation>
        </message>
        <message>
            <source>{zones} 区 · {rooms} 房 · {beds} 床 · 开放 {n}</source>
            <translation>{zones} zones · {rooms} rooms · {beds} beds · {n} open</translation>
        </message>
        <message>
            <source>未开始</source>
            <translation>Not begun</translation>
        </message>
        <message>
            <source>{time} 开始</source>
            <translation>Begun {time}</translation>
        </message>
        <message>
            <source>至 {time}</source>
            <translation>until {time}</translation>
        </message>
        <message>
            <source>{name}：新增 {rooms} 间 {beds} 床（{codes}）</source>
            <translation>{name}: {rooms} new rooms, {beds} beds ({codes})</translation>
        </message>
        <message>
            <source>撤除 {bed}</source>
            <translation>Remove {bed}</translation>
        </message>
        <message>
            <source>性别不限</source>
            <translation>any sex</translation>
        </message>
        <message>
            <source>{bed} 改为：{what}</source>
            <translation>{bed} becomes: {what}</translation>
        </message>
        <message>
            <source>待 {name} 调走</source>
            <translation>waits until {name} has moved</translation>
        </message>
        <message>
            <source>待审批</source>
            <translation>To be decided</translation>
        </message>
        <message>
            <source>{who} 已批准</source>
            <translation>Approved by {who}</translation>
        </message>
        <message>
            <source>{who} 未批准</source>
            <translation>Refused by {who}</translation>
        </message>
        <message>
            <source>床位已停用</source>
            <translation>Beds closed</translation>
        </message>
        <message>
            <source>恢复使用 {beds}</source>
            <translation>Reopen {beds}</translation>
        </message>
        <message>
            <source>恢复后可以安置。</source>
            <translation>Afterwards they take people again.</translation>
        </message>
        <message>
            <source>床位已恢复使用</source>
            <translation>Beds reopened</translation>
        </message>
        <message>
            <source>已提交，由另一人审批</source>
            <translation>Submitted; another person decides</translation>
        </message>
        <message>
            <source>{bed} 开始消毒</source>
            <translation>{bed}: disinfection started</translation>
        </message>
        <message>
            <source>{bed} 已签清洁消毒，可以安置</source>
            <translation>{bed} signed as clean and ready</translation>
        </message>
        <message>
            <source>已批准，床位已变更</source>
            <translation>Approved; the places are changed</translation>
        </message>
        <message>
            <source>不批准这项变更</source>
            <translation>Refuse this change</translation>
        </message>
        <message>
            <source>不批准</source>
            <translation>Refuse</translation>
        </message>
        <message>
            <source>已告知不批准</source>
            <translation>Refusal told</translation>
        </message>
        <message>
            <source>停用和恢复床位、清洁消毒签字、增减床位的申请和审批、每区每天的占用。</source>
            <translation>Close and reopen beds, sign them clean, propose and decide changes, see occupancy by zone and day.</translation>
        </message>
        <message>
            <source>未签清洁消毒、停用的床位不能安置。</source>
            <translation>Beds not signed as clean, or closed, take nobody.</translation>
        </message>
        <message>
            <source>有人住着的床位不能停用或撤除。</source>
            <translation>A bed somebody lies in cannot be closed or removed.</translation>
        </message>
        <message>
            <source>占用按每天 24 时计算。</source>
            <translation>Occupancy is counted at 24:00 of each day.</translation>
        </message>
    </context>
    <context>
        <name>Placing</name>
        <message>
            <source>批准例外并申请转区</source>
            <translation>Allow and ask for the transfer</translation>
        </message>
        <message>
            <source>批准例外并安置</source>
            <translation>Allow and place</translation>
        </message>
        <message>
            <source>请写明原因，随这次调床保存。</source>
            <translation>Give the reason; it is kept with the move.</translation>
        </message>
        <message>
            <source>安置 {name} 到 {bed}</source>
            <translation>Place {name} in {bed}</translation>
        </message>
        <message>
            <source>安置</source>
            <translation>Place</translation>
        </message>
        <message>
            <source>申请 {name} 转区到 {bed}</source>
            <translation>Ask to transfer {name} to {bed}</translation>
        </message>
        <message>
            <source>跨区调床须医疗和安全两方同意，接收区签收后登记。请写明原因。</source>
            <translation>A move between zones needs the medical and the security side and the receipt of the new zone. Give the reason.</translation>
        </message>
        <message>
            <source>申请转区</source>
            <translation>Ask for a transfer</translation>
        </message>
        <message>
            <source>已安置到 {bed}</source>
            <translation>Placed in {bed}</translation>
        </message>
        <message>
            <source>已申请转区，等待两方同意</source>
            <translation>Transfer asked for; both sides decide</translation>
        </message>
        <message>
            <source>已撤销，各人回到原来的床位</source>
            <translation>Undone: everybody is back in their bed</translation>
        </message>
    </context>
    <context>
        <name>PlanCurve</name>
        <message>
            <source>{n} 秒</source>
            <translation>{n} s</translation>
        </message>
    </context>
    <context>
        <name>PlanPage</name>
        <message>
            <source>调整方案</source>
            <translation>Reshuffle</translation>
        </message>
        <message>
            <source>步骤</source>
            <translation>Moves</translation>
        </message>
        <message>
            <source>调整前</source>
            <translation>Before</translation>
        </message>
        <message>
            <source>调整后</source>
            <translation>After</translation>
        </message>
        <message>
            <source>打印调床单</source>
            <translation>Print move sheet</translation>
        </message>
        <message>
            <source>执行方案</source>
            <translation>Apply plan</translation>
        </message>
        <message>
            <source>寻找更好的安排</source>
            <translation>Find a better arrangement</translation>
        </message>
        <message>
            <source>先减少违反规则的床位，再提高合适程度，尽量少调。每一步都不违反规则。</source>
            <translation>Fewest broken rules first, then better fitting beds, with few moves. No step breaks a rule.</translation>
        </message>
        <message>
            <source>范围</source>
            <translation>Scope</translation>
        </message>
        <message>
            <source>全中心</source>
            <translation>Whole centre</translation>
        </message>
        <message>
            <source>最长时间</source>
            <translation>Time limit</translation>
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
            <source>违反规则处数 · 比现在提高的分数</source>
            <translation>Broken rules · points gained</translation>
        </message>
        <message>
            <source>开始寻找</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>停止并采用目前最好</source>
            <translation>Stop and keep the best</translation>
        </message>
        <message>
            <source>步</source>
            <translation>Step</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>从</source>
            <translation>From</translation>
        </message>
        <message>
            <source>到</source>
            <translation>To</translation>
        </message>
        <message>
            <source>区</source>
            <translation>Zone</translation>
        </message>
        <message>
            <source>方式</source>
            <translation>How</translation>
        </message>
        <message>
            <source>为什么</source>
            <translation>Why</translation>
        </message>
        <message>
            <source>还没有方案</source>
            <translation>No plan yet</translation>
        </message>
        <message>
            <source>选范围，点“开始寻找”。</source>
            <translation>Choose the scope and press Start.</translation>
        </message>
        <message>
            <source>互换</source>
            <translation>Exchange</translation>
        </message>
        <message>
            <source>调床</source>
            <translation>Move</translation>
        </message>
        <message>
            <source>先消毒</source>
            <translation>Clean first</translation>
        </message>
        <message>
            <source>床位有变动，方案已作废，请重新寻找。</source>
            <translation>Beds have changed and the plan no longer fits. Search again.</translation>
        </message>
        <message>
            <source>正在寻找</source>
            <translation>Searching</translation>
        </message>
        <message>
            <source>找到的步骤会列在这里。可随时停下，采用目前最好的方案。</source>
            <translation>Moves appear here once found. Stop at any time to keep the best so far.</translation>
        </message>
        <message>
            <source>已 {n} 秒 / {limit} 秒</source>
            <translation>{n} of {limit} s</translation>
        </message>
        <message>
            <source>现在的安排已经最好</source>
            <translation>The present arrangement is the best</translation>
        </message>
        <message>
            <source>没有值得调的床位。</source>
            <translation>No move is worth it.</translation>
        </message>
        <message>
            <source>违反规则 {old} → {new}</source>
            <translation>Broken rules {old} → {new}</translation>
        </message>
        <message>
            <source>合适程度 {n} 分</source>
            <translation>Fit {n} points</translation>
        </message>
        <message numerus="yes">
            <source>%n 人调床</source>
            <translation>
                <numerusform>%n person moves</numerusform>
                <numerusform>%n people move</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>其中 %n 人跨区，须两方同意</source>
            <translation>
                <numerusform>%n person crosses zones: both sides must agree</numerusform>
                <numerusform>%n people cross zones: both sides must agree</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 人仍无床位</source>
            <translation>
                <numerusform>%n person still without a bed</numerusform>
                <numerusform>%n people still without a bed</numerusform>
            </translation>
        </message>
        <message>
            <source>已证明没有更好的方案</source>
            <translation>Proved: no better plan exists</translation>
        </message>
        <message>
            <source>用时 {n} 秒</source>
            <translation>Took {n} s</translation>
        </message>
        <message>
            <source>提交审批</source>
            <translation>Submit for approval</translation>
        </message>
        <message numerus="yes">
            <source>提交方案审批：%n 人调床</source>
            <translation>
                <numerusform>Submit the plan: %n person moves</numerusform>
                <numerusform>Submit the plan: %n people move</numerusform>
            </translation>
        </message>
        <message>
            <source>其中 {n} 人跨区，须医疗和安全两方各一人同意一次。
同意后在“待安置”页的方案与互换里执行；执行前全部重新检查。</source>
            <translation>{n} of them cross zones: one person of the medical and one of the security side must agree once.
Then carry it out under Plans and exchanges on the Waiting page; everything is checked again before.</translation>
        </message>
        <message numerus="yes">
            <source>执行方案：%n 人调床</source>
            <translation>
                <numerusform>Apply the plan: %n person moves</numerusform>
                <numerusform>Apply the plan: %n people move</numerusform>
            </translation>
        </message>
        <message>
            <source>全部调床一次登记；有人已不在原处或产生新的冲突，就一个也不登记。
执行即由您签字确认：换人的床位已按步骤清洁消毒。</source>
            <translation>All moves are entered at once; if anybody lies elsewhere or a new conflict arises, none is.
Carrying it out is your signature that the beds between occupants were cleaned.</translation>
        </message>
        <message>
            <source>签字并执行</source>
            <translation>Sign and carry out</translation>
        </message>
        <message>
            <source>已提交审批，见“待安置”页的方案与互换</source>
            <translation>Submitted; see Plans and exchanges on the Waiting page</translation>
        </message>
        <message>
            <source>方案已执行</source>
            <translation>Plan applied</translation>
        </message>
        <message>
            <source>已撤销，各人回到原来的床位</source>
            <translation>Undone: everybody is back in their bed</translation>
        </message>
        <message>
            <source>床位调整方案</source>
            <translation>Reshuffle of beds</translation>
        </message>
        <message>
            <source>按规则调整</source>
            <translation>Rearranged by the rules</translation>
        </message>
        <message>
            <source>调床单</source>
            <translation>Move sheet</translation>
        </message>
        <message>
            <source>给出一组调床，使违反规则最少、床位最合适、调动最少；可随时停下取用。</source>
            <translation>Proposes a set of moves with the fewest broken rules, the best beds and few moves; stop at any time and keep the best.</translation>
        </message>
        <message>
            <source>每一步都不违反规则，用空床周转或互换。</source>
            <translation>No step breaks a rule; free beds serve as buffers, or people exchange.</translation>
        </message>
        <message>
            <source>执行前全部重新检查，作为一个整体登记。</source>
            <translation>Everything is checked again before it is applied as one.</translation>
        </message>
        <message>
            <source>有人跨区的方案，医疗和安全各一人同意一次后才能执行。</source>
            <translation>A plan that crosses zones needs one approval of the medical and one of the security side.</translation>
        </message>
    </context>
    <context>
        <name>RequestDialog</name>
        <message>
            <source>病员</source>
            <translation>Patient</translation>
        </message>
        <message>
            <source>转到</source>
            <translation>To bed</translation>
        </message>
        <message>
            <source>原因</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>因病情转区，须医生意见</source>
            <translation>For illness, with a doctor's opinion</translation>
        </message>
        <message>
            <source>医生意见</source>
            <translation>Doctor's opinion</translation>
        </message>
        <message>
            <source>随身物品</source>
            <translation>Belongings</translation>
        </message>
    </context>
    <context>
        <name>ReserveDialog</name>
        <message>
            <source>保留到</source>
            <translation>Keep until</translation>
        </message>
        <message>
            <source>最长 24 小时</source>
            <translation>24 hours at most</translation>
        </message>
        <message>
            <source>在册人员</source>
            <translation>Person on the roll</translation>
        </message>
        <message>
            <source>或预计入所者、来源</source>
            <translation>or who is expected, from where</translation>
        </message>
        <message>
            <source>原因</source>
            <translation>Reason</translation>
        </message>
    </context>
    <context>
        <name>ReviewDialog</name>
        <message>
            <source>结论</source>
            <translation>Decision</translation>
        </message>
        <message>
            <source>继续隔离</source>
            <translation>Continue</translation>
        </message>
        <message>
            <source>解除隔离</source>
            <translation>End</translation>
        </message>
        <message>
            <source>下次复核</source>
            <translation>Next review</translation>
        </message>
        <message>
            <source>解除的理由</source>
            <translation>Why it ends</translation>
        </message>
        <message>
            <source>有效治疗满两周、临床好转、不同日三次阴性（IC-01）</source>
            <translation>Two weeks of effective treatment, clinically better, three negatives on different days (IC-01)</translation>
        </message>
    </context>
    <context>
        <name>RingDialog</name>
        <message>
            <source>每人住到下一人的床位，最后一人住到第一人的床位；一次登记，全部成功或全部不动。</source>
            <translation>Everybody takes the bed of the next, the last one that of the first; one step: all move or nobody.</translation>
        </message>
        <message>
            <source>第 {n} 人</source>
            <translation>Person {n}</translation>
        </message>
        <message>
            <source>原因</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>{name}：{old} → {new}</source>
            <translation>{name}: {old} → {new}</translation>
        </message>
        <message>
            <source>签字即确认：床位在换人之间已清洁消毒。</source>
            <translation>Signing confirms that the beds were cleaned between the occupants.</translation>
        </message>
        <message>
            <source>提交申请</source>
            <translation>Submit</translation>
        </message>
        <message>
            <source>签字并互换</source>
            <translation>Sign and exchange</translation>
        </message>
    </context>
    <context>
        <name>RiskDialog</name>
        <message>
            <source>病员</source>
            <translation>Patient</translation>
        </message>
        <message>
            <source>同室风险</source>
            <translation>Sharing risk</translation>
        </message>
        <message>
            <source>复查日</source>
            <translation>Review on</translation>
        </message>
        <message>
            <source>依据</source>
            <translation>Grounds</translation>
        </message>
        <message>
            <source>写行为，不写病种；民警和护士各一人签字后生效</source>
            <translation>Write behaviour, no illness; counts when an officer and a nurse have signed</translation>
        </message>
    </context>
    <context>
        <name>RoomsDialog</name>
        <message>
            <source>区编号</source>
            <translation>Zone code</translation>
        </message>
        <message>
            <source>填已有编号即在该区增加房间</source>
            <translation>An existing code adds rooms to that zone</translation>
        </message>
        <message>
            <source>区名</source>
            <translation>Zone name</translation>
        </message>
        <message>
            <source>用途</source>
            <translation>Purpose</translation>
        </message>
        <message>
            <source>性别</source>
            <translation>Sex</translation>
        </message>
        <message>
            <source>房间号（空格分开）</source>
            <translation>Room numbers (separated by spaces)</translation>
        </message>
        <message>
            <source>每间床数</source>
            <translation>Beds per room</translation>
        </message>
        <message>
            <source>设施</source>
            <translation>Equipment</translation>
        </message>
        <message>
            <source>理由</source>
            <translation>Reason</translation>
        </message>
    </context>
    <context>
        <name>RulesPage</name>
        <message>
            <source>安置规则</source>
            <translation>Placement rules</translation>
        </message>
        <message>
            <source>恢复默认值</source>
            <translation>Restore defaults</translation>
        </message>
        <message>
            <source>规则</source>
            <translation>Rule</translation>
        </message>
        <message>
            <source>内容</source>
            <translation>What it says</translation>
        </message>
        <message>
            <source>例外</source>
            <translation>Exceptions</translation>
        </message>
        <message>
            <source>必须遵守</source>
            <translation>Must be kept</translation>
        </message>
        <message>
            <source>加分与减分</source>
            <translation>Points</translation>
        </message>
        <message>
            <source>起点 100 分，得分高的床位在前</source>
            <translation>From 100 points; the best beds come first</translation>
        </message>
        <message>
            <source>保存权重</source>
            <translation>Save points</translation>
        </message>
        <message>
            <source>{rule} · 默认 {n}</source>
            <translation>{rule} · default {n}</translation>
        </message>
        <message>
            <source>权重由中心负责人修改</source>
            <translation>The head of the centre changes the points</translation>
        </message>
        <message>
            <source>权重已保存，床位建议按新权重排列</source>
            <translation>Saved; beds are ranked by the new points</translation>
        </message>
        <message>
            <source>恢复默认权重</source>
            <translation>Restore default points</translation>
        </message>
        <message>
            <source>哪些规则必须遵守、谁能批准例外多久；合适的床位按这些加分减分排列。</source>
            <translation>Which rules must be kept and who may set them aside for how long; beds are ranked by these points.</translation>
        </message>
        <message>
            <source>违反时不能安置；例外要写理由，有时限的到期重查。</source>
            <translation>A broken rule blocks; an exception needs a reason, and is checked again when it runs out.</translation>
        </message>
        <message>
            <source>只影响先后，不阻止安置；修改记入审计。</source>
            <translation>Only the order changes, nothing is blocked; every change is audited.</translation>
        </message>
    </context>
    <context>
        <name>SetsPane</name>
        <message>
            <source>没有待办的方案或互换</source>
            <translation>No plan or exchange is waiting</translation>
        </message>
        <message>
            <source>跨区的调整方案和互换提交后在这里审批、执行。</source>
            <translation>Plans and exchanges across zones are approved and carried out here.</translation>
        </message>
        <message>
            <source>选一份方案，这里列出每个人</source>
            <translation>Choose one; its people are listed here</translation>
        </message>
        <message>
            <source>同意</source>
            <translation>Agree</translation>
        </message>
        <message>
            <source>不同意…</source>
            <translation>Object…</translation>
        </message>
        <message>
            <source>签字并执行…</source>
            <translation>Sign and carry out…</translation>
        </message>
        <message>
            <source>撤回…</source>
            <translation>Withdraw…</translation>
        </message>
        <message>
            <source>种类</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>人数</source>
            <translation>People</translation>
        </message>
        <message>
            <source>{n} 人，跨区 {m}</source>
            <translation>{n}, {m} cross</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>医疗</source>
            <translation>Medical</translation>
        </message>
        <message>
            <source>安全</source>
            <translation>Security</translation>
        </message>
        <message>
            <source>申请</source>
            <translation>Asked</translation>
        </message>
        <message>
            <source>原因</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>从</source>
            <translation>From</translation>
        </message>
        <message>
            <source>原分区</source>
            <translation>Old zone</translation>
        </message>
        <message>
            <source>到</source>
            <translation>To</translation>
        </message>
        <message>
            <source>新分区</source>
            <translation>New zone</translation>
        </message>
        <message>
            <source>跨区</source>
            <translation>Crosses</translation>
        </message>
        <message>
            <source>已同意</source>
            <translation>Agreed</translation>
        </message>
        <message>
            <source>不同意这份{kind}</source>
            <translation>Refuse this: {kind}</translation>
        </message>
        <message>
            <source>写明原因，申请人会看到。</source>
            <translation>Say why; whoever asked will see it.</translation>
        </message>
        <message>
            <source>不同意</source>
            <translation>Object</translation>
        </message>
        <message>
            <source>已不同意</source>
            <translation>Refused</translation>
        </message>
        <message>
            <source>全部调床一次登记；有人已不在原处或产生新的冲突，就一个也不登记。
执行即由您签字确认：换人的床位已按步骤清洁消毒。</source>
            <translation>All moves are entered at once; if anybody lies elsewhere or a new conflict arises, none is.
Carrying it out is your signature that the beds between occupants were cleaned.</translation>
        </message>
        <message>
            <source>您不属于接收分区，请写明代为签收的原因。</source>
            <translation>You do not belong to the receiving zone: say why you receive for it.</translation>
        </message>
        <message numerus="yes">
            <source>执行：%n 人调床</source>
            <translation>
                <numerusform>Carry out: %n person moves</numerusform>
                <numerusform>Carry out: %n people move</numerusform>
            </translation>
        </message>
        <message>
            <source>签字并执行</source>
            <translation>Sign and carry out</translation>
        </message>
        <message>
            <source>已执行</source>
            <translation>Carried out</translation>
        </message>
        <message>
            <source>已撤销，各人回到原来的床位</source>
            <translation>Undone: everybody is back in their bed</translation>
        </message>
        <message>
            <source>撤回这份{kind}</source>
            <translation>Withdraw this: {kind}</translation>
        </message>
        <message>
            <source>撤回</source>
            <translation>Withdraw</translation>
        </message>
        <message>
            <source>已撤回</source>
            <translation>Withdrawn</translation>
        </message>
    </context>
    <context>
        <name>TimeBar</name>
        <message>
            <source>拖动查看过去和计划</source>
            <translation>Drag to past or plan</translation>
        </message>
        <message>
            <source>上一个事件  [</source>
            <translation>Previous event  [</translation>
        </message>
        <message>
            <source>下一个事件  ]</source>
            <translation>Next event  ]</translation>
        </message>
        <message>
            <source>查看</source>
            <translation>Shown moment</translation>
        </message>
        <message>
            <source>回到现在</source>
            <translation>Back to now</translation>
        </message>
        <message>
            <source>时间：现在</source>
            <translation>Time: now</translation>
        </message>
        <message>
            <source>时间：{time}</source>
            <translation>Time: {time}</translation>
        </message>
        <message>
            <source>计划：{time}</source>
            <translation>Plan: {time}</translation>
        </message>
    </context>
    <context>
        <name>TimeScrubber</name>
        <message>
            <source>时间条：拖动查看过去的床位图和今后的计划</source>
            <translation>Bar of time: drag to see beds of the past and what is planned</translation>
        </message>
        <message>
            <source>{day} 今天</source>
            <translation>{day} today</translation>
        </message>
        <message>
            <source>入</source>
            <translation>I</translation>
        </message>
        <message>
            <source>出</source>
            <translation>O</translation>
        </message>
        <message>
            <source>调</source>
            <translation>M</translation>
        </message>
        <message>
            <source>外</source>
            <translation>A</translation>
        </message>
        <message>
            <source>回</source>
            <translation>R</translation>
        </message>
        <message>
            <source>期</source>
            <translation>L</translation>
        </message>
        <message>
            <source>入所</source>
            <translation>Admitted</translation>
        </message>
        <message>
            <source>出所</source>
            <translation>Left</translation>
        </message>
        <message>
            <source>调床</source>
            <translation>Move</translation>
        </message>
        <message>
            <source>外出</source>
            <translation>Out</translation>
        </message>
        <message>
            <source>计划入住</source>
            <translation>Planned placement</translation>
        </message>
        <message>
            <source>期满出所</source>
            <translation>End of term</translation>
        </message>
        <message>
            <source>计划调床</source>
            <translation>Planned move</translation>
        </message>
        <message>
            <source>预计返回</source>
            <translation>Expected back</translation>
        </message>
        <message>
            <source>例外到期</source>
            <translation>Exception ends</translation>
        </message>
        <message>
            <source>{time} 前</source>
            <translation>by {time}</translation>
        </message>
    </context>
    <context>
        <name>TransferDialog</name>
        <message>
            <source>原因</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>因病情转区，须医生意见</source>
            <translation>For illness, with a doctor's opinion</translation>
        </message>
        <message>
            <source>医生意见</source>
            <translation>Doctor's opinion</translation>
        </message>
        <message>
            <source>随身物品</source>
            <translation>Belongings</translation>
        </message>
        <message>
            <source>紧急调床</source>
            <translation>Move urgently</translation>
        </message>
    </context>
    <context>
        <name>Transfers</name>
        <message>
            <source>同意转到 {bed}</source>
            <translation>Approve the transfer to {bed}</translation>
        </message>
        <message>
            <source>不同意转到 {bed}…</source>
            <translation>Refuse the transfer to {bed}…</translation>
        </message>
        <message>
            <source>签收转入 {bed}…</source>
            <translation>Receive into {bed}…</translation>
        </message>
        <message>
            <source>撤回转区申请…</source>
            <translation>Withdraw the transfer…</translation>
        </message>
        <message>
            <source>同意 {name} 转到 {bed}</source>
            <translation>Agree to {name} moving to {bed}</translation>
        </message>
        <message>
            <source>同区调床由分区负责人批准，请写明代为批准的原因。</source>
            <translation>A move inside a zone is approved by its head: say why you approve instead.</translation>
        </message>
        <message>
            <source>同意</source>
            <translation>Agree</translation>
        </message>
        <message>
            <source>已同意转区</source>
            <translation>Transfer agreed</translation>
        </message>
        <message>
            <source>签收前仍须解决。请写明同意的原因。</source>
            <translation>It must be settled before the receipt. Give the reason for agreeing.</translation>
        </message>
        <message>
            <source>不同意 {name} 转到 {bed}</source>
            <translation>Refuse the transfer of {name} to {bed}</translation>
        </message>
        <message>
            <source>理由会告知申请人。</source>
            <translation>The reason is told to who asked.</translation>
        </message>
        <message>
            <source>不同意</source>
            <translation>Object</translation>
        </message>
        <message>
            <source>已告知不同意</source>
            <translation>Refusal told</translation>
        </message>
        <message>
            <source>您不属于接收分区，请写明代为签收的原因。</source>
            <translation>You do not belong to the receiving zone: say why you receive for it.</translation>
        </message>
        <message>
            <source>签收 {name} 转入 {bed}</source>
            <translation>Receive {name} into {bed}</translation>
        </message>
        <message>
            <source>签收即登记到新床位，并确认随身物品和病历已交接。</source>
            <translation>Receiving enters the new bed and confirms that belongings and records were handed over.</translation>
        </message>
        <message>
            <source>签收</source>
            <translation>Receive</translation>
        </message>
        <message>
            <source>{name} 已转入 {bed}</source>
            <translation>{name} moved into {bed}</translation>
        </message>
        <message>
            <source>撤回 {name} 的转区申请</source>
            <translation>Withdraw the transfer of {name}</translation>
        </message>
        <message>
            <source>撤回</source>
            <translation>Withdraw</translation>
        </message>
        <message>
            <source>已撤回申请</source>
            <translation>Transfer withdrawn</translation>
        </message>
        <message>
            <source>转区单 {name}</source>
            <translation>Transfer sheet {name}</translation>
        </message>
    </context>
    <context>
        <name>VerdictPanel</name>
        <message>
            <source>另有 {n} 条</source>
            <translation>And {n} more</translation>
        </message>
        <message>
            <source>改放：</source>
            <translation>Better: </translation>
        </message>
    </context>
    <context>
        <name>WaitingPage</name>
        <message>
            <source>待安置</source>
            <translation>Waiting</translation>
        </message>
        <message>
            <source>转区申请</source>
            <translation>Transfers</translation>
        </message>
        <message>
            <source>方案与互换</source>
            <translation>Plans and exchanges</translation>
        </message>
        <message>
            <source>调床确认</source>
            <translation>Moves made</translation>
        </message>
        <message>
            <source>规则例外</source>
            <translation>Exceptions</translation>
        </message>
        <message>
            <source>申请转区</source>
            <translation>Ask for a transfer</translation>
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
            <translation>Precaution</translation>
        </message>
        <message>
            <source>等待</source>
            <translation>Waiting</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>没有人等待床位</source>
            <translation>Nobody is waiting for a bed</translation>
        </message>
        <message>
            <source>每个在册的人都有床位。</source>
            <translation>Everybody on the roll has a bed.</translation>
        </message>
        <message>
            <source>没有转区申请</source>
            <translation>No transfers</translation>
        </message>
        <message>
            <source>申请后两方同意，再由接收区签收。</source>
            <translation>Both sides agree, then the receiving zone signs.</translation>
        </message>
        <message>
            <source>没有规则例外</source>
            <translation>No exceptions</translation>
        </message>
        <message>
            <source>在床位图上安置到须例外的床时申请。</source>
            <translation>They are asked for on the map, when a bed needs one.</translation>
        </message>
        <message>
            <source>从</source>
            <translation>From</translation>
        </message>
        <message>
            <source>到</source>
            <translation>To</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>医疗</source>
            <translation>Medical</translation>
        </message>
        <message>
            <source>安全</source>
            <translation>Security</translation>
        </message>
        <message>
            <source>申请</source>
            <translation>Asked</translation>
        </message>
        <message>
            <source>原因</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>床</source>
            <translation>Bed</translation>
        </message>
        <message>
            <source>规则</source>
            <translation>Rule</translation>
        </message>
        <message>
            <source>已同意</source>
            <translation>Agreed</translation>
        </message>
        <message>
            <source>剩余</source>
            <translation>Left</translation>
        </message>
        <message>
            <source>理由</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>因病情</source>
            <translation>For illness</translation>
        </message>
        <message>
            <source>待 {who} 同意</source>
            <translation>Awaits {who}</translation>
        </message>
        <message>
            <source>同意</source>
            <translation>Agree</translation>
        </message>
        <message>
            <source>不同意…</source>
            <translation>Object…</translation>
        </message>
        <message>
            <source>签收转入…</source>
            <translation>Receive…</translation>
        </message>
        <message>
            <source>撤回…</source>
            <translation>Withdraw…</translation>
        </message>
        <message>
            <source>打印转区单</source>
            <translation>Print transfer sheet</translation>
        </message>
        <message>
            <source>同意例外</source>
            <translation>Agree to exception</translation>
        </message>
        <message>
            <source>结束例外</source>
            <translation>End exception</translation>
        </message>
        <message>
            <source>合适的床位</source>
            <translation>Suitable beds</translation>
        </message>
        <message>
            <source>选一个人，这里列出合适的床位</source>
            <translation>Choose a person to see suitable beds</translation>
        </message>
        <message>
            <source>每张床都写明理由，由您确定。</source>
            <translation>Each with its reasons; you decide.</translation>
        </message>
        <message>
            <source>在床位图上看</source>
            <translation>See on the map</translation>
        </message>
        <message>
            <source>安置到所选床位</source>
            <translation>Place in the chosen bed</translation>
        </message>
        <message numerus="yes">
            <source>%n 人没有床位</source>
            <translation>
                <numerusform>%n person without a bed</numerusform>
                <numerusform>%n people without a bed</numerusform>
            </translation>
        </message>
        <message>
            <source>已申请转区，等待两方同意</source>
            <translation>Transfer asked for; both sides decide</translation>
        </message>
        <message>
            <source>同意 {name} 在 {bed} 的规则例外</source>
            <translation>Agree to the exception for {name} in {bed}</translation>
        </message>
        <message numerus="yes">
            <source>同意后有效 %n 小时。</source>
            <translation>
                <numerusform>Valid for %n hour once agreed.</numerusform>
                <numerusform>Valid for %n hours once agreed.</numerusform>
            </translation>
        </message>
        <message>
            <source>已同意例外</source>
            <translation>Exception agreed</translation>
        </message>
        <message>
            <source>例外已结束，床位重新检查</source>
            <translation>Exception ended; beds are checked again</translation>
        </message>
        <message>
            <source>没有床位的人、转区申请和规则例外；右边按规则列出合适的床位和理由。</source>
            <translation>People without a bed, transfers and exceptions; suitable beds with reasons at the right.</translation>
        </message>
        <message>
            <source>跨区调床须医疗和安全两方同意，接收区签收时登记；同区调床当时生效，由分区负责人确认；跨区的方案和互换整份审批一次。</source>
            <translation>A move to another zone needs the medical and the security side and is entered when the new zone receives. A move inside a zone holds at once and its head agrees afterwards. Plans and exchanges across zones are approved once as a whole.</translation>
        </message>
        <message>
            <source>例外到期后重新检查床位。</source>
            <translation>When an exception runs out the bed is checked again.</translation>
        </message>
    </context>
    <context>
        <name>ZoneHead</name>
        <message>
            <source>空 {n}</source>
            <translation>{n} free</translation>
        </message>
        <message>
            <source>在床 {n}/{beds}</source>
            <translation>{n}/{beds} in</translation>
        </message>
    </context>
</TS>
