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
            <translation>Police and hospital together</translation>
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
            <source>程序出了一个错</source>
            <translation>The program made a mistake</translation>
        </message>
        <message>
            <source>刚才的操作可能没有完成。再次出现时，请把详细信息告诉管理员。</source>
            <translation>What you just did may not be complete. If it happens again, tell the administrator the details.</translation>
        </message>
        <message>
            <source>已写的内容都在草稿里，没有丢。</source>
            <translation>Everything typed is kept in the drafts.</translation>
        </message>
    </context>
</TS>
