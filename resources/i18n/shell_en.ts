<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="zh_CN">
    <context>
        <name>BellButton</name>
        <message numerus="yes">
            <source>%n 条提醒</source>
            <translation>
                <numerusform>%n alert</numerusform>
                <numerusform>%n alerts</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BellSheet</name>
        <message>
            <source>提醒</source>
            <translation>Alerts</translation>
        </message>
        <message>
            <source>危急</source>
            <translation>Critical</translation>
        </message>
        <message>
            <source>活动</source>
            <translation>Activity</translation>
        </message>
        <message>
            <source>今天还没有操作</source>
            <translation>Nothing done today yet</translation>
        </message>
        <message>
            <source>没有未处理的</source>
            <translation>Nothing is waiting</translation>
        </message>
        <message>
            <source>{name} 在处理</source>
            <translation>{name} is on it</translation>
        </message>
        <message>
            <source>我来处理</source>
            <translation>I take it</translation>
        </message>
        <message>
            <source>打开</source>
            <translation>Open</translation>
        </message>
    </context>
    <context>
        <name>CentreStep</name>
        <message>
            <source>单位</source>
            <translation>The centre</translation>
        </message>
        <message>
            <source>印在每张表格上的名称。以后可以在设置里改。</source>
            <translation>The name on every form. It can be changed in Settings.</translation>
        </message>
        <message>
            <source>单位名称</source>
            <translation>Name of the centre</translation>
        </message>
        <message>
            <source>所在地行政区划代码（可空）</source>
            <translation>Division code of the place (may be empty)</translation>
        </message>
        <message>
            <source>或者</source>
            <translation>Or</translation>
        </message>
        <message>
            <source>打开演示中心</source>
            <translation>Open the demo centre</translation>
        </message>
        <message>
            <source>从备份恢复</source>
            <translation>Restore a backup</translation>
        </message>
        <message>
            <source>先看看：演示中心里全是虚构的人，随便试，不影响真实数据。</source>
            <translation>Have a look first: everybody in the demo centre is invented; try anything.</translation>
        </message>
    </context>
    <context>
        <name>HitDelegate</name>
        <message>
            <source>同名</source>
            <translation>Same name</translation>
        </message>
    </context>
    <context>
        <name>LockPage</name>
        <message>
            <source>解锁</source>
            <translation>Unlock</translation>
        </message>
        <message>
            <source>您写的内容都在</source>
            <translation>What you wrote is safe</translation>
        </message>
        <message numerus="yes">
            <source>%n 份草稿已自动保存，解锁后回到刚才的位置</source>
            <translation>
                <numerusform>%n draft is saved; you return to where you were</numerusform>
                <numerusform>%n drafts are saved; you return to where you were</numerusform>
            </translation>
        </message>
        <message>
            <source>解锁后回到刚才的位置</source>
            <translation>You return to where you were</translation>
        </message>
        <message numerus="yes">
            <source>%n 条危急提醒等您处理。锁定时不显示姓名和内容</source>
            <translation>
                <numerusform>%n critical alert is waiting. Names and contents stay hidden while locked</numerusform>
                <numerusform>%n critical alerts are waiting. Names and contents stay hidden while locked</numerusform>
            </translation>
        </message>
        <message>
            <source>正在解锁…</source>
            <translation>Unlocking…</translation>
        </message>
        <message>
            <source>换人登录（不丢草稿）</source>
            <translation>Another person (drafts are kept)</translation>
        </message>
        <message>
            <source>紧急 {phone}</source>
            <translation>Emergency {phone}</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>收治管理系统</source>
            <translation>Treatment centre</translation>
        </message>
        <message>
            <source>语言</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>简体中文</source>
            <translation>简体中文</translation>
        </message>
        <message>
            <source>外观</source>
            <translation>Appearance</translation>
        </message>
        <message>
            <source>浅色</source>
            <translation>Light</translation>
        </message>
        <message>
            <source>深色</source>
            <translation>Dark</translation>
        </message>
        <message>
            <source>跟随系统</source>
            <translation>As the system</translation>
        </message>
        <message>
            <source>标准</source>
            <translation>Standard</translation>
        </message>
        <message>
            <source>大</source>
            <translation>Large</translation>
        </message>
        <message>
            <source>特大</source>
            <translation>Extra large</translation>
        </message>
        <message>
            <source>字号</source>
            <translation>Text size</translation>
        </message>
        <message>
            <source>高对比</source>
            <translation>High contrast</translation>
        </message>
        <message>
            <source>手套模式</source>
            <translation>Glove mode</translation>
        </message>
        <message>
            <source>再开一个窗口</source>
            <translation>Open another window</translation>
        </message>
        <message>
            <source>锁定</source>
            <translation>Lock</translation>
        </message>
        <message>
            <source>换人登录（不丢草稿）</source>
            <translation>Another person (drafts are kept)</translation>
        </message>
        <message>
            <source>退出</source>
            <translation>Quit</translation>
        </message>
        <message>
            <source>版本 {number}</source>
            <translation>Version {number}</translation>
        </message>
        <message>
            <source>字号 标准</source>
            <translation>Text 100 %</translation>
        </message>
        <message>
            <source>字号 大</source>
            <translation>Text 115 %</translation>
        </message>
        <message>
            <source>字号 特大</source>
            <translation>Text 130 %</translation>
        </message>
    </context>
    <context>
        <name>NavRail</name>
        <message>
            <source>导航</source>
            <translation>Navigation</translation>
        </message>
    </context>
    <context>
        <name>OfficeStep</name>
        <message>
            <source>三名管理员</source>
            <translation>Three administrators</translation>
        </message>
        <message>
            <source>必须是三个不同的人，互相制约。密码至少 10 位，大写、小写、数字、符号中的三种。</source>
            <translation>Three different people who check one another. Passwords: at least 10 characters, three of capitals, small letters, digits, signs.</translation>
        </message>
        <message>
            <source>建账号、备份，看不到业务数据</source>
            <translation>makes accounts and backups, sees no business data</translation>
        </message>
        <message>
            <source>授予角色，改安全设置</source>
            <translation>grants roles, changes safety settings</translation>
        </message>
        <message>
            <source>只看日志</source>
            <translation>only reads the trail</translation>
        </message>
        <message>
            <source>单位和三名管理员已建立</source>
            <translation>The centre and its three administrators stand</translation>
        </message>
        <message>
            <source>点“下一步”时建立加密数据库</source>
            <translation>'Next' makes the encrypted store</translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>查找</source>
            <translation>Find</translation>
        </message>
        <message>
            <source>姓名或拼音首字母、床号、编号尾数、页面、操作</source>
            <translation>Name or initials, bed, end of a number, page, action</translation>
        </message>
        <message>
            <source>没有找到。换个写法试试，例如 ywh、2032、0713。</source>
            <translation>Nothing found. Try another way, such as ywh, 2032, 0713.</translation>
        </message>
    </context>
    <context>
        <name>PasswordRow</name>
        <message>
            <source>密码</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>显示</source>
            <translation>Show</translation>
        </message>
        <message>
            <source>大写锁定已打开</source>
            <translation>Caps Lock is on</translation>
        </message>
        <message>
            <source>隐藏</source>
            <translation>Hide</translation>
        </message>
    </context>
    <context>
        <name>RecoveryStep</name>
        <message>
            <source>恢复密钥</source>
            <translation>Recovery key</translation>
        </message>
        <message>
            <source>所有人都忘记密码、或要打开备份时，只有它能打开数据。只显示这一次。</source>
            <translation>When every password is lost, or to open a backup, only this opens the data. It is shown this once.</translation>
        </message>
        <message>
            <source>打印</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>核对</source>
            <translation>Check</translation>
        </message>
        <message>
            <source>打印两份，分别锁在两处。不要拍照，不要存进电脑。</source>
            <translation>Print two and lock them away in two places. No photographs, no files.</translation>
        </message>
        <message>
            <source>照纸上输入第 {a} 组和第 {b} 组：</source>
            <translation>From the sheet, type groups {a} and {b}:</translation>
        </message>
        <message>
            <source>核对无误</source>
            <translation>Both groups are right</translation>
        </message>
    </context>
    <context>
        <name>SearchField</name>
        <message>
            <source>查找病员、床号、页面或操作</source>
            <translation>Find a person, bed, page or action</translation>
        </message>
    </context>
    <context>
        <name>SetupWizard</name>
        <message>
            <source>第 {n} 步，共 {total} 步</source>
            <translation>Step {n} of {total}</translation>
        </message>
        <message>
            <source>完成</source>
            <translation>Finish</translation>
        </message>
        <message>
            <source>下一步：{title}</source>
            <translation>Next: {title}</translation>
        </message>
        <message>
            <source>已自动保存</source>
            <translation>Saved</translation>
        </message>
        <message>
            <source>可稍后</source>
            <translation>can wait</translation>
        </message>
        <message>
            <source>首次设置 · 约 {n} 分钟</source>
            <translation>First run · about {n} minutes</translation>
        </message>
        <message>
            <source>可以随时关闭，下次从这里继续。所有内容以后都能在“设置”里改。</source>
            <translation>Close at any time and go on here later. Everything can be changed under Settings.</translation>
        </message>
        <message>
            <source>上一步</source>
            <translation>Back</translation>
        </message>
    </context>
    <context>
        <name>Shell</name>
        <message>
            <source>今日</source>
            <translation>Today</translation>
        </message>
        <message>
            <source>病员</source>
            <translation>Residents</translation>
        </message>
        <message>
            <source>床位</source>
            <translation>Beds</translation>
        </message>
        <message>
            <source>值班</source>
            <translation>Rosters</translation>
        </message>
        <message>
            <source>诊疗</source>
            <translation>Care</translation>
        </message>
        <message>
            <source>监管</source>
            <translation>Custody</translation>
        </message>
        <message>
            <source>心理与活动</source>
            <translation>Support</translation>
        </message>
        <message>
            <source>心理活动</source>
            <translation>Support</translation>
        </message>
        <message>
            <source>费用</source>
            <translation>Fees</translation>
        </message>
        <message>
            <source>协同</source>
            <translation>Liaison</translation>
        </message>
        <message>
            <source>报表</source>
            <translation>Reports</translation>
        </message>
        <message>
            <source>设置</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>查找人、床、页面、操作</source>
            <translation>Find people, beds, pages, actions</translation>
        </message>
        <message>
            <source>去各组；设置为 Ctrl+,</source>
            <translation>Go to a group; settings: Ctrl+,</translation>
        </message>
        <message>
            <source>本组下一页，加 Shift 上一页</source>
            <translation>Next page of the group; Shift: previous</translation>
        </message>
        <message>
            <source>本页第几个标签或快捷登记</source>
            <translation>The n-th tab or quick entry</translation>
        </message>
        <message>
            <source>返回，Alt+→ 前进</source>
            <translation>Back; Alt+→ forward</translation>
        </message>
        <message>
            <source>下一块，加 Shift 上一块</source>
            <translation>Next pane; Shift: previous</translation>
        </message>
        <message>
            <source>筛选本列表</source>
            <translation>Filter this list</translation>
        </message>
        <message>
            <source>下一个问题，加 Shift 上一个</source>
            <translation>Next problem; Shift: previous</translation>
        </message>
        <message>
            <source>撤销刚才的操作</source>
            <translation>Undo the last act</translation>
        </message>
        <message>
            <source>打印预览</source>
            <translation>Print preview</translation>
        </message>
        <message>
            <source>重新载入</source>
            <translation>Reload</translation>
        </message>
        <message>
            <source>锁定</source>
            <translation>Lock</translation>
        </message>
        <message>
            <source>再开一个窗口</source>
            <translation>Open another window</translation>
        </message>
        <message>
            <source>本页帮助</source>
            <translation>Help for this page</translation>
        </message>
        <message>
            <source>写的内容都在草稿里</source>
            <translation>What you wrote is in the drafts</translation>
        </message>
        <message>
            <source>可以继续做别的事</source>
            <translation>You can go on with other work</translation>
        </message>
        <message>
            <source>反复出现时请告诉信息室</source>
            <translation>If it comes again, tell the IT room</translation>
        </message>
        <message>
            <source>这一步没有做成，是程序的错</source>
            <translation>This step failed; the program is at fault</translation>
        </message>
        <message>
            <source>已记入日志，不用重做已经保存的内容。</source>
            <translation>It is in the log; nothing saved needs doing again.</translation>
        </message>
        <message>
            <source>收治管理系统</source>
            <translation>Treatment centre</translation>
        </message>
    </context>
    <context>
        <name>SignInPage</name>
        <message>
            <source>登录</source>
            <translation>Sign in</translation>
        </message>
        <message>
            <source>正在登录…</source>
            <translation>Signing in…</translation>
        </message>
        <message>
            <source>用户名和密码</source>
            <translation>With user name and password</translation>
        </message>
        <message>
            <source>用户名</source>
            <translation>User name</translation>
        </message>
        <message>
            <source>密码</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>忘记密码请找系统管理员 {phone}</source>
            <translation>Forgot the password? Ask the administrator, {phone}</translation>
        </message>
        <message>
            <source>本系统记录每一次查看和修改。只看本岗位需要的信息，离开请按 Ctrl+L 锁定。</source>
            <translation>Every view and change is recorded. Look only at what your post needs; lock with Ctrl+L when you leave.</translation>
        </message>
    </context>
    <context>
        <name>StatusBar</name>
        <message>
            <source>Ctrl+K 查找</source>
            <translation>Ctrl+K Find</translation>
        </message>
        <message>
            <source>Ctrl+P 打印</source>
            <translation>Ctrl+P Print</translation>
        </message>
        <message>
            <source>Ctrl+L 锁定</source>
            <translation>Ctrl+L Lock</translation>
        </message>
        <message>
            <source>F1 本页帮助</source>
            <translation>F1 Help</translation>
        </message>
    </context>
    <context>
        <name>TopBar</name>
        <message>
            <source>锁定  Ctrl+L</source>
            <translation>Lock  Ctrl+L</translation>
        </message>
    </context>
    <context>
        <name>Workplace</name>
        <message>
            <source>这一页没有可打印的表单</source>
            <translation>This page has no form to print</translation>
        </message>
        <message numerus="yes">
            <source>草稿 %n 份，{clock} 已自动保存</source>
            <translation>
                <numerusform>%n draft, saved {clock}</numerusform>
                <numerusform>%n drafts, saved {clock}</numerusform>
            </translation>
        </message>
        <message>
            <source>病员</source>
            <translation>Residents</translation>
        </message>
        <message>
            <source>本页操作</source>
            <translation>On this page</translation>
        </message>
        <message>
            <source>页面</source>
            <translation>Pages</translation>
        </message>
        <message>
            <source>登记新入所：{name}</source>
            <translation>Register a new admission: {name}</translation>
        </message>
    </context>
    <context>
        <name>ZonesStep</name>
        <message>
            <source>区和床位</source>
            <translation>Zones and beds</translation>
        </message>
        <message>
            <source>先用常见分区起步，照实际增减；床号自动编成 房间-床，例如 203-2。已有分区表的选“空白”，以后导入。</source>
            <translation>Start from the usual zones and change them; beds are named room-bed, such as 203-2. If you have a list of zones, choose 'Empty' and import it later.</translation>
        </message>
        <message>
            <source>九区模板</source>
            <translation>Nine zones</translation>
        </message>
        <message>
            <source>四区模板</source>
            <translation>Four zones</translation>
        </message>
        <message>
            <source>空白</source>
            <translation>Empty</translation>
        </message>
        <message>
            <source>一二三四五六七八九</source>
            <translation>123456789</translation>
        </message>
        <message>
            <source>{n}区</source>
            <translation>Zone {n}</translation>
        </message>
        <message>
            <source>{zones} 区 {rooms} 间 {beds} 床</source>
            <translation>{zones} zones, {rooms} rooms, {beds} beds</translation>
        </message>
        <message>
            <source>没有女区：女病员将无床可住</source>
            <translation>No women's zone: there will be no bed for women</translation>
        </message>
        <message>
            <source>没有空气隔离区：结核病员只能单间</source>
            <translation>No airborne zone: people with tuberculosis need single rooms</translation>
        </message>
    </context>
    <context>
        <name>_Person</name>
        <message>
            <source>用户名</source>
            <translation>User name</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>密码</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>再输一次</source>
            <translation>Type it again</translation>
        </message>
    </context>
    <context>
        <name>_ZoneLine</name>
        <message>
            <source>间</source>
            <translation>rooms</translation>
        </message>
        <message>
            <source>床/间</source>
            <translation>beds each</translation>
        </message>
        <message>
            <source>去掉这个区</source>
            <translation>Remove this zone</translation>
        </message>
    </context>
</TS>
