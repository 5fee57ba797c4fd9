from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.errors import BadInput
from curator.importing.formats.xml import DEEPEST, MOST_XML_BYTES, parse_xml, root_name
from tests.curator.importing.formats.refusals import refusal

LAUGHS = (
    '<!DOCTYPE a [<!ENTITY l0 "ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]><a>&l9;</a>"
)


@pytest.mark.parametrize(
    "hostile",
    [
        LAUGHS.encode(),
        LAUGHS.encode("utf-16"),
        b'<!DOCTYPE a [<!ENTITY passwords SYSTEM "file:///etc/passwd">]><a>&passwords;</a>',
        b'<!DOCTYPE a [<!ENTITY % more SYSTEM "http://example.org/more.dtd"> %more;]><a/>',
        f'<!DOCTYPE a [<!ENTITY long "{"x" * 1000}">]><a b="{"&long;" * 1000}"/>'.encode(),
        b'<?xml version="1.0" encoding="gb2312"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    ],
    ids=["billion laughs", "in UTF-16", "another file", "from the network", "in an attribute", "rare encoding"],
)
def test_xml_that_declares_entities_is_refused_before_it_is_parsed(hostile: bytes) -> None:
    with pytest.raises(BadInput, match="declares entities of its own"):
        parse_xml(hostile)


def test_a_document_type_that_lies_elsewhere_is_not_fetched_and_does_no_harm() -> None:
    root = parse_xml(
        b'<!DOCTYPE article PUBLIC "-//NLM//DTD" "http://example.org/article.dtd"><article>Cells</article>'
    )
    assert root.text == "Cells"


def test_named_characters_of_html_are_put_in_and_unknown_names_stay() -> None:
    root = parse_xml(b'<!DOCTYPE a SYSTEM "a.dtd"><a>TNF-&alpha;, <b/>IL&nbsp;6 &whatever; rose</a>')
    assert "".join(map(str, root.itertext())) == "TNF-α, IL\N{NO-BREAK SPACE}6 &whatever; rose"


def test_broken_and_too_deep_xml_is_refused_with_a_sentence() -> None:
    with pytest.raises(BadInput, match="broken near line 3"):
        parse_xml(b"<a>\n<b>\n</a>")
    with pytest.raises(BadInput, match="elements deep"):
        parse_xml(b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1))
    with pytest.raises(BadInput, match="broken"):
        parse_xml(b"<a>" * 100_000)
    with pytest.raises(BadInput, match="is the most"):
        parse_xml(b" " * (MOST_XML_BYTES + 1))


def test_the_first_element_is_told_from_the_first_bytes() -> None:
    start = b'<?xml version="1.0"?>\n<!-- by hand -->\n<!DOCTYPE article SYSTEM "x">\n<j:article xmlns:j="jats">Cells'
    assert root_name(start) == "article"
    assert root_name(b"No XML at all") == ""


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text("<>&;![]ENTIYa/='\" %\n", max_size=200).map(str.encode))
def test_any_bytes_give_a_tree_or_a_sentence(data: bytes) -> None:
    refusal(lambda: parse_xml(data))
