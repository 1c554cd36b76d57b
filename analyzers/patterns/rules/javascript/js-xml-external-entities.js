const libxmljs = require("libxmljs");

function read(text) {
  // ruleid: js-xml-external-entities
  const first = libxmljs.parseXml(text, { noent: true });
  // ruleid: js-xml-external-entities
  const second = libxmljs.parseXmlString(text, { nonet: false, noent: true });
  // ok: js-xml-external-entities
  const third = libxmljs.parseXml(text);
  // ok: js-xml-external-entities
  const fourth = libxmljs.parseXml(text, { noent: false, nonet: true });
  return [first, second, third, fourth];
}
