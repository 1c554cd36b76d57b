import xml.sax
from xml.sax.handler import feature_external_ges

from lxml import etree


def parsers():
    # ruleid: py-xml-external-entities
    first = etree.XMLParser(resolve_entities=True)
    # ruleid: py-xml-external-entities
    second = etree.XMLParser(load_dtd=True, no_network=False)
    third = xml.sax.make_parser()
    # ruleid: py-xml-external-entities
    third.setFeature(feature_external_ges, True)
    # ok: py-xml-external-entities
    fourth = etree.XMLParser(resolve_entities=False, no_network=True)
    # ok: py-xml-external-entities
    third.setFeature(xml.sax.handler.feature_external_pes, False)
    return first, second, third, fourth
