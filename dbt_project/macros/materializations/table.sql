{#
  The old table goes in the transaction that makes the new one: readers of the file see one or the other, and a model that
  fails leaves the old one. dbt's own way makes the table under another name, renames the old and the new one, and drops the
  old in a second transaction: six more statements for each of 44 tables.
  Python models, grants and indexes are left out, as no model has any.
#}
{% materialization table, adapter='duckdb' %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set existing_relation = load_cached_relation(this) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {#- What is to be asserted of the columns is asked before anything is dropped: the model may read the old table. -#}
    {%- set create_sql = create_table_as(False, target_relation, compiled_code) -%}
    {%- call statement('main') -%}
        {%- if existing_relation is not none %}
            drop {{ existing_relation.type }} if exists {{ existing_relation }};
        {%- endif %}
        {{ create_sql }}
    {%- endcall -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- do persist_docs(target_relation, model) -%}
    {%- do adapter.commit() -%}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
