"""Word and OFD files: entities, references in circles, parts that unpack without end, macros, remote templates."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator

from tests.support.hostile.story import LINES, File, file
from tests.support.ofd_files import NAMESPACE, ofd, page, text_object
from tests.support.report_formats import parts_of, repacked, zipped
from tests.unit.reading.office_example import W, p, word

BODY = "".join(map(p, LINES))
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]>"
)
_OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_PARAMETER = '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;]>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def files(rng: random.Random) -> Iterator[File]:
    for one in _all(rng):  # packed anew, so that the hour is not in it
        packed = repacked(one.data) if "lzma" not in one.name and one.data.startswith(b"PK") else one.data
        yield File(one.name, packed, one.reasons)


def _all(rng: random.Random) -> Iterator[File]:
    yield from _entities()
    yield from _circles()
    yield from _bombs()
    yield from _deep()
    yield from _macros(rng)
    yield from _ofd(rng)


def replaced(data: bytes, name: str, change: str | bytes) -> bytes:
    """The archive with a part changed: text is set before its root, bytes take its place."""
    parts = parts_of(data)
    old = parts.get(name, b"")
    assert isinstance(old, bytes)
    return zipped(parts | {name: (change.encode() + old) if isinstance(change, str) else change})


def _entities() -> Iterator[File]:
    for number, kind in enumerate((_LAUGHS, _OUTSIDE, _PARAMETER)):
        base = word(BODY + "<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", styles="", numbering="")
        for name in ("word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"):
            yield file(f"entities{number}.docx", replaced(base, name, kind), "broken_file")
        for name in ("OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"):
            data = ofd([page(text_object("猫&a;", 30, 60))])
            yield file(f"entities{number}.ofd", replaced(data, name, kind), "broken_file")
        wide = b"\xff\xfe" + ('<?xml version="1.0" encoding="UTF-16"?>' + kind + "<a>&a;</a>").encode("utf-16-le")
        yield file(f"wide{number}.docx", replaced(base, "word/document.xml", wide), "broken_file")


def _circles() -> Iterator[File]:
    """Parts, styles, lists and notes that lead back to themselves."""
    link = '<Relationship Id="x{n}" Type="{kind}" Target="{to}"/>'
    for n, (kind, to) in enumerate(
        (("header", "document.xml"), ("styles", "document.xml"), ("footnotes", "../_rels/.rels"), ("numbering", "."))
    ):
        links = link.format(n=n, kind=f"{_OFFICE}/{kind}", to=to)
        yield file(f"circle{n}.docx", word(BODY, links=links))
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 3}"/></w:style>' for n in range(3)
    )
    yield file("styles.docx", word(p(LINES[1], '<w:pStyle w:val="s0"/>') + BODY, styles=styles))
    note = f'<w:footnote w:id="2">{p("注")}<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p></w:footnote>'
    yield file("notes.docx", word(BODY + '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>', footnotes=note))
    numbering = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="x"/></w:abstractNum><w:num w:numId="1"/>'
    yield file("lists.docx", word(BODY, numbering=numbering))
    chain = {f"word/p{n}.xml": f'<w:hdr xmlns:w="{W}"/>' for n in range(3000)}
    chain |= {f"word/_rels/p{n}.xml.rels": _rels(f"p{n + 1}.xml") for n in range(2999)}
    data = word(BODY, links=link.format(n=1, kind=f"{_OFFICE}/header", to="p0.xml"))
    yield file("chain.docx", _with(data, chain))


def _rels(target: str) -> str:
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    link = f'<Relationship Id="a" Type="{_OFFICE}/header" Target="{target}"/>'
    return f'<Relationships xmlns="{package}">{link}</Relationships>'


def _with(data: bytes, more: dict[str, str]) -> bytes:
    return zipped(parts_of(data) | more)


def _bombs() -> Iterator[File]:
    blanks = b"<a>" + b" " * 70_000_000 + b"</a>"
    yield file("bomb.docx", replaced(word(BODY), "word/styles.xml", blanks), "archive_bomb")
    yield file("bomb.ofd", replaced(ofd([page("")]), "Doc_0/Pages/Page_0/Content.xml", blanks), "archive_bomb")
    yield file("parts.docx", _with(word(BODY), {f"word/x{n}.xml": "<a/>" for n in range(11_000)}), "archive_bomb")
    attributes = " ".join(f'a{n}="1"' for n in range(200_000))
    yield file("attributes.docx", word(f"<w:p {attributes}/>" + BODY))
    yield file("lzma.docx", repacked(word(BODY), zipfile.ZIP_LZMA), "broken_file")


def _deep() -> Iterator[File]:
    def nested(inner: str, opening: str, closing: str, depth: int) -> str:
        return opening * depth + inner + closing * depth

    for depth in (40, 100, 5000):
        cell = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")
        yield file(f"tables{depth}.docx", word(nested(BODY, *cell, depth)))
        control = ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>")
        yield file(f"controls{depth}.docx", word(nested(BODY, *control, depth)))
        box = ("<w:p><w:r><w:pict><v:textbox><w:txbxContent>", "</w:txbxContent></v:textbox></w:pict></w:r></w:p>")
        yield file(f"boxes{depth}.docx", word(nested(BODY, *box, depth)))
        block = ("<ofd:PageBlock>", "</ofd:PageBlock>")
        yield file(f"blocks{depth}.ofd", ofd([page(nested(text_object("小猫2只", 30, 60), *block, depth))]))
    wide = "".join(
        f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr>{p("1")}</w:tc></w:tr>' for _ in range(500)
    )
    yield file("spans.docx", word(f"<w:tbl>{wide}</w:tbl>" + BODY))


def _macros(rng: random.Random) -> Iterator[File]:
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    program = {"word/vbaProject.bin": 'Attribute VB_Name\nSub AutoOpen()\nShell "touch escaped.txt"\nEnd Sub\n'}
    yield file("macro.docm", _with(word(BODY, main=macro), program))
    yield file("macro.docx", _with(word(BODY + p("又一行")), program))
    target = 'Target="http://127.0.0.1:9/t.dotm" TargetMode="External"'
    remote = f'<Relationship Id="t" Type="{_OFFICE}/attachedTemplate" {target}/>'
    yield file("template.docx", word(BODY, links=remote))
    field = '<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe "/k calc"</w:instrText></w:r></w:p>'
    yield file("dde.docx", word(BODY + field))
    yield file("locked.docx", zipped({"EncryptedPackage": "x", "EncryptionInfo": "y", "word/document.xml": "<a/>"}))
    yield file("locked-ole.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 40)
    yield file("empty.docx", word(""), "empty_file")
    yield file("other-root.docx", replaced(word(BODY), "word/document.xml", b"<html>1</html>"), "broken_file")
    for n in range(6):
        noise = "".join(chr(rng.choice((0x202E, 0x200F, 0x2066, 0xFEFF, 0x200B, 0xFFFF))) for _ in range(30))
        yield file(f"marks{n}.docx", word(p(LINES[n]) + p(noise) + BODY))


def _ofd(rng: random.Random) -> Iterator[File]:
    line = text_object("小猫2只", 30, 60)
    itself = '<ofd:Template TemplateID="7"/>'
    common = '<ofd:TemplatePage ID="7" BaseLoc="Pages/Page_0/Content.xml"/>'
    yield file("template-itself.ofd", ofd([page(line, itself)], common=common))
    root = f"<ofd:OFD {NAMESPACE}><ofd:DocBody><ofd:DocRoot>OFD.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    yield file("root-itself.ofd", replaced(ofd([page(line)]), "OFD.xml", root.encode()))
    many = root.replace("<ofd:DocRoot>OFD.xml</ofd:DocRoot>", "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>" * 400)
    yield file("root-often.ofd", replaced(ofd([page(line)]), "OFD.xml", many.encode()))
    same = "".join('<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>' for _ in range(6000))
    document = f"<ofd:Document {NAMESPACE}><ofd:Pages>{same}</ofd:Pages></ofd:Document>"
    yield file("pages.ofd", replaced(ofd([page(line)]), "Doc_0/Document.xml", document.encode()))
    yield file(
        "outside.ofd", replaced(ofd([page(line)]), "OFD.xml", root.replace("OFD.xml", "/../../a.xml", 1).encode())
    )
    for name, value in (
        ("X", "1e308"),
        ("X", "nan"),
        ("DeltaX", "g 999999999 1"),
        ("Size", "-1e99"),
        ("CTM", "0 0 0 0 0 0"),
    ):
        code = f'<ofd:TextCode {name}="{value}">小猫2</ofd:TextCode>'
        odd = f'<ofd:TextObject ID="1" Boundary="0 0 1e9 1e9" {name}="{value}">{code}</ofd:TextObject>'
        yield file(f"places-{name}.ofd", ofd([page(odd + line)]))
    yield file("locked.ofd", replaced(ofd([page(line)]), "Doc_0/Encryption.xml", b"<a/>"), "encrypted")
    yield file("empty.ofd", ofd([page("")]), "empty_file")
    yield file("no-root.ofd", zipped({"OFD.xml": "<a/>"}))
    for n in range(4):
        yield file(
            f"noise{n}.ofd", replaced(ofd([page(line)]), "Doc_0/Document.xml", rng.randbytes(300)), "broken_file"
        )
