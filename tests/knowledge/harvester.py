"""A harvester for the tests: asks, holds every answer against the schemas, follows the tokens."""

from pathlib import Path

from lxml import etree

SCHEMA = etree.XMLSchema(file=str(Path(__file__).parent.parent / "data" / "oai" / "answer.xsd"))
NAMES = {
    "o": "http://www.openarchives.org/OAI/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def ask(client, by="get", **arguments):
    """Return the root of a valid answer. `from_` stands for `from`."""
    response = getattr(client, by)("/oai/", {name.rstrip("_"): words for name, words in arguments.items()})
    assert (response.status_code, response["Content-Type"]) == (200, "text/xml; charset=utf-8")
    root = etree.fromstring(response.content)
    SCHEMA.assertValid(root)
    return root


def listed(client, verb="ListRecords", **arguments):
    return ask(client, verb=verb, metadataPrefix="oai_dc", **arguments)


def error(root):
    """Return the code of the refusal, or None."""
    found = root.find("o:error", NAMES)
    return None if found is None else found.get("code")


def headers(root):
    """Return the numbers of the articles with whether they are gone, in order."""
    return [
        (int(one.findtext("o:identifier", namespaces=NAMES).rpartition("/")[2]), one.get("status"))
        for one in root.iterfind(".//o:header", NAMES)
    ]


def texts(root, name):
    return [one.text for one in root.iterfind(f".//{name}", NAMES)]


def token(root):
    return root.findtext(".//o:resumptionToken", namespaces=NAMES)


def harvest(client, verb="ListRecords", **arguments):
    """Return the headers of a whole list, and how many answers it took."""
    root, found, answers = listed(client, verb, **arguments), [], 1
    found += headers(root)
    while going_on := token(root):
        root = ask(client, verb=verb, resumptionToken=going_on)
        found += headers(root)
        answers += 1
    return found, answers
