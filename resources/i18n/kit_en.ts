<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="zh_CN">
    <context>
        <name>BedRanking</name>
        <message>
            <source>可安置</source>
            <translation>Allowed</translation>
        </message>
        <message>
            <source>须确认</source>
            <translation>Confirm</translation>
        </message>
        <message>
            <source>不可</source>
            <translation>Blocked</translation>
        </message>
        <message>
            <source>{words}（{points}）</source>
            <translation>{words} ({points})</translation>
        </message>
        <message>
            <source>{score} 分</source>
            <translation>{score} points</translation>
        </message>
        <message>
            <source>填好身份和健康情况后，这里列出合适的床位</source>
            <translation>Suitable beds are listed here once identity and health are filled in</translation>
        </message>
        <message>
            <source>每张床都写明理由，由您确定。</source>
            <translation>Each bed says why; you decide.</translation>
        </message>
        <message>
            <source>其他床位</source>
            <translation>Other beds</translation>
        </message>
        <message>
            <source>没有可用的床位。可先登记，床位稍后安排。</source>
            <translation>No bed is available. Register now and place later.</translation>
        </message>
        <message numerus="yes">
            <source>另有 %n 张可选</source>
            <translation>
                <numerusform>%n more to choose from</numerusform>
                <numerusform>%n more to choose from</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ConfirmDialog</name>
        <message>
            <source>原因，至少 {n} 个字</source>
            <translation>Reason, at least {n} characters</translation>
        </message>
        <message>
            <source>原因</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>返回</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>原因至少写 {n} 个字</source>
            <translation>Write at least {n} characters as the reason</translation>
        </message>
    </context>
    <context>
        <name>Desk</name>
        <message>
            <source>这个窗口没有登录服务，不能签名。</source>
            <translation>This window has no sign-in service, so nothing can be signed here.</translation>
        </message>
    </context>
    <context>
        <name>ErrorDialog</name>
        <message>
            <source>先去做别的</source>
            <translation>Do something else first</translation>
        </message>
        <message>
            <source>知道了</source>
            <translation>All right</translation>
        </message>
        <message>
            <source>给信息室看的细节</source>
            <translation>Details for the IT room</translation>
        </message>
        <message>
            <source>复制</source>
            <translation>Copy</translation>
        </message>
    </context>
    <context>
        <name>FilterBox</name>
        <message>
            <source>筛选，可用拼音首字母</source>
            <translation>Filter; pinyin initials work</translation>
        </message>
    </context>
    <context>
        <name>FormDialog</name>
        <message>
            <source>草稿已存。要离开请按“稍后再写”</source>
            <translation>Draft saved. To leave, press “Later”</translation>
        </message>
    </context>
    <context>
        <name>FormFoot</name>
        <message numerus="yes">
            <source>还有 %n 处要改</source>
            <translation>
                <numerusform>%n place to correct</numerusform>
                <numerusform>%n places to correct</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FormPane</name>
        <message>
            <source>已接着上次的草稿</source>
            <translation>Went on from your draft</translation>
        </message>
        <message>
            <source>稍后再写</source>
            <translation>Later</translation>
        </message>
        <message>
            <source>草稿 {clock} 已存</source>
            <translation>Draft saved {clock}</translation>
        </message>
    </context>
    <context>
        <name>HelpSheet</name>
        <message>
            <source>本页帮助</source>
            <translation>Help on this page</translation>
        </message>
        <message>
            <source>本页按键</source>
            <translation>Keys of this page</translation>
        </message>
        <message>
            <source>规则与依据</source>
            <translation>Rules and their source</translation>
        </message>
        <message>
            <source>到处可用</source>
            <translation>Everywhere</translation>
        </message>
    </context>
    <context>
        <name>InlineProgress</name>
        <message>
            <source>停止</source>
            <translation>Stop</translation>
        </message>
    </context>
    <context>
        <name>MomentEdit</name>
        <message>
            <source>日期</source>
            <translation>date</translation>
        </message>
        <message>
            <source>时刻</source>
            <translation>time</translation>
        </message>
    </context>
    <context>
        <name>PersonPicker</name>
        <message>
            <source>姓名、拼音首字母、床号或编号</source>
            <translation>Name, initials, bed or number</translation>
        </message>
    </context>
    <context>
        <name>PrintPreview</name>
        <message>
            <source>另存 PDF</source>
            <translation>Save PDF</translation>
        </message>
        <message>
            <source>上一页</source>
            <translation>Previous page</translation>
        </message>
        <message>
            <source>下一页</source>
            <translation>Next page</translation>
        </message>
        <message>
            <source>缩小</source>
            <translation>Zoom out</translation>
        </message>
        <message>
            <source>放大</source>
            <translation>Zoom in</translation>
        </message>
        <message>
            <source>整页</source>
            <translation>Whole page</translation>
        </message>
        <message>
            <source>打印</source>
            <translation>Print</translation>
        </message>
    </context>
    <context>
        <name>RecordView</name>
        <message>
            <source>版本记录</source>
            <translation>Versions</translation>
        </message>
        <message>
            <source>看原文</source>
            <translation>Show original</translation>
        </message>
    </context>
    <context>
        <name>SideSheet</name>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>SigningSheet</name>
        <message>
            <source>签名后不能撤销，只能更正。</source>
            <translation>A signature cannot be undone, only corrected.</translation>
        </message>
        <message>
            <source>{user} 的密码</source>
            <translation>Password of {user}</translation>
        </message>
        <message>
            <source>先不签</source>
            <translation>Not yet</translation>
        </message>
    </context>
    <context>
        <name>Skeleton</name>
        <message>
            <source>正在读取</source>
            <translation>Reading</translation>
        </message>
    </context>
    <context>
        <name>TablePane</name>
        <message>
            <source>列表</source>
            <translation>List</translation>
        </message>
        <message>
            <source>还没有内容</source>
            <translation>Nothing here yet</translation>
        </message>
        <message>
            <source>清除筛选</source>
            <translation>Clear filters</translation>
        </message>
        <message>
            <source>没有符合的</source>
            <translation>No match</translation>
        </message>
        <message>
            <source>筛选条件：{filters}</source>
            <translation>Filters: {filters}</translation>
        </message>
    </context>
    <context>
        <name>Toast</name>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>{n} 秒</source>
            <translation>{n} s</translation>
        </message>
    </context>
    <context>
        <name>WorkList</name>
        <message>
            <source>逾期 {span}</source>
            <translation>{span} late</translation>
        </message>
        <message>
            <source>应于 {clock}</source>
            <translation>due {clock}</translation>
        </message>
        <message>
            <source>还有 {span}</source>
            <translation>in {span}</translation>
        </message>
        <message>
            <source>{n} 天</source>
            <translation>{n} days</translation>
        </message>
        <message>
            <source>{h} 时 {m} 分</source>
            <translation>{h} h {m} min</translation>
        </message>
        <message>
            <source>{h} 小时</source>
            <translation>{h} h</translation>
        </message>
        <message>
            <source>{n} 分</source>
            <translation>{n} min</translation>
        </message>
    </context>
</TS>
