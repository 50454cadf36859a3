from html.parser import HTMLParser

from functions.operations.domain.api_page import POLICY, STYLE, page
from functions.runtime import contract

VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Which elements there are, and whether each is closed."""

    def __init__(self):
        super().__init__()
        self.open, self.found, self.text = [], [], ""

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def read(document):
    reader = Reader()
    reader.feed(page(document))
    assert reader.open == []
    return reader


def test_every_operation_and_schema_is_on_the_page():
    ids = [attributes["id"] for tag, attributes in read(contract.document()).found if "id" in attributes]

    schemas = [f"schema-{name}" for name in contract.document()["components"]["schemas"]]
    assert sorted(ids) == sorted([*contract.operations(), *schemas])


def test_every_link_leads_to_something_on_the_page():
    found = read(contract.document()).found
    ids = {attributes["id"] for _, attributes in found if "id" in attributes}

    links = [attributes["href"] for tag, attributes in found if tag == "a"]
    assert links
    assert {link.removeprefix("#") for link in links} <= ids


def test_the_page_needs_nothing_from_elsewhere():
    found = read(contract.document()).found

    assert {tag for tag, _ in found} & {"script", "link", "img", "iframe"} == set()
    assert [attributes for _, attributes in found if "src" in attributes or "style" in attributes] == []
    assert "default-src 'none'" in POLICY
    assert STYLE in page(contract.document())


def test_words_of_the_description_are_never_markup():
    told = {"title": "<b>", "version": "1", "description": "`<i>` & <script>alert(1)</script>"}
    document = {"info": told, "tags": [], "paths": {}, "components": {"schemas": {}}}

    assert "<script>" not in page(document)
    assert "<script>alert(1)</script>" in read(document).text
