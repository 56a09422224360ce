<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="zh_CN">
    <context>
        <name>AccountDialog</name>
        <message>
            <source>工作人员</source>
            <translation>Staff</translation>
        </message>
        <message>
            <source>不在名单上的填姓名</source>
            <translation>Not on the list: type the name</translation>
        </message>
        <message>
            <source>姓名（不在名单上时）</source>
            <translation>Name (when not on the list)</translation>
        </message>
        <message>
            <source>用户名</source>
            <translation>User name</translation>
        </message>
        <message>
            <source>登录时输入，一般用工号</source>
            <translation>Typed at sign-in, usually the work number</translation>
        </message>
        <message>
            <source>有效期至</source>
            <translation>Valid until</translation>
        </message>
        <message>
            <source>空：长期；检查人员必填</source>
            <translation>Empty: no end; inspectors need one</translation>
        </message>
    </context>
    <context>
        <name>AccountsPage</name>
        <message>
            <source>账号与角色</source>
            <translation>Accounts and roles</translation>
        </message>
        <message>
            <source>已锁定</source>
            <translation>Locked</translation>
        </message>
        <message>
            <source>没有角色</source>
            <translation>Without role</translation>
        </message>
        <message>
            <source>已停用</source>
            <translation>Disabled</translation>
        </message>
        <message>
            <source>还缺：{roles}。三员必须由三个人分别担任。</source>
            <translation>Still missing: {roles}. Three people hold the three roles.</translation>
        </message>
        <message>
            <source>建账号</source>
            <translation>New account</translation>
        </message>
        <message>
            <source>系统管理员建账号、重置密码；安全管理员授予角色；审计管理员查日志。</source>
            <translation>The system administrator makes accounts and resets passwords, security grants roles, audit reads the trail.</translation>
        </message>
        <message>
            <source>密码至少 10 位、三种字符，错 5 次锁 30 分钟。</source>
            <translation>At least 10 characters of three kinds; 5 wrong tries lock for 30 minutes.</translation>
        </message>
        <message>
            <source>三员分立：一人只担任一种，不能给自己授权。</source>
            <translation>Three administrators apart: one role each, nobody grants to himself.</translation>
        </message>
        <message>
            <source>重置 {name} 的密码</source>
            <translation>Reset the password of {name}</translation>
        </message>
        <message>
            <source>原密码立即失效，账号同时解锁并恢复使用。新密码只显示一次，登录后必须修改。</source>
            <translation>The old password stops at once; the account is unlocked and enabled. The new one is shown once and must be changed at sign-in.</translation>
        </message>
        <message>
            <source>重置密码</source>
            <translation>Reset password</translation>
        </message>
        <message>
            <source>{name} 已解锁</source>
            <translation>{name} is unlocked</translation>
        </message>
        <message>
            <source>停用 {name} 的账号</source>
            <translation>Disable the account of {name}</translation>
        </message>
        <message>
            <source>停用后不能登录，数据钥匙一并销毁。以后可用“重置密码”恢复。</source>
            <translation>No sign-in any more; the key to the data is destroyed too. 'Reset password' brings it back.</translation>
        </message>
        <message>
            <source>停用</source>
            <translation>Disable</translation>
        </message>
        <message>
            <source>动态口令密钥</source>
            <translation>Secret of the one-time password</translation>
        </message>
        <message>
            <source>请现在录入 {name} 的口令卡或验证器，关闭后不再显示。</source>
            <translation>Enter it into the card or app of {name} now; it is not shown again.</translation>
        </message>
        <message>
            <source>{name} 的动态口令已关闭</source>
            <translation>One-time password of {name} is off</translation>
        </message>
        <message>
            <source>首次密码</source>
            <translation>First password</translation>
        </message>
        <message>
            <source>请当面告诉本人，关闭后不再显示。角色由安全管理员授予。</source>
            <translation>Tell the person face to face; it is not shown again. The security administrator grants roles.</translation>
        </message>
        <message>
            <source>动态口令</source>
            <translation>One-time password</translation>
        </message>
        <message>
            <source>解锁</source>
            <translation>Unlock</translation>
        </message>
        <message>
            <source>授予角色</source>
            <translation>Grant roles</translation>
        </message>
        <message>
            <source>用户名</source>
            <translation>User name</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>职务/职称</source>
            <translation>Title</translation>
        </message>
        <message>
            <source>角色</source>
            <translation>Roles</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>有效期</source>
            <translation>Valid until</translation>
        </message>
        <message>
            <source>长期</source>
            <translation>No end</translation>
        </message>
        <message>
            <source>已开</source>
            <translation>On</translation>
        </message>
        <message>
            <source>上次登录</source>
            <translation>Last sign-in</translation>
        </message>
    </context>
    <context>
        <name>Administration</name>
        <message>
            <source>工作人员</source>
            <translation>Staff</translation>
        </message>
        <message>
            <source>账号与角色</source>
            <translation>Accounts and roles</translation>
        </message>
        <message>
            <source>审计日志</source>
            <translation>Audit trail</translation>
        </message>
        <message>
            <source>中心设置</source>
            <translation>Centre settings</translation>
        </message>
        <message>
            <source>备份与健康</source>
            <translation>Backup and health</translation>
        </message>
        <message>
            <source>我的账号</source>
            <translation>My account</translation>
        </message>
        <message>
            <source>建账号</source>
            <translation>New account</translation>
        </message>
        <message>
            <source>建立</source>
            <translation>Create</translation>
        </message>
        <message>
            <source>账号有效期：{name}</source>
            <translation>Days of the account: {name}</translation>
        </message>
        <message>
            <source>保存</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>{name} 的角色</source>
            <translation>Roles of {name}</translation>
        </message>
        <message>
            <source>权限按角色合并。系统、安全、审计管理员必须单独担任。</source>
            <translation>Rights are the union of the roles. An administrator's role stands alone.</translation>
        </message>
        <message>
            <source>数据健康</source>
            <translation>Health of the data</translation>
        </message>
        <message>
            <source>修改密码</source>
            <translation>Change password</translation>
        </message>
        <message>
            <source>委托代理</source>
            <translation>Delegate a role</translation>
        </message>
        <message>
            <source>委托</source>
            <translation>Delegate</translation>
        </message>
        <message>
            <source>保存设置</source>
            <translation>Save settings</translation>
        </message>
        <message>
            <source>命令行</source>
            <translation>the command line</translation>
        </message>
        <message>
            <source>修改人员</source>
            <translation>Change record</translation>
        </message>
        <message>
            <source>登记人员</source>
            <translation>Register</translation>
        </message>
        <message>
            <source>登记</source>
            <translation>Enter</translation>
        </message>
        <message>
            <source>登记休假：{name}</source>
            <translation>Leave: {name}</translation>
        </message>
        <message>
            <source>登记证件：{name}</source>
            <translation>Certificate: {name}</translation>
        </message>
        <message>
            <source>交流轮岗：{name}</source>
            <translation>Exchange: {name}</translation>
        </message>
        <message>
            <source>孕期与哺乳：{name}</source>
            <translation>Pregnancy and nursing: {name}</translation>
        </message>
        <message>
            <source>结束休假：{name}</source>
            <translation>End leave: {name}</translation>
        </message>
        <message>
            <source>变更交流期限：{name}</source>
            <translation>Change the term of {name}</translation>
        </message>
        <message>
            <source>结束孕期或哺乳期：{name}</source>
            <translation>End pregnancy or nursing: {name}</translation>
        </message>
        <message>
            <source>{zone}（负责）</source>
            <translation>{zone} (head)</translation>
        </message>
        <message>
            <source>{day} 起</source>
            <translation>from {day}</translation>
        </message>
        <message>
            <source>登记所属分区：{name}</source>
            <translation>Zone of {name}</translation>
        </message>
        <message>
            <source>结束所属分区：{name}</source>
            <translation>End the zone of {name}</translation>
        </message>
    </context>
    <context>
        <name>AuditPage</name>
        <message>
            <source>审计日志</source>
            <translation>Audit trail</translation>
        </message>
        <message>
            <source>校验</source>
            <translation>Verify</translation>
        </message>
        <message>
            <source>比对另存的链尾</source>
            <translation>Compare with a kept head</translation>
        </message>
        <message>
            <source>导出</source>
            <translation>Export</translation>
        </message>
        <message>
            <source>没有符合的记录</source>
            <translation>Nothing matches</translation>
        </message>
        <message>
            <source>放宽筛选条件。</source>
            <translation>Loosen the filters.</translation>
        </message>
        <message>
            <source>这一条</source>
            <translation>This entry</translation>
        </message>
        <message>
            <source>全部动作</source>
            <translation>All actions</translation>
        </message>
        <message>
            <source>校验审计链</source>
            <translation>Verify the trail</translation>
        </message>
        <message>
            <source>导出审计日志</source>
            <translation>Export the audit trail</translation>
        </message>
        <message>
            <source>每一次办理、登录和被拒绝的登录都在这里，一条扣一条，改动任何一条都会被发现。</source>
            <translation>Every act, every sign-in and every refused one is here, each chained to the one before; a change to any of them is found.</translation>
        </message>
        <message>
            <source>法律要求至少保存 6 个月，本系统默认 3 年。</source>
            <translation>The law asks for 6 months; kept for 3 years by default.</translation>
        </message>
        <message>
            <source>链尾另存在别处，才能发现结尾被截断。</source>
            <translation>Only a head kept elsewhere shows that the end was cut off.</translation>
        </message>
        <message>
            <source>正在校验……</source>
            <translation>Verifying…</translation>
        </message>
        <message>
            <source>另存的链尾（已有的先比对，再更新）</source>
            <translation>Kept head (compared when there, then renewed)</translation>
        </message>
        <message>
            <source>这不是另存的链尾文件，请重新选择。</source>
            <translation>This is no kept head. Choose again.</translation>
        </message>
        <message>
            <source>链尾已存到 {name}</source>
            <translation>Head kept in {name}</translation>
        </message>
        <message>
            <source>没有写成：{why}。请换一个位置。</source>
            <translation>Not written: {why}. Choose another place.</translation>
        </message>
        <message>
            <source>已导出到 {name}</source>
            <translation>Exported to {name}</translation>
        </message>
        <message>
            <source>审计链完整：共 {count} 条，链尾 {link}…</source>
            <translation>The trail is whole: {count} entries, head {link}…</translation>
        </message>
        <message>
            <source>第 {seq} 号{kind}</source>
            <translation>no. {seq} {kind}</translation>
        </message>
        <message>
            <source>发现 {count} 处改动：{first}。请保护现场并报告。</source>
            <translation>{count} hand-made changes found: {first}. Leave everything as it is and report.</translation>
        </message>
        <message>
            <source>在左边选一条。</source>
            <translation>Choose a line at the left.</translation>
        </message>
        <message>
            <source>第 {seq} 号</source>
            <translation>No. {seq}</translation>
        </message>
        <message>
            <source>电脑 {name}</source>
            <translation>Computer {name}</translation>
        </message>
        <message>
            <source>校验值 {link}</source>
            <translation>Link {link}</translation>
        </message>
        <message>
            <source>人、对象、内容</source>
            <translation>Person, subject, content</translation>
        </message>
        <message>
            <source>查找</source>
            <translation>Find</translation>
        </message>
        <message>
            <source>更早</source>
            <translation>Older</translation>
        </message>
        <message>
            <source>最新</source>
            <translation>Newest</translation>
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
            <source>序号</source>
            <translation>No.</translation>
        </message>
        <message>
            <source>时间</source>
            <translation>Time</translation>
        </message>
        <message>
            <source>操作人</source>
            <translation>Who</translation>
        </message>
        <message>
            <source>动作</source>
            <translation>Action</translation>
        </message>
        <message>
            <source>对象</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>内容</source>
            <translation>Content</translation>
        </message>
    </context>
    <context>
        <name>BackupPage</name>
        <message>
            <source>备份与健康</source>
            <translation>Backup and health</translation>
        </message>
        <message>
            <source>验证恢复</source>
            <translation>Prove a restore</translation>
        </message>
        <message>
            <source>现在备份</source>
            <translation>Back up now</translation>
        </message>
        <message>
            <source>备份</source>
            <translation>Backups</translation>
        </message>
        <message>
            <source>还没有备份</source>
            <translation>No backup yet</translation>
        </message>
        <message>
            <source>点“现在备份”。每份备份做完都会自动试恢复、逐表核对，再改成正式文件名。</source>
            <translation>Press 'Back up now'. Each backup is restored aside and counted table by table before it gets its name.</translation>
        </message>
        <message>
            <source>放在 {folder}；保留 30 天、12 月、7 年</source>
            <translation>In {folder}; 30 daily, 12 monthly, 7 yearly are kept</translation>
        </message>
        <message>
            <source>备份可以恢复到另一台电脑，也可以恢复到 PostgreSQL。请定期拷到别的磁盘。</source>
            <translation>A backup restores to another computer or to PostgreSQL. Copy it to another disk regularly.</translation>
        </message>
        <message>
            <source>每日备份，加密，离机保存，每季度做一次恢复验证。</source>
            <translation>Daily, encrypted, kept off the machine, restore proved every quarter.</translation>
        </message>
        <message>
            <source>恢复：medcentre restore 文件 --data 新文件夹</source>
            <translation>Restore: medcentre restore FILE --data NEW-FOLDER</translation>
        </message>
        <message>
            <source>正在备份并试恢复</source>
            <translation>Backing up and proving</translation>
        </message>
        <message>
            <source>还没有备份可以验证</source>
            <translation>There is no backup to prove yet</translation>
        </message>
        <message>
            <source>正在试恢复 {name}</source>
            <translation>Proving {name}</translation>
        </message>
        <message>
            <source>正在检查每一页</source>
            <translation>Checking every page</translation>
        </message>
        <message>
            <source>备份完成，已试恢复：{rows} 行</source>
            <translation>Backed up and proved: {rows} rows</translation>
        </message>
        <message>
            <source>{name} 能恢复：{rows} 行，审计链完整</source>
            <translation>{name} restores: {rows} rows, audit trail whole</translation>
        </message>
        <message>
            <source>时间</source>
            <translation>Time</translation>
        </message>
        <message>
            <source>大小</source>
            <translation>Size</translation>
        </message>
        <message>
            <source>行数</source>
            <translation>Rows</translation>
        </message>
        <message>
            <source>审计链到</source>
            <translation>Trail up to</translation>
        </message>
        <message>
            <source>文件</source>
            <translation>File</translation>
        </message>
    </context>
    <context>
        <name>CertificateDialog</name>
        <message>
            <source>证件</source>
            <translation>Certificate</translation>
        </message>
        <message>
            <source>编号</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>执业范围</source>
            <translation>Scope</translation>
        </message>
        <message>
            <source>发证日期</source>
            <translation>Issued on</translation>
        </message>
        <message>
            <source>有效期至</source>
            <translation>Valid until</translation>
        </message>
        <message>
            <source>空：长期有效</source>
            <translation>Empty: no end</translation>
        </message>
    </context>
    <context>
        <name>DaysDialog</name>
        <message>
            <source>从</source>
            <translation>From</translation>
        </message>
        <message>
            <source>到（含）</source>
            <translation>To (included)</translation>
        </message>
    </context>
    <context>
        <name>DelegateDialog</name>
        <message>
            <source>代理人</source>
            <translation>Acts for</translation>
        </message>
        <message>
            <source>角色</source>
            <translation>Roles</translation>
        </message>
        <message>
            <source>从</source>
            <translation>From</translation>
        </message>
        <message>
            <source>到（含）</source>
            <translation>To (included)</translation>
        </message>
        <message>
            <source>原因</source>
            <translation>Reason</translation>
        </message>
    </context>
    <context>
        <name>EndFactDialog</name>
        <message>
            <source>结束于</source>
            <translation>Ended on</translation>
        </message>
        <message>
            <source>自 {day}</source>
            <translation>Since {day}</translation>
        </message>
    </context>
    <context>
        <name>EndLeaveDialog</name>
        <message>
            <source>提前结束</source>
            <translation>Ends earlier</translation>
        </message>
        <message>
            <source>整段取消</source>
            <translation>Cancelled whole</translation>
        </message>
        <message>
            <source>怎样结束</source>
            <translation>How it ends</translation>
        </message>
        <message>
            <source>最后一天休假</source>
            <translation>Last day away</translation>
        </message>
        <message>
            <source>第二天起回到班表</source>
            <translation>Back on the roster the next day</translation>
        </message>
    </context>
    <context>
        <name>EndTermDialog</name>
        <message>
            <source>最后一天</source>
            <translation>Last day</translation>
        </message>
        <message>
            <source>账号权限到这天自动结束</source>
            <translation>The rights of the account end with this day</translation>
        </message>
    </context>
    <context>
        <name>EndZoneDialog</name>
        <message>
            <source>最后一天</source>
            <translation>Last day</translation>
        </message>
        <message>
            <source>早于开始日期：整条取消</source>
            <translation>Before the first day: the entry is struck out</translation>
        </message>
    </context>
    <context>
        <name>HealthCard</name>
        <message>
            <source>检查每一页</source>
            <translation>Check every page</translation>
        </message>
    </context>
    <context>
        <name>JoinZoneDialog</name>
        <message>
            <source>分区</source>
            <translation>Zone</translation>
        </message>
        <message>
            <source>担任分区负责人（警、医各一人）</source>
            <translation>Responsible head of the zone (one for the police, one for the hospital)</translation>
        </message>
        <message>
            <source>同区调床由分区负责人批准</source>
            <translation>The head approves moves inside the zone</translation>
        </message>
        <message>
            <source>从</source>
            <translation>From</translation>
        </message>
        <message>
            <source>到（含）</source>
            <translation>To (included)</translation>
        </message>
        <message>
            <source>空：长期</source>
            <translation>Empty: open-ended</translation>
        </message>
    </context>
    <context>
        <name>LeaveDialog</name>
        <message>
            <source>类别</source>
            <translation>Category</translation>
        </message>
        <message>
            <source>从</source>
            <translation>From</translation>
        </message>
        <message>
            <source>到（含）</source>
            <translation>To (included)</translation>
        </message>
        <message>
            <source>备注</source>
            <translation>Remarks</translation>
        </message>
    </context>
    <context>
        <name>MaternityDialog</name>
        <message>
            <source>情况</source>
            <translation>Fact</translation>
        </message>
        <message>
            <source>末次月经或孩子出生日期</source>
            <translation>First day of the last period, or birth of the child</translation>
        </message>
    </context>
    <context>
        <name>MyAccountPage</name>
        <message>
            <source>我的账号</source>
            <translation>My account</translation>
        </message>
        <message>
            <source>修改密码</source>
            <translation>Change password</translation>
        </message>
        <message>
            <source>委托代理</source>
            <translation>Delegate a role</translation>
        </message>
        <message>
            <source>账号</source>
            <translation>Account</translation>
        </message>
        <message>
            <source>代理</source>
            <translation>Delegations</translation>
        </message>
        <message>
            <source>现在没有代理</source>
            <translation>No delegations now</translation>
        </message>
        <message>
            <source>出差或休假前，把一个角色委托给同事几天；到期自动收回。</source>
            <translation>Before a trip or leave, lend a role to a colleague for some days; it comes back by itself.</translation>
        </message>
        <message>
            <source>自己的密码和代理。双击一条代理可以提前收回。</source>
            <translation>Your password and delegations. Double-click a delegation to end it early.</translation>
        </message>
        <message>
            <source>代理有起止时间，留在痕迹里。</source>
            <translation>A delegation has a start and an end and stays in the trail.</translation>
        </message>
        <message>
            <source>收回代理</source>
            <translation>End the delegation</translation>
        </message>
        <message>
            <source>{taker} 不再以“{role}”办理。</source>
            <translation>{taker} no longer acts as {role}.</translation>
        </message>
        <message>
            <source>收回</source>
            <translation>Take back</translation>
        </message>
        <message>
            <source>长期</source>
            <translation>No end</translation>
        </message>
        <message>
            <source>用户名 {name}</source>
            <translation>User name {name}</translation>
        </message>
        <message>
            <source>有效期 {until}</source>
            <translation>Valid until {until}</translation>
        </message>
        <message>
            <source>本次登录 {last}</source>
            <translation>Signed in {last}</translation>
        </message>
        <message>
            <source>委托人</source>
            <translation>Giver</translation>
        </message>
        <message>
            <source>代理人</source>
            <translation>Acts for</translation>
        </message>
        <message>
            <source>角色</source>
            <translation>Roles</translation>
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
            <source>原因</source>
            <translation>Reason</translation>
        </message>
    </context>
    <context>
        <name>PasswordDialog</name>
        <message>
            <source>现在的密码</source>
            <translation>Present password</translation>
        </message>
        <message>
            <source>新密码</source>
            <translation>New password</translation>
        </message>
        <message>
            <source>至少 10 位，大写、小写、数字、符号中的三种</source>
            <translation>At least 10 characters; three of capitals, small letters, digits, signs</translation>
        </message>
        <message>
            <source>再输一次</source>
            <translation>Type it again</translation>
        </message>
        <message>
            <source>密码已修改</source>
            <translation>Password changed</translation>
        </message>
    </context>
    <context>
        <name>PersonCard</name>
        <message>
            <source>休假</source>
            <translation>Leave</translation>
        </message>
        <message>
            <source>证件</source>
            <translation>Certificate</translation>
        </message>
        <message>
            <source>交流</source>
            <translation>Exchange</translation>
        </message>
        <message>
            <source>孕期</source>
            <translation>Pregnancy</translation>
        </message>
        <message>
            <source>人员</source>
            <translation>Person</translation>
        </message>
        <message>
            <source>在左边选一个人。</source>
            <translation>Choose somebody at the left.</translation>
        </message>
        <message>
            <source>证号 {number}</source>
            <translation>Number {number}</translation>
        </message>
        <message>
            <source>所属分区</source>
            <translation>Zones</translation>
        </message>
        <message>
            <source>长期</source>
            <translation>No end</translation>
        </message>
        <message>
            <source>{kind} 至 {until}</source>
            <translation>{kind} until {until}</translation>
        </message>
        <message>
            <source>交流轮岗</source>
            <translation>Exchange</translation>
        </message>
        <message>
            <source>孕期与哺乳</source>
            <translation>Pregnancy and nursing</translation>
        </message>
        <message>
            <source>{kind} 自 {day}</source>
            <translation>{kind} since {day}</translation>
        </message>
        <message>
            <source>{said} 至 {day}</source>
            <translation>{said} to {day}</translation>
        </message>
        <message>
            <source>须回避的病员</source>
            <translation>Residents to keep away from</translation>
        </message>
        <message>
            <source>{kind}，{day} 起</source>
            <translation>{kind}, since {day}</translation>
        </message>
        <message>
            <source>登记</source>
            <translation>Enter</translation>
        </message>
        <message>
            <source>登记：{what}</source>
            <translation>Enter: {what}</translation>
        </message>
        <message>
            <source>结束</source>
            <translation>End</translation>
        </message>
        <message>
            <source>结束：{what}</source>
            <translation>End: {what}</translation>
        </message>
        <message>
            <source>回避关系已解除</source>
            <translation>The duty to keep away has ended</translation>
        </message>
        <message>
            <source>解除 {name} 的回避关系</source>
            <translation>End the duty of {name} to keep away</translation>
        </message>
        <message>
            <source>解除后，此人可以重新打开该病员的档案。原来的登记保留在记录里。</source>
            <translation>Afterwards this person may open the resident's record again. The entry stays in the history.</translation>
        </message>
        <message>
            <source>解除</source>
            <translation>End</translation>
        </message>
    </context>
    <context>
        <name>RolesDialog</name>
        <message>
            <source>返回</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>保存角色</source>
            <translation>Save roles</translation>
        </message>
        <message>
            <source>{name} 的角色已更新</source>
            <translation>Roles of {name} updated</translation>
        </message>
    </context>
    <context>
        <name>SecondmentDialog</name>
        <message>
            <source>类别</source>
            <translation>Category</translation>
        </message>
        <message>
            <source>派出单位</source>
            <translation>Home unit</translation>
        </message>
        <message>
            <source>从</source>
            <translation>From</translation>
        </message>
        <message>
            <source>到（含）</source>
            <translation>To (included)</translation>
        </message>
        <message>
            <source>账号权限到这天自动结束</source>
            <translation>The rights of the account end with this day</translation>
        </message>
        <message>
            <source>批次</source>
            <translation>Batch</translation>
        </message>
        <message>
            <source>岗位</source>
            <translation>Post</translation>
        </message>
        <message>
            <source>带教人</source>
            <translation>Mentor</translation>
        </message>
        <message>
            <source>任务</source>
            <translation>Tasks</translation>
        </message>
    </context>
    <context>
        <name>SecretSheet</name>
        <message>
            <source>已告诉本人</source>
            <translation>Told the person</translation>
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message>
            <source>设置</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>对全中心有效，每次修改都进审计日志</source>
            <translation>For the whole centre; every change is audited</translation>
        </message>
        <message>
            <source>单位名称、锁定、密码、备份等规则。账号与安全的设置只有安全管理员能改。</source>
            <translation>Name of the centre, locking, passwords, backup. Only the security administrator changes what concerns safety.</translation>
        </message>
        <message>
            <source>密码与锁定</source>
            <translation>Passwords and locking</translation>
        </message>
        <message>
            <source>无操作自动锁屏</source>
            <translation>Locks when idle</translation>
        </message>
        <message>
            <source>已保存</source>
            <translation>Saved</translation>
        </message>
    </context>
    <context>
        <name>SettingsPane</name>
        <message>
            <source>{who} 改于 {when}</source>
            <translation>Changed by {who}, {when}</translation>
        </message>
        <message>
            <source>默认值</source>
            <translation>Default</translation>
        </message>
        <message>
            <source>是</source>
            <translation>Yes</translation>
        </message>
        <message>
            <source>否</source>
            <translation>No</translation>
        </message>
    </context>
    <context>
        <name>StaffDialog</name>
        <message>
            <source>工号</source>
            <translation>Number</translation>
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
            <source>类别</source>
            <translation>Category</translation>
        </message>
        <message>
            <source>职务/职称</source>
            <translation>Title</translation>
        </message>
        <message>
            <source>所属单位</source>
            <translation>Employer</translation>
        </message>
        <message>
            <source>单位性质</source>
            <translation>Kind of employer</translation>
        </message>
        <message>
            <source>警医双签按它分哪一方</source>
            <translation>Decides the side of a joint signature</translation>
        </message>
        <message>
            <source>警号/执业证号</source>
            <translation>Police or licence number</translation>
        </message>
        <message>
            <source>电话</source>
            <translation>Phone</translation>
        </message>
        <message>
            <source>到岗日期</source>
            <translation>First day</translation>
        </message>
        <message>
            <source>离岗日期</source>
            <translation>Last day</translation>
        </message>
        <message>
            <source>参加工作</source>
            <translation>Working since</translation>
        </message>
        <message>
            <source>年假按工作年限计算</source>
            <translation>Annual leave goes by the years of work</translation>
        </message>
        <message>
            <source>夜班</source>
            <translation>Nights</translation>
        </message>
        <message>
            <source>可以排夜班</source>
            <translation>May do nights</translation>
        </message>
        <message>
            <source>备注</source>
            <translation>Remarks</translation>
        </message>
    </context>
    <context>
        <name>StaffPage</name>
        <message>
            <source>工作人员</source>
            <translation>Staff</translation>
        </message>
        <message>
            <source>登记人员</source>
            <translation>Register</translation>
        </message>
        <message>
            <source>民警与安保</source>
            <translation>Police and guards</translation>
        </message>
        <message>
            <source>医生</source>
            <translation>Doctors</translation>
        </message>
        <message>
            <source>护士</source>
            <translation>Nurses</translation>
        </message>
        <message>
            <source>有备注</source>
            <translation>With remarks</translation>
        </message>
        <message>
            <source>未登记分区</source>
            <translation>No zone</translation>
        </message>
        <message>
            <source>还没有工作人员</source>
            <translation>Nobody works here yet</translation>
        </message>
        <message>
            <source>逐个登记，或在“导入”里读入人员表。</source>
            <translation>Register them one by one, or read the staff list under Import.</translation>
        </message>
        <message>
            <source>在岗 {all} 人，其中警务安保 {police} 人</source>
            <translation>{all} people, {police} of them police and guards</translation>
        </message>
        <message>
            <source>登记工作人员</source>
            <translation>Register somebody</translation>
        </message>
        <message>
            <source>工作人员的档案、证件、休假和交流期限；排班和账号都以这里为准。</source>
            <translation>Records, papers, leave and terms of the staff; rosters and accounts follow them.</translation>
        </message>
        <message>
            <source>证件到期的人不能排班。</source>
            <translation>Nobody is rostered with an expired certificate.</translation>
        </message>
        <message>
            <source>怀孕七个月以上、哺乳一年内不排夜班。</source>
            <translation>No nights from the seventh month of pregnancy and for a year after birth.</translation>
        </message>
        <message>
            <source>交流民警的权限随期限自动开始和结束。</source>
            <translation>Rights of exchanged officers begin and end with their term.</translation>
        </message>
        <message>
            <source>分区负责人批准同区调床；接收转区的人须属于接收区。</source>
            <translation>A zone's head approves moves inside it; whoever receives a transfer belongs to the receiving zone.</translation>
        </message>
        <message>
            <source>辅警、保安只看本分区、本班次；没有分区就看不到任何人。</source>
            <translation>Auxiliary police and guards see their own zone on their own shift; without a zone they see nobody.</translation>
        </message>
        <message>
            <source>已登记</source>
            <translation>Registered</translation>
        </message>
        <message>
            <source>工号</source>
            <translation>Number</translation>
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
            <source>类别</source>
            <translation>Category</translation>
        </message>
        <message>
            <source>职务/职称</source>
            <translation>Title</translation>
        </message>
        <message>
            <source>所属单位</source>
            <translation>Employer</translation>
        </message>
        <message>
            <source>所属分区</source>
            <translation>Zones</translation>
        </message>
        <message>
            <source>夜班</source>
            <translation>Nights</translation>
        </message>
        <message>
            <source>可</source>
            <translation>Yes</translation>
        </message>
        <message>
            <source>否</source>
            <translation>No</translation>
        </message>
        <message>
            <source>账号</source>
            <translation>Account</translation>
        </message>
        <message>
            <source>有</source>
            <translation>Yes</translation>
        </message>
        <message>
            <source>备注</source>
            <translation>Remarks</translation>
        </message>
    </context>
</TS>
