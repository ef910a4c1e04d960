select
    figure.*,
    cast(figure.year as varchar(4)) as year_zh,
    {{ bounds('figure') | indent }} as bounds_zh,
    {{ coded('figure', 'scope') | indent }} as scope_zh,
    {{ coded('figure', 'status') | indent }} as status_zh,
    {{ coded('figure', 'period') | indent }} as period_zh,
    {{ link('facts', 'figure.fact_id', 'figure.surface') }} as evidence_html,
    {{ link('agencies', 'figure.agency_id', 'figure.agency_zh') }} as agency_html,
    {{ text('figure.measure') }} as measure_html,
    {{ text('figure.sentence') }} as sentence_html
from analysis.v_facts as figure
where figure.is_current_report
