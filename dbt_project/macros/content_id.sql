{#
  An id from what the row is, never from when or where it was made: the first 16 hex digits of the SHA-256 of its natural
  key. 64 bits: a clash among ten million rows has odds of about 1 in 370 000, and the primary keys would stop the build.
  chr(31), the unit separator, occurs in no source text, so that ('ab', 'c') and ('a', 'bc') differ.
#}
{% macro content_id(parts) -%}
    substr(sha256(concat_ws(chr(31)
    {%- for part in parts %}, coalesce(cast({{ part }} as varchar), ''){% endfor -%}
    )), 1, 16)
{%- endmacro %}
