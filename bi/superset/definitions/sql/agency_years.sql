select
    card.*,
    cast(card.year as varchar(4)) as year_zh,
    {{ link('agencies', 'card.agency_id', 'card.agency_zh') }} as agency_html,
    case
        when card.report_id is not null
            then {{ link('reports', 'card.report_id', "'打开报告'") }}
        when card.report_state = 'unreadable' then '有文件而读不出'
        else '无报告'
    end as report_html
from analysis.v_agency_year_scorecard as card
