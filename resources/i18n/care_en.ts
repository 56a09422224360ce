<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="zh_CN">
    <context>
        <name>Care</name>
        <message>
            <source>病历记录</source>
            <translation>Notes</translation>
        </message>
        <message>
            <source>写病历</source>
            <translation>Write a note</translation>
        </message>
        <message>
            <source>病程</source>
            <translation>Notes</translation>
        </message>
    </context>
    <context>
        <name>CareWords</name>
        <message>
            <source>待审签</source>
            <translation>Pending</translation>
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
            <source>待上级审签</source>
            <translation>Waits for a superior</translation>
        </message>
        <message>
            <source>已作废：{reason}</source>
            <translation>Void: {reason}</translation>
        </message>
        <message>
            <source>这份记录只有治疗团队可以查看。</source>
            <translation>Only the treating team may read this note.</translation>
        </message>
        <message>
            <source>医师签名 {name} {title}</source>
            <translation>Signed by {name} {title}</translation>
        </message>
        <message>
            <source>作者 {name}</source>
            <translation>By {name}</translation>
        </message>
        <message>
            <source>审签 {name}</source>
            <translation>Co-signed by {name}</translation>
        </message>
        <message>
            <source>第 {n} 版 · {status} · {who} · {when}</source>
            <translation>Version {n} · {status} · {who} · {when}</translation>
        </message>
    </context>
    <context>
        <name>DueCard</name>
        <message>
            <source>时限</source>
            <translation>Due</translation>
        </message>
        <message>
            <source>该写什么</source>
            <translation>What is owed</translation>
        </message>
        <message>
            <source>该写的</source>
            <translation>Owed</translation>
        </message>
        <message>
            <source>都写好了</source>
            <translation>Everything is written</translation>
        </message>
        <message numerus="yes">
            <source>%n 份</source>
            <translation>
                <numerusform>%n note</numerusform>
                <numerusform>%n notes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DueNotes</name>
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
            <source>该写什么</source>
            <translation>What is owed</translation>
        </message>
        <message>
            <source>该写的</source>
            <translation>Owed</translation>
        </message>
        <message>
            <source>已逾期</source>
            <translation>Overdue</translation>
        </message>
        <message>
            <source>该写的都写了</source>
            <translation>Everything owed is written</translation>
        </message>
        <message>
            <source>{n} 份 · 逾期 {late}</source>
            <translation>{n} · {late} overdue</translation>
        </message>
    </context>
    <context>
        <name>EarlierNotes</name>
        <message>
            <source>时间</source>
            <translation>Time</translation>
        </message>
        <message>
            <source>记录</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>以往记录</source>
            <translation>Earlier notes</translation>
        </message>
        <message>
            <source>还没有记录</source>
            <translation>No notes yet</translation>
        </message>
        <message>
            <source>抄到当前记录</source>
            <translation>Copy into this note</translation>
        </message>
        <message numerus="yes">
            <source>%n 份</source>
            <translation>
                <numerusform>%n note</numerusform>
                <numerusform>%n notes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>NotePage</name>
        <message>
            <source>病历记录</source>
            <translation>Notes</translation>
        </message>
        <message>
            <source>返回列表</source>
            <translation>Back to the list</translation>
        </message>
        <message>
            <source>还没有选患者</source>
            <translation>No patient chosen yet</translation>
        </message>
        <message>
            <source>从病历列表或个人页开始写。</source>
            <translation>Start from the list of notes or from a person's page.</translation>
        </message>
        <message>
            <source>作废</source>
            <translation>Void</translation>
        </message>
        <message>
            <source>解锁</source>
            <translation>Unlock</translation>
        </message>
        <message>
            <source>写补充</source>
            <translation>Add an addendum</translation>
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
            <source>审签</source>
            <translation>Co-sign</translation>
        </message>
        <message>
            <source>已签名</source>
            <translation>Signed</translation>
        </message>
        <message>
            <source>草稿已存，可以在“病历记录”里接着写</source>
            <translation>Draft saved; go on writing it under “Notes”</translation>
        </message>
        <message>
            <source>{name}写的{kind}，您已看过并同意</source>
            <translation>{kind} by {name}: you have read it and agree</translation>
        </message>
        <message>
            <source>作废这份记录？</source>
            <translation>Declare this note void?</translation>
        </message>
        <message>
            <source>原文划线保留，时限重新计算。接着要输入密码。</source>
            <translation>The text stays, struck through; time limits are counted anew. The password is asked next.</translation>
        </message>
        <message>
            <source>解锁这份已归档的记录？</source>
            <translation>Unlock this archived note?</translation>
        </message>
        <message>
            <source>解锁后可以更正，解锁和更正都留有记录。接着要输入密码。</source>
            <translation>It can then be corrected; unlocking and correcting are both recorded. The password is asked next.</translation>
        </message>
        <message>
            <source>写、签、审签和更正一份病历记录。签名后只能更正，原文保留。</source>
            <translation>Write, sign, co-sign and correct a note. After signing it can only be corrected; the old wording stays.</translation>
        </message>
        <message>
            <source>首次病程记录：入所 8 小时内。</source>
            <translation>First progress note: within 8 h of admission.</translation>
        </message>
        <message>
            <source>入院记录：入所 24 小时内。</source>
            <translation>Admission note: within 24 h of admission.</translation>
        </message>
        <message>
            <source>主治医师首次查房：48 小时内。</source>
            <translation>First round of the attending: within 48 h.</translation>
        </message>
        <message>
            <source>病危每天、病重 2 天、稳定 3 天、慢性病稳定 5 天至少一次病程。</source>
            <translation>Progress notes at least daily when critical, every 2 days when serious, 3 when stable, 5 when stable chronic.</translation>
        </message>
        <message>
            <source>实习和未注册人员可以写，由上级审签后才算完成。</source>
            <translation>Trainees and unlicensed staff may write; it counts once a superior has co-signed.</translation>
        </message>
        <message>
            <source>更正保留原文，注明时间、签名和原因。</source>
            <translation>A correction keeps the old wording and carries time, signature and reason.</translation>
        </message>
    </context>
    <context>
        <name>NotePane</name>
        <message>
            <source>更正并签名</source>
            <translation>Correct and sign</translation>
        </message>
        <message>
            <source>签名完成</source>
            <translation>Sign</translation>
        </message>
        <message>
            <source>记录时间</source>
            <translation>Time of the note</translation>
        </message>
        <message>
            <source>请上级医师审签</source>
            <translation>Ask a superior to co-sign</translation>
        </message>
        <message>
            <source>更正原因</source>
            <translation>Reason of the correction</translation>
        </message>
        <message>
            <source>审签</source>
            <translation>Co-sign</translation>
        </message>
        <message>
            <source>打印预览</source>
            <translation>Print preview</translation>
        </message>
        <message>
            <source>模板只插入，不覆盖已写的内容</source>
            <translation>Templates are inserted; they never overwrite</translation>
        </message>
        <message>
            <source>插入模板 Ctrl+J</source>
            <translation>Insert a template Ctrl+J</translation>
        </message>
        <message>
            <source>{name}的{kind}，{when}</source>
            <translation>{kind} of {name}, {when}</translation>
        </message>
        <message>
            <source>签名后还要上级医师审签，审签后才算完成</source>
            <translation>A superior must co-sign; only then does it count</translation>
        </message>
        <message>
            <source>原文保留，更正原因：{reason}</source>
            <translation>The old wording stays; reason: {reason}</translation>
        </message>
    </context>
    <context>
        <name>NotesPage</name>
        <message>
            <source>病历记录</source>
            <translation>Notes</translation>
        </message>
        <message>
            <source>近 7 天和草稿</source>
            <translation>Last 7 days and drafts</translation>
        </message>
        <message>
            <source>草稿</source>
            <translation>Drafts</translation>
        </message>
        <message>
            <source>待审签</source>
            <translation>Pending</translation>
        </message>
        <message>
            <source>近 7 天没有记录</source>
            <translation>No notes in the last 7 days</translation>
        </message>
        <message>
            <source>左边是该写的病历和时限，右边是写过的记录和草稿。回车打开。</source>
            <translation>Left: notes owed and their limits. Right: notes written and drafts. Enter opens.</translation>
        </message>
        <message>
            <source>剩余时间不到四分之一变黄，过了时限变红。</source>
            <translation>Amber when less than a quarter of the time is left, red when it is over.</translation>
        </message>
    </context>
    <context>
        <name>NotesTab</name>
        <message>
            <source>病程</source>
            <translation>Notes</translation>
        </message>
        <message>
            <source>还没有病历记录</source>
            <translation>No notes yet</translation>
        </message>
        <message>
            <source>接着打印</source>
            <translation>Print on</translation>
        </message>
        <message>
            <source>写记录</source>
            <translation>Write a note</translation>
        </message>
        <message>
            <source>病历只有治疗团队可以查看</source>
            <translation>Only the treating team may read notes</translation>
        </message>
        <message numerus="yes">
            <source>%n 份</source>
            <translation>
                <numerusform>%n note</numerusform>
                <numerusform>%n notes</numerusform>
            </translation>
        </message>
        <message>
            <source>还没有签名的病程记录可以打印</source>
            <translation>No signed notes to print yet</translation>
        </message>
        <message>
            <source>纸上已经是最新的，没有新内容要打印</source>
            <translation>The paper is up to date; there is nothing new to print</translation>
        </message>
        <message>
            <source>第 {n} 页起有更正，须重新打印</source>
            <translation>Corrected from page {n} on: print those pages anew</translation>
        </message>
        <message>
            <source>病程记录</source>
            <translation>Progress notes</translation>
        </message>
    </context>
    <context>
        <name>NotesTable</name>
        <message>
            <source>时间</source>
            <translation>Time</translation>
        </message>
        <message>
            <source>记录</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>医师</source>
            <translation>Physician</translation>
        </message>
        <message>
            <source>审签</source>
            <translation>Co-sign</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>标记</source>
            <translation>Marks</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
    </context>
    <context>
        <name>PatientCard</name>
        <message>
            <source>打开</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>{n} 岁</source>
            <translation>{n} years</translation>
        </message>
        <message>
            <source>过敏 {what}</source>
            <translation>Allergy: {what}</translation>
        </message>
        <message>
            <source>入所第 {n} 天</source>
            <translation>Day {n}</translation>
        </message>
    </context>
</TS>
