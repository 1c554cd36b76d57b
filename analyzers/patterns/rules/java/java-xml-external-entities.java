import java.io.InputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLInputFactory;
import org.w3c.dom.Document;

class Documents {
    Document read(InputStream in) throws Exception {
        // ruleid: java-xml-external-entities
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(in);
    }

    Document chain(InputStream in) throws Exception {
        // ruleid: java-xml-external-entities
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
    }

    void stream(InputStream in) throws Exception {
        // ruleid: java-xml-external-entities
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.createXMLStreamReader(in);
    }

    Document right(InputStream in) throws Exception {
        // ok: java-xml-external-entities
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(in);
    }

    void rightStream(InputStream in) throws Exception {
        // ok: java-xml-external-entities
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.createXMLStreamReader(in);
    }
}
