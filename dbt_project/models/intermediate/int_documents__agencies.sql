-- The one body a report is filed under: the figures count for it alone, whoever else has signed.
select * from {{ ref('int_documents__issuers') }}
where issuer_role = 'issuer'
