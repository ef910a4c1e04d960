"""Old Word files to DOCX through headless LibreOffice, in a private folder with a private profile and limits.

Macros are never run and links never followed: the profile forbids both; where the system lets us, the program has no
network either. It ends with its time, also when whoever asked is killed. Does not belong here: reading the DOCX
(formats/docx.py).
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from orchestration.reading.errors import Rejection
from orchestration.reading.office.archive import broken
from orchestration.reading.programs import Late, run

SECONDS = 45.0  # below the limit of the worker that reads the file
MAX_BYTES = 64 * 1024**2  # of what comes out; the largest known report makes one
_PROGRAMS = ("soffice", "libreoffice")
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def to_docx(data: bytes) -> bytes:
    """The same document as DOCX. Raises Rejection ``needs_libreoffice``, ``too_slow``, ``too_large`` or
    ``broken_file``."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise Rejection(
            "needs_libreoffice",
            "读取旧版 Word/WPS 文件需要 LibreOffice",
            "未安装 soffice",
            "已安装 LibreOffice,或 DOCX 文件",
            "安装 LibreOffice 后重跑,或用办公软件打开后另存为 DOCX",
        )
    with tempfile.TemporaryDirectory(prefix="fazhi-", ignore_cleanup_errors=True) as folder:
        return _converted(program, data, Path(folder))


def _converted(program: str, data: bytes, folder: Path) -> bytes:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    source = folder / "report.doc"
    source.write_bytes(data)
    command = [
        *(program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"),
        *("--nodefault", "--nofirststartwizard", "--convert-to", "docx", "--outdir", str(folder / "out"), str(source)),
    ]
    try:
        code = run(command, folder, SECONDS)
    except Late as error:
        found = f"LibreOffice {SECONDS:.0f} 秒未转换完"
        raise Rejection("too_slow", "读取超时", found, "限时内读完", "用办公软件打开后另存为 DOCX") from error
    result = folder / "out" / "report.docx"
    if not result.is_file():
        raise broken(f"LibreOffice 未能打开(退出码 {code})")
    if (size := result.stat().st_size) > MAX_BYTES:
        found, expected = f"转换后 {size} 字节", f"不超过 {MAX_BYTES} 字节"
        raise Rejection("too_large", "转换所得文件过大", found, expected, "删去图片后另存,或确认是否为单份报告")
    return result.read_bytes()
