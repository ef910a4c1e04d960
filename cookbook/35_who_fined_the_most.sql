-- 问:2023 年哪些机关罚款最多,原句怎么说?
-- Question: Which bodies fined the most in 2023, and what does the sentence say?
-- 注意:年份可改;本机关与全市口径、含事故处罚与否都列明,排在一起不等于可比。合并公布的“罚没款”也计在此,含没收所得,
-- 请看原句。
-- Caveats: Change the year as needed; scope and qualifier are shown: standing in one list does not make figures
-- comparable. 罚没款, fines and confiscations told in one sum, are among them: read the sentence.
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
