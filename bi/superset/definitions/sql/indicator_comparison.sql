select
    comparison.*,
    cast(comparison.year as varchar(4)) as year_zh,
    {{ link('indicators', 'comparison.indicator_id', 'comparison.indicator_zh') }} as indicator_html
from analysis.v_indicator_year_comparison as comparison
