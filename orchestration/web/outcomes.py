"""What may come of a request, each with the words for people; the run log holds the codes.

Does not belong here: deciding which one it is.
"""

from __future__ import annotations

# Codes of requests that gave what was asked for, or ended well without it.
GOOD: dict[str, str] = {
    "stored": "已存入 raw/reports 并登记",
    "new_version": "网页有变,新版本已存入,旧版本保留",
    "unchanged": "服务器答复未变(304)",
    "same_bytes": "与已存文件逐字节相同",
    "same_text": "字节有变而正文相同(计数、广告等),未另存",
    "no_report_again": "字节有变,仍非报告,未另存",
    "listed": "列表页已读,符合的链接已列入",
    "rules": "robots.txt 已读",
    "no_rules": "没有 robots.txt,不设限",
    "redirected": "转到另一网址",
    "retried": "暂时失败,稍后再试",
}
# Codes of addresses that were not got; each has its reason in the log.
BAD: dict[str, str] = {
    "address_refused": "指向内网、本机或保留地址,不予连接",
    "asked_to_wait": "服务器要求等待更久,留待以后",
    "bad_redirect": "转向的网址不可用",
    "bad_response": "答复不合 HTTP",
    "bad_url": "网址不可用",
    "broken_encoding": "压缩的内容残缺或损坏",
    "certificate": "证书验证未通过",
    "cut_off": "传输中断,内容不全",
    "empty_body": "内容为空",
    "foreign_host": "列表页的链接指向未列明的其他网站",
    "gone": "网页已不存在",
    "host_down": "该网站接连失败,其余网址留待以后",
    "http_error": "服务器答复错误",
    "no_connection": "连接不上",
    "no_links": "列表页上没有符合的链接",
    "not_stored": "写入 raw/ 失败",
    "redirect_loop": "转向成环",
    "robots_delay": "robots.txt 要求的间隔过长",
    "robots_refused": "robots.txt 不允许",
    "robots_unreachable": "robots.txt 取不到,按不允许处理",
    "too_large": "内容过大",
    "too_many_links": "列表页链接过多,其余未列入",
    "too_many_redirects": "转向次数过多",
    "too_slow": "超时",
    "unknown_encoding": "内容的压缩方式不支持",
    "unresolved": "域名解析失败",
    "wrong_type": "不是可读的文件类型",
}
# Of these a second attempt may give more.
PASSING = frozenset({"unresolved", "no_connection", "cut_off", "too_slow", "bad_response", "broken_encoding"})


class Failure(Exception):
    """A request that did not give what was asked for: a code of BAD and what was found."""

    def __init__(self, outcome: str, found: str) -> None:
        super().__init__(outcome, found)
        self.outcome = outcome
        self.found = found

    def __str__(self) -> str:
        return f"{BAD[self.outcome]}:{self.found}"
