{#
  A hash of the code that fact rows come from (staging, intermediate, the two fact tables, the id macro). It is part of every
  load key, so that a changed rule of SQL reloads the rows as a changed document does, and an incremental build stays equal
  to a full one. Empty while dbt only parses: the graph is not there yet.
#}
{% macro fact_code_key() -%}
    {%- if execute -%}
        {%- set checksums = [content_id(["'probe'"])] -%}
        {%- for node in graph.nodes.values() if node.resource_type == 'model' -%}
            {%- if node.fqn[1] in ('staging', 'intermediate') or node.name in ('fct_fact', 'fct_mention', 'report_block', 'report_section') -%}
                {%- do checksums.append(node.name ~ ':' ~ node.checksum.checksum) -%}
            {%- endif -%}
        {%- endfor -%}
        {{- local_md5(checksums | sort | join('|')) -}}
    {%- endif -%}
{%- endmacro %}
