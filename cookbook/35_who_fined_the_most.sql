-- 问:2023 年哪些机关罚款最多,原句怎么说?
-- Question: Which bodies fined the most in 2023, and what does the sentence say?
-- 注意:年份可改;本机关与全市口径、含事故处罚与否都列明,排在一起不等于可比。
-- Caveats: Change the year as needed; scope and qualifier are shown: standing in one list does not make figures
-- comparable.
select
    agency_zh,
    value as fine_yuan,
    low,
    high,
    scope,
    qualifier,
    sentence
from analysis.v_indicator_values
where indicator_id = 'penalty_amt' and year = 2023
order by value desc, agency_zh asc
limit 20
