<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="zh_CN">
    <context>
        <name>App</name>
        <message>
            <source>收治管理系统</source>
            <translation>MedCentre</translation>
        </message>
        <message>
            <source>警医联勤</source>
            <translation>Police and hospital</translation>
        </message>
        <message>
            <source>服务器已连接</source>
            <translation>Server connected</translation>
        </message>
        <message>
            <source>本机加密数据</source>
            <translation>Encrypted on this computer</translation>
        </message>
        <message>
            <source>演示中心：人物全部虚构。账号 doctor、nurse、police、finance、director，密码 {p}</source>
            <translation>Demo centre: everybody is invented. Accounts doctor, nurse, police, finance, director; password {p}</translation>
        </message>
        <message>
            <source>在册</source>
            <translation>On the roll</translation>
        </message>
        <message>
            <source>外出</source>
            <translation>Out</translation>
        </message>
        <message>
            <source>空床</source>
            <translation>Free beds</translation>
        </message>
        <message>
            <source>现在没有带班领导</source>
            <translation>No leader is on duty</translation>
        </message>
        <message>
            <source>带班领导 {who}</source>
            <translation>Leader on duty {who}</translation>
        </message>
        <message>
            <source>首次设置</source>
            <translation>First run</translation>
        </message>
        <message>
            <source>恢复密钥</source>
            <translation>Recovery key</translation>
        </message>
        <message>
            <source>正在准备演示中心</source>
            <translation>Preparing the demo centre</translation>
        </message>
        <message>
            <source>选择备份</source>
            <translation>Choose a backup</translation>
        </message>
        <message>
            <source>从备份恢复</source>
            <translation>Restore a backup</translation>
        </message>
        <message>
            <source>{name}
请照打印的那张纸输入恢复密钥。</source>
            <translation>{name}
Type the recovery key from the printed sheet.</translation>
        </message>
        <message>
            <source>返回</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>恢复</source>
            <translation>Restore</translation>
        </message>
        <message>
            <source>正在恢复并核对</source>
            <translation>Restoring and checking</translation>
        </message>
        <message>
            <source>电脑时间跳了 {n} 分钟，已记入日志。请校准时间。</source>
            <translation>The clock jumped by {n} min; this was audited. Set the time.</translation>
        </message>
        <message>
            <source>今日备份完成，已试恢复：{rows} 行</source>
            <translation>Backed up and proved for today: {rows} rows</translation>
        </message>
        <message>
            <source>您的账号已在另一台电脑登录，本机已锁定。</source>
            <translation>Your account signed in at another computer; this one is locked.</translation>
        </message>
        <message>
            <source>您的权限有变动，重新打开页面后生效。</source>
            <translation>Your rights changed; open the page again.</translation>
        </message>
        <message>
            <source>您所属的分区有变动，重新打开页面后生效。</source>
            <translation>Your zones have changed; reopen a page to see it.</translation>
        </message>
    </context>
</TS>
