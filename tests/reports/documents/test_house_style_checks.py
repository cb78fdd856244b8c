"""Every template that is refused, with the reason that names what is wrong."""

import io
import zipfile

import pytest

from accounts.refusals import Refused
from reports.documents.archive import packed
from reports.house_style.checks import check_template
from reports.house_style.kinds import Kind
from tests.house_styles import DOCX, HEADER, ODT, in_blue, sent, template

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
END = "</Relationships>"
BODY = "<w:body>"
TEXT = "<office:text>"


def relation(kind: str, target: str, mode: str = "External") -> bytes:
    """A Word template that refers to something."""
    extra = f'<Relationship Id="rX" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return template(DOCX, (RELATIONS, END, f"{extra}{END}"))


def field(*pieces: str) -> bytes:
    """A Word template with a field in its header, whose code may be in pieces."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    complex = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'{runs}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    return template(DOCX, (HEADER, "<w:p>", f"{complex}<w:p>"))


def in_body(content: str) -> bytes:
    return template(DOCX, ("word/document.xml", BODY, f"{BODY}{content}"))


def in_text(content: str) -> bytes:
    return template(ODT, ("content.xml", TEXT, f"{TEXT}{content}"))


SCRIPT = 'xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"'
FORM = 'xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0"'
DTD = "<!DOCTYPE a [<!ENTITY b 'c'>]>"
REFUSED: dict[str, tuple[Kind, bytes, str]] = {
    # Word: what runs
    "vba": (DOCX, template(DOCX, word__vbaProject_bin=b"x"), "macro's"),
    "macro content type": (
        DOCX,
        template(
            DOCX,
            ("[Content_Types].xml", "wordprocessingml.document.main", "x.macroEnabled.main"),
        ),
        "macro's",
    ),
    "ActiveX": (DOCX, in_body('<w:control w:name="x"/>'), "ActiveX"),
    "OLE": (DOCX, relation("oleObject", "embeddings/a.bin", "Internal"), "OLE"),
    "OLE element": (DOCX, in_body("<w:p><w:r><w:object/></w:r></w:p>"), "OLE"),
    # Word: what is fetched
    "attached template": (DOCX, relation("attachedTemplate", "http://x.test/a"), "gekoppeld"),
    "remote picture": (DOCX, relation("image", "http://x.test/a.png"), "van buiten"),
    "remote picture over SMB": (DOCX, relation("image", "file://///x/y.png"), "van buiten"),
    "altChunk": (DOCX, relation("aFChunk", "a.html", "Internal"), "altChunk"),
    "altChunk element": (DOCX, in_body("<w:altChunk/>"), "altChunk"),
    "frame": (DOCX, relation("frame", "http://x.test/"), "frame"),
    "subdocument": (DOCX, relation("subDocument", "a.docx"), "subdocument"),
    "mail merge": (
        DOCX,
        template(DOCX, ("word/settings.xml", "<w:zoom", "<w:mailMerge/><w:zoom")),
        "samenvoegen",
    ),
    "script link": (DOCX, relation("hyperlink", "javascript:alert(1)"), "niet naar een website"),
    "file link": (DOCX, relation("hyperlink", "file:///etc/passwd"), "niet naar een website"),
    "VML picture": (
        DOCX,
        in_body('<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://x.test/a"/>'),
        "van buiten",
    ),
    # Word: fields
    "DDE": (DOCX, field("DDE cmd x"), "het veld DDE"),
    "DDEAUTO in pieces": (DOCX, field("DD", "EAU", "TO c"), "het veld DDEAUTO"),
    "INCLUDETEXT": (DOCX, field('INCLUDETEXT "http://x.test/"'), "het veld INCLUDETEXT"),
    "INCLUDEPICTURE": (DOCX, field('INCLUDEPICTURE "http://x/"'), "het veld INCLUDEPICTURE"),
    "link field": (DOCX, field('HYPERLINK "http://x.test/"'), "het veld HYPERLINK"),
    "simple field": (
        DOCX,
        in_body('<w:p><w:fldSimple w:instr="LINK Excel.Sheet"/></w:p>'),
        "het veld LINK",
    ),
    # Word: the rest
    "protected": (
        DOCX,
        template(
            DOCX, ("word/settings.xml", "<w:zoom", '<w:documentProtection w:edit="forms"/><w:zoom')
        ),
        "beveiliging",
    ),
    "entities": (
        DOCX,
        template(DOCX, ("word/styles.xml", "<w:styles", f"{DTD}<w:styles")),
        "DTD",
    ),
    "broken part": (DOCX, template(DOCX, ("word/styles.xml", "</w:styles>", "")), "beschadigd"),
    "style gone": (
        DOCX,
        template(DOCX, ("word/styles.xml", 'w:val="heading 2"', 'w:val="Eigen kop"')),
        "Kop 2",
    ),
    "style of another kind": (
        DOCX,
        template(
            DOCX,
            (
                "word/styles.xml",
                'w:type="table" w:customStyle="1"',
                'w:type="character" w:customStyle="1"',
            ),
        ),
        "Rapport tabel",
    ),
    "list without numbers": (
        DOCX,
        template(DOCX, ("word/styles.xml", '<w:numPr><w:numId w:val="2"/></w:numPr>', "")),
        "Lijstnummering",
    ),
    "narrow page": (
        DOCX,
        template(DOCX, ("word/document.xml", 'w:right="1134"', 'w:right="7000"')),
        "67 mm",
    ),
    # OpenDocument
    "basic": (ODT, template(ODT, Basic__Standard__a_xml=b"<a/>"), "macro's"),
    "scripts": (ODT, template(ODT, Scripts__python__a_py=b"x"), "macro's"),
    "event listener": (
        ODT,
        in_text(f'<text:p {SCRIPT}><script:event-listener script:event-name="x"/></text:p>'),
        "gebeurtenis",
    ),
    "macro field": (ODT, in_text('<text:p><text:execute-macro text:name="x"/></text:p>'), "macro"),
    "script field": (
        ODT,
        in_text(f"<text:p {SCRIPT}><text:script>x</text:script></text:p>"),
        "macro",
    ),
    "ODT object": (
        ODT,
        in_text('<text:p><draw:object xlink:href="./Object 1"/></text:p>'),
        "object",
    ),
    "ODT OLE": (ODT, in_text('<text:p><draw:object-ole xlink:href="a"/></text:p>'), "object"),
    "ODT frame": (
        ODT,
        in_text('<text:p><draw:floating-frame xlink:href="http://x.test/"/></text:p>'),
        "frame",
    ),
    "ODT remote picture": (
        ODT,
        in_text('<text:p><draw:image xlink:href="http://x.test/a.png"/></text:p>'),
        "van buiten",
    ),
    "ODT picture up the tree": (
        ODT,
        in_text('<text:p><draw:image xlink:href="Pictures/../../a.png"/></text:p>'),
        "van buiten",
    ),
    "ODT section": (
        ODT,
        in_text('<text:section><text:section-source xlink:href="a.odt"/></text:section>'),
        "ander document",
    ),
    "ODT DDE": (
        ODT,
        in_text('<text:p><text:dde-connection text:connection-name="x"/></text:p>'),
        "DDE",
    ),
    "ODT database": (ODT, in_text("<text:p><text:database-display/></text:p>"), "database"),
    "ODT form": (ODT, in_text(f"<office:forms {FORM}><form:form/></office:forms>"), "formulier"),
    "ODT script link": (
        ODT,
        in_text('<text:p><text:a xlink:href="vnd.sun.star.script:x">a</text:a></text:p>'),
        "niet naar een website",
    ),
    "ODT entities": (
        ODT,
        template(
            ODT, ("content.xml", "<office:document-content", f"{DTD}<office:document-content")
        ),
        "DTD",
    ),
    "ODT style gone": (
        ODT,
        template(ODT, ("styles.xml", 'style:name="Heading_20_2"', 'style:name="Eigen"')),
        "Kop 2",
    ),
    "ODT list gone": (
        ODT,
        template(ODT, ("styles.xml", 'style:name="Rapport_20_nummering"', 'style:name="Eigen"')),
        "Rapport nummering",
    ),
    "ODT narrow": (
        ODT,
        template(ODT, ("styles.xml", 'fo:margin-right="20mm"', 'fo:margin-right="12cm"')),
        "70 mm",
    ),
    "ODT broken": (ODT, template(ODT, ("styles.xml", "</office:styles>", "")), "beschadigd"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_bad_template_is_refused_with_its_reason(case: str) -> None:
    kind, content, reason = REFUSED[case]

    with pytest.raises(Refused) as refused:
        check_template(sent(content, f"sjabloon.{kind}"))

    assert reason in "\n".join(refused.value.lines)


@pytest.mark.parametrize(
    "name", ["a.doc", "a.dot", "a.dotx", "a.docm", "a.dotm", "a.ott", "a.fodt"]
)
def test_other_kind_is_refused_with_how_to_go_on(name: str) -> None:
    with pytest.raises(Refused, match=r"ewaar het .*\.(docx|odt)"):
        check_template(sent(in_blue(DOCX), name))


@pytest.mark.parametrize("name", ["a.pdf", "a", "docx", "a.docx.exe", "a.txt"])
def test_file_of_no_such_kind_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="Kies een Word-document"):
        check_template(sent(in_blue(DOCX), name))


def test_file_that_is_not_what_its_name_says_is_refused() -> None:
    for content, name in (
        (in_blue(ODT), "a.docx"),
        (in_blue(DOCX), "a.odt"),
        (b"PK\x03\x04", "a.docx"),
    ):
        with pytest.raises(Refused):
            check_template(sent(content, name))


def test_large_file_is_refused() -> None:
    with pytest.raises(Refused, match="groter dan 5 MB"):
        check_template(sent(b"PK" + bytes(5 * 1024 * 1024), "a.docx"))


@pytest.mark.parametrize("kind", [DOCX, ODT])
def test_zip_bomb_is_refused(kind: Kind) -> None:
    bomb = template(kind, **{"Pictures__bom.png": bytes(31 * 1024 * 1024)})

    with pytest.raises(Refused, match="uitgepakt te groot"):
        check_template(sent(bomb, f"bom.{kind}"))


def test_too_many_elements_are_refused() -> None:
    many = in_body("<w:p/>" * 200_001)

    with pytest.raises(Refused, match="te veel"):
        check_template(sent(many, "a.docx"))


def test_doubled_part_is_refused() -> None:
    file = io.BytesIO(in_blue(DOCX))
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/styles.xml", b"<a/>")

    with pytest.raises(Refused, match="beschadigd"):
        check_template(sent(file.getvalue(), "a.docx"))


@pytest.mark.parametrize("kind", [DOCX, ODT])
def test_good_template_is_taken(kind: Kind) -> None:
    taken = check_template(sent(in_blue(kind), f"Flevoland.{kind}"))

    assert (taken.kind, taken.content) == (kind, in_blue(kind))


def test_fields_that_show_only_the_document_are_taken() -> None:
    for instruction in (
        "PAGE",
        " numpages \\* MERGEFORMAT",
        'STYLEREF "heading 1"',
        "HYPERLINK \\l a",
    ):
        assert check_template(sent(field(instruction), "a.docx"))


def test_link_to_a_website_is_taken() -> None:
    assert check_template(sent(relation("hyperlink", "https://www.flevoland.nl/"), "a.docx"))
    linked = in_text('<text:p><text:a xlink:href="https://x.test/">a</text:a></text:p>')
    assert check_template(sent(linked, "a.odt"))


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = in_body("<w:altChunk/><w:altChunk/><w:subDoc/>")

    with pytest.raises(Refused) as refused:
        check_template(sent(wrong, "a.docx"))

    assert len(refused.value.lines) == 2


def test_parts_that_are_no_archive_are_refused() -> None:
    with pytest.raises(Refused):
        check_template(sent(packed({"a.xml": b"<a/>"}), "a.odt"))
