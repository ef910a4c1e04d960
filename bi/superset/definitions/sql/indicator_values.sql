select
    headline.*,
    cast(headline.year as varchar(4)) as year_zh,
    province.full_name_zh as province_zh,
    {{ comparable('headline') | indent }} as comparable_value,
    {{ bounds('headline') | indent }} as bounds_zh,
    {{ coded('headline', 'scope') | indent }} as scope_zh,
    {{ escaped("coalesce(headline.not_additive_zh, '')") }} as note_zh,
    {{ link('agencies', 'headline.agency_id', 'headline.agency_zh') }} as agency_html,
    {{ link('facts', 'headline.fact_id', 'headline.surface') }} as evidence_html,
    {{ text('headline.sentence') }} as sentence_html
from analysis.v_indicator_values as headline
left join core.dim_region as province
    on province.region_code = substr(replace(headline.region_code, 'Z', ''), 1, 2) || '0000'
