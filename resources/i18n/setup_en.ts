<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="zh_CN">
    <context>
        <name>ImportPage</name>
        <message>
            <source>导入表格</source>
            <translation>Import tables</translation>
        </message>
        <message>
            <source>换一批文件</source>
            <translation>Other files</translation>
        </message>
        <message>
            <source>保存问题清单</source>
            <translation>Save the problem list</translation>
        </message>
        <message>
            <source>导入</source>
            <translation>Import</translation>
        </message>
        <message>
            <source>选择原来的表格，或把文件夹拖到这里</source>
            <translation>Choose your spreadsheets, or drop the folder here</translation>
        </message>
        <message>
            <source>分区床位、工作人员、花名册、出入登记、支出明细。列名和顺序不必相同，导入前逐行给出结论。</source>
            <translation>Beds, staff, census, movements, costs. Headings and order may differ; every row gets its verdict before anything is imported.</translation>
        </message>
        <message>
            <source>选择文件夹</source>
            <translation>Choose folder</translation>
        </message>
        <message>
            <source>选择文件</source>
            <translation>Choose files</translation>
        </message>
        <message>
            <source>表格</source>
            <translation>Tables</translation>
        </message>
        <message>
            <source>预览</source>
            <translation>Preview</translation>
        </message>
        <message>
            <source>只看有问题的</source>
            <translation>Problems only</translation>
        </message>
        <message>
            <source>这一行</source>
            <translation>This row</translation>
        </message>
        <message>
            <source>删除这一行</source>
            <translation>Drop this row</translation>
        </message>
        <message>
            <source>恢复原样</source>
            <translation>As in the file</translation>
        </message>
        <message>
            <source>选择表格所在的文件夹</source>
            <translation>Choose the folder of the spreadsheets</translation>
        </message>
        <message>
            <source>表格 ({types})</source>
            <translation>Spreadsheets ({types})</translation>
        </message>
        <message>
            <source>选择表格</source>
            <translation>Choose spreadsheets</translation>
        </message>
        <message>
            <source>正在读取表格并逐行核对…</source>
            <translation>Reading the spreadsheets and judging every row …</translation>
        </message>
        <message>
            <source>{kind}
{file} · {rows} 行</source>
            <translation>{kind}
{file} · {rows} rows</translation>
        </message>
        <message>
            <source>错误 {n}</source>
            <translation>{n} errors</translation>
        </message>
        <message>
            <source>提醒 {n}</source>
            <translation>{n} to check</translation>
        </message>
        <message>
            <source>，</source>
            <translation>, </translation>
        </message>
        <message>
            <source>改为 {value}</source>
            <translation>Use {value}</translation>
        </message>
        <message>
            <source>没有问题，可以导入。</source>
            <translation>Nothing wrong; it can be imported.</translation>
        </message>
        <message>
            <source>正在重新核对…</source>
            <translation>Judging again …</translation>
        </message>
        <message>
            <source>不导入</source>
            <translation>not imported</translation>
        </message>
        <message>
            <source>导入 {n} 行</source>
            <translation>Import {n} rows</translation>
        </message>
        <message>
            <source>可导入 {good} 行，其中 {warnings} 行请核对；{errors} 行有错</source>
            <translation>{good} rows can be imported, {warnings} of them to be checked; {errors} have errors</translation>
        </message>
        <message numerus="yes">
            <source>还有 %n 行有错</source>
            <translation>
                <numerusform>%n row still has errors</numerusform>
                <numerusform>%n rows still have errors</numerusform>
            </translation>
        </message>
        <message>
            <source>可以先在表里改正；也可以只导入其余的行，有错的行留下，改好后再导入一次，不会重复。</source>
            <translation>Correct them in the table first, or import the others: rows with errors stay behind and can be imported later; nothing is entered twice.</translation>
        </message>
        <message>
            <source>只导入好的行</source>
            <translation>Import the good rows</translation>
        </message>
        <message>
            <source>正在导入，停止则一行也不留下…</source>
            <translation>Importing; when stopped, no row is kept …</translation>
        </message>
        <message>
            <source>已导入 {entered} 行，留下 {left} 行</source>
            <translation>{entered} rows entered, {left} left out</translation>
        </message>
        <message>
            <source>导入问题清单.xlsx</source>
            <translation>import-problems.xlsx</translation>
        </message>
        <message>
            <source>已保存：{file}</source>
            <translation>Saved: {file}</translation>
        </message>
        <message>
            <source>把原来的表格导入进来。先看结论，在格子里改正，再一次导入；再导入一次不会重复。</source>
            <translation>Bring your spreadsheets in: look at the verdicts, correct in the cells, import at once. Importing again enters nothing twice.</translation>
        </message>
        <message>
            <source>按强制隔离戒毒收治的人必须有决定书文号。</source>
            <translation>People in compulsory isolation need a decision number.</translation>
        </message>
        <message>
            <source>没有费用类别的，确认前按最低一类计。</source>
            <translation>Without a fee class the lowest counts until confirmed.</translation>
        </message>
        <message>
            <source>改正这一格</source>
            <translation>correct this cell</translation>
        </message>
        <message>
            <source>下一个问题</source>
            <translation>next problem</translation>
        </message>
    </context>
    <context>
        <name>PreviewModel</name>
        <message>
            <source>结论</source>
            <translation>Verdict</translation>
        </message>
        <message>
            <source>行</source>
            <translation>Row</translation>
        </message>
        <message>
            <source>原因和办法</source>
            <translation>Reason and remedy</translation>
        </message>
        <message>
            <source>（无标题）</source>
            <translation>(no heading)</translation>
        </message>
        <message>
            <source>不导入</source>
            <translation>not imported</translation>
        </message>
        <message>
            <source>{heading} → {meaning}</source>
            <translation>{heading} → {meaning}</translation>
        </message>
        <message>
            <source>单击可改这一列的含义</source>
            <translation>Click to say what this column means</translation>
        </message>
    </context>
    <context>
        <name>Setup</name>
        <message>
            <source>导入表格</source>
            <translation>Import tables</translation>
        </message>
    </context>
</TS>
