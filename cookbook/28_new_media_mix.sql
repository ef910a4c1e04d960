-- 问:微信、微博、头条、抖音的推送各占多少,逐年如何变化?
-- Question: What is the mix of WeChat, Weibo, Toutiao and Douyin posts, year by year?
-- 注意:占比只在所报的几种之间;未报告的平台不当作零;约数不参与占比。
-- Caveats: Shares are among what is reported; a platform not reported is not zero; hedged figures take no part.
with posts as (
    select
        agency_id,
        agency_zh,
        year,
        indicator_zh,
        value
    from analysis.v_indicator_values
    where
        indicator_id in ('wechat_msg_cnt', 'weibo_post_cnt', 'toutiao_post_cnt', 'douyin_video_cnt')
        and comparator = 'eq'
)

select
    agency_zh,
    year,
    indicator_zh,
    value as post_cnt,
    count(*) over (partition by agency_id, year) as platform_cnt,
    round(100.0 * value / nullif(sum(value) over (partition by agency_id, year), 0), 1) as share_pct
from posts
order by agency_zh asc, year asc, post_cnt desc
