"""What the reports of a made release say around their figures: papers cited, phrases everybody has, shortcomings.

Statements of SQL that fill report_block and report_section. Does not belong here: figures (viewer_release_facts.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from orchestration.release.catalog import literal

# Real reports cite some twenty papers each, of which most are cited by everybody.
_PAPERS = (
    "法治政府建设实施纲要(2021-2025年)", "法治政府建设实施纲要(2015-2020年)", "法治中国建设规划(2020-2025年)",
    "中华人民共和国行政处罚法", "中华人民共和国行政复议法", "中华人民共和国行政许可法", "中华人民共和国行政强制法",
    "中华人民共和国安全生产法", "中华人民共和国民法典", "中华人民共和国宪法", "优化营商环境条例", "信访工作条例",
    "重大行政决策程序暂行条例", "政府信息公开条例", "习近平法治思想学习纲要", "提升行政执法质量三年行动计划",
)  # fmt: skip
_PHRASES = (
    "坚持以习近平新时代中国特色社会主义思想为指导", "全面贯彻落实党的二十大精神", "把法治建设摆在全局工作的突出位置",
    "严格落实行政执法公示、全过程记录和重大执法决定法制审核三项制度", "依法全面履行政府职能", "持续优化法治化营商环境",
    "认真办理人大代表建议和政协委员提案", "健全行政规范性文件合法性审核机制", "深入推进政务公开", "自觉接受各方面监督",
    "加强行政执法监督", "规范行政执法自由裁量权", "完善行政复议与应诉工作机制", "全面落实法律顾问制度",
)  # fmt: skip
_SHORTCOMINGS = (
    "基层执法人员不足", "执法力量薄弱", "部分干部法治思维和法治意识不强", "普法宣传的针对性和实效性有待提高",
    "执法文书不够规范", "信息化平台建设相对滞后", "长效机制尚不健全", "学法用法的主动性不够",
    "专业素质与新形势的要求还有差距", "部门之间的协调配合有待加强", "制度的执行还不够有力", "对新业态的监管办法不多",
    "法律服务的覆盖面有待扩大", "队伍建设仍需加强", "示范创建的亮点不多", "矛盾纠纷化解的手段较为单一",
)  # fmt: skip

# Parts of a report behind its figures: role, title, and of how many in a hundred reports.
_PARTS = """(values
    ('achievements', '二、其他工作', 100, 8), ('problems', '三、存在的不足', 90, 3),
    ('first_responsible', '四、第一责任人履职情况', 60, 2), ('plan', '五、下一步安排', 95, 2)
) as parts (role, title, pct, blocks)"""


def _one_of(texts: Sequence[str], of: str) -> str:
    """SQL: one of the texts, always the same for an equal hash of ``of``."""
    return f"[{', '.join(map(literal, texts))}][1 + cast(hash({of}) % {len(texts)} as integer)]"


PARAGRAPHS = (
    # A sentence is the body's own (it has its name in it), or one of those that everybody writes; half of a body's stay
    # from year to year.
    f"""create temp table paragraphs as
    select report_no, document_id, report_id, role, title, part_no, block_no, text,
        cast(base + coalesce(sum(length(text) + 1) over (
            partition by report_no order by part_no, block_no rows between unbounded preceding and 1 preceding
        ), 0) as integer) as block_start
    from (
        select reports.*, parts.role, parts.title, parts.part_no, b as block_no,
            case
                when b = 0 then parts.title
                when role = 'problems' then {_one_of(_SHORTCOMINGS, "j * 91 + b")} || ',' || name_zh || '的'
                    || {_one_of(_PHRASES, "j * 17 + b")} || '做得还不够;' || {_one_of(_SHORTCOMINGS, "agency_no + b")}
                    || ',工作中还存在薄弱环节。一些问题在'  || name_zh || '的基层单位反复出现,需要' || year
                    || '年以后继续研究解决。' || {_one_of(_SHORTCOMINGS, "j * 5 + b")} || '。'
                when role = 'achievements' then {_one_of(_PHRASES, "agency_no * 31 + b")} || ',贯彻《'
                    || {_one_of(_PAPERS, "j * 13 + b")} || '》和《' || {_one_of(_PAPERS, "j * 29 + b")} || '》,'
                    || {_one_of(_PHRASES, "j * 37 + b")} || '。' || name_zh || '制定《' || name_zh || '行政执法办法('
                    || (hash(agency_no * 7 + b) % 12) || ')》,' || {_one_of(_PHRASES, "agency_no * 41 + b")} || '。'
                    || {_one_of(_PHRASES, "j * 43 + b")} || ',' || {_one_of(_PHRASES, "j * 47 + b")} || '。'
                else {_one_of(_PHRASES, "agency_no * 53 + b")} || ',' || {_one_of(_PHRASES, "j * 59 + b")} || '。'
                    || name_zh || {_one_of(_PHRASES, "agency_no * 61 + b")} || '。'
            end as text
        from (
            select report_no, document_id, report_id, any_value(j) as j, any_value(j) // {{years}} as agency_no,
                any_value(year) as year, any_value(agency_zh) as name_zh,
                max(char_end + length(tail)) + 1 as base
            from placed group by report_no, document_id, report_id
        ) as reports
        inner join (select *, row_number() over () as part_no from {_PARTS}) as parts
            on hash(j * 100 + part_no) % 100 < pct
        cross join range(9) as t(b)
        where b <= blocks
    )""",
    """insert into made.core.report_block by name
    select report_id, cast(n as integer) as block_no, 'paragraph' as kind, block_start as char_start,
        cast(block_start + length(head || figure || unit || tail) as integer) as char_end,
        head || figure || unit || tail as block_text, document_id, 'k' as load_key
    from placed
    union all by name
    select report_id, cast(100 * part_no + block_no as integer) as block_no,
        case when block_no = 0 then 'heading' else 'paragraph' end as kind, block_start as char_start,
        cast(block_start + length(text) as integer) as char_end, text as block_text, document_id, 'k' as load_key
    from paragraphs
    order by report_id, char_start, block_no""",
    """insert into made.core.report_section by name
    select report_id, cast(0 as integer) as section_no, 1 as depth, '一、' as number, '主要工作' as section_title,
        '一、主要工作' as section_path, 'achievements' as section_role, 0 as char_start,
        max(char_end + length(tail)) as char_end, document_id, 'k' as load_key
    from placed group by report_id, document_id
    union all by name
    select report_id, cast(1 + n // 10 as integer) as section_no, 2 as depth, '(' || (1 + n // 10) || ')' as number,
        '工作' as section_title, '一、主要工作' as section_path, 'achievements' as section_role,
        min(block_start) as char_start, max(char_end + length(tail)) as char_end, document_id, 'k' as load_key
    from placed group by report_id, document_id, n // 10
    union all by name
    select report_id, cast(10 + part_no as integer) as section_no, 1 as depth, left(any_value(title), 2) as number,
        substr(any_value(title), 3) as section_title, any_value(title) as section_path,
        any_value(role) as section_role, min(block_start) as char_start, max(block_start + length(text)) as char_end,
        document_id, 'k' as load_key
    from paragraphs group by report_id, document_id, part_no
    order by report_id, section_no""",
)
