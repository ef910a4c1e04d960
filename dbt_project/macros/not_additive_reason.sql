{# Why a headline value may not be added to those of other bodies, in Chinese; null: it may, within one level and kind of
   body. One place for all tables that sum: a rule that stood twice would one day be two rules. #}
{% macro not_additive_reason(indicators, facts, values, units) %}
    case
        when {{ indicators }}.agg_over_agency <> 'sum_same_level_only' then '比率、序次等不可相加'
        when {{ facts }}.comparator <> 'eq' then '约数'
        when {{ facts }}.scope <> 'own' then '非本机关口径:' || {{ facts }}.scope
        when {{ facts }}.qualifier <> '' then '有限定语:' || {{ facts }}.qualifier
        when
            {{ indicators }}.measure_type = 'flow'
            and {{ facts }}.period not in ('year', 'as_of:' || {{ values }}.year || '-12-31')
            then '期间不满全年:' || {{ facts }}.period
        when {{ indicators }}.unit_family = 'money' and {{ units }}.unit_family = 'none' then '金额未标明单位'
        -- 个 and 份 count anything; 人 and 人次, 家 and 家次 count different things
        when
            {{ units }}.unit_family <> {{ indicators }}.unit_family
            and {{ units }}.unit_family not in ('item', 'document', 'mixed', 'none')
            then '量词与指标不同族:' || {{ values }}.unit
    end
{% endmacro %}
