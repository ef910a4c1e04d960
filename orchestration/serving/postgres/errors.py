"""What can keep a release out of PostgreSQL, as one error that tells what to do.

Does not belong here: faults of the release (release/errors.py).
"""

from __future__ import annotations

import psycopg2


class PostgresError(Exception):
    """Nothing was changed in PostgreSQL. The message gives what was found, what was expected and what to do."""

    def __init__(self, problem_zh: str, *, found: str, expected: str, hint_zh: str) -> None:
        super().__init__(
            f"{problem_zh}PostgreSQL 中仍是原来的内容(old content kept)。"
            f"实际(found):{found};应为(expected):{expected}。处置(what to do):{hint_zh}"
        )


def from_server(error: psycopg2.Error) -> PostgresError:
    """The error of ours that says what an answer of the server means; its own words stand in it."""
    found = " · ".join(line.strip() for line in str(error).splitlines() if line.strip()) or type(error).__name__
    for kind, expected, hint in _KNOWN:
        if isinstance(error, kind):
            return PostgresError("发布到 PostgreSQL 失败。", found=found, expected=expected, hint_zh=hint)
    return PostgresError(
        "发布到 PostgreSQL 失败。",
        found=found,
        expected="语句全部成功",
        hint_zh="按上述说明处理后重试;新内容由一个事务换入",
    )


_KNOWN: tuple[tuple[type[psycopg2.Error], str, str], ...] = (
    (
        psycopg2.errors.InsufficientPrivilege,
        "连接的用户可在库中建模式,且是所发布各表的属主",
        "以属主连接,或由管理员执行 GRANT CREATE ON DATABASE … TO …",
    ),
    (
        psycopg2.errors.FeatureNotSupported,
        "没有别的表以外键引用所发布的表,也没有视图用到类型已改的列",
        "去掉上述外键,或删去该视图、发布后重建",
    ),
    (
        psycopg2.errors.ForeignKeyViolation,
        "没有别的表以外键引用所发布的表",
        "去掉上述外键,或改用视图",
    ),
    (
        psycopg2.errors.DependentObjectsStillExist,
        "主键不变,或没有外键与视图依赖旧主键",
        "去掉依赖旧主键的外键或视图,发布后重建",
    ),
    (
        psycopg2.errors.DiskFull,
        "磁盘可容两份内容",
        "腾出空间后重试",
    ),
    (
        psycopg2.OperationalError,
        "可达的 PostgreSQL,连接直到最后不断",
        "检查地址、用户、密码与服务器日志后重试",
    ),
)
