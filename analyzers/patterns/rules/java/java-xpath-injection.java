import javax.servlet.http.HttpServletRequest;
import javax.xml.xpath.XPath;
import org.w3c.dom.Document;

class Lookup {
    void find(HttpServletRequest request, XPath xpath, Document document) throws Exception {
        String name = request.getParameter("name");
        // ruleid: java-xpath-injection
        xpath.evaluate("//user[@name='" + name + "']", document);
        // ruleid: java-xpath-injection
        xpath.compile("//group[. = '" + request.getHeader("X-Group") + "']");
        // ok: java-xpath-injection
        xpath.evaluate("//user[@name=$name]", document);
        int number = Integer.parseInt(request.getParameter("number"));
        // ok: java-xpath-injection
        xpath.evaluate("//user[" + number + "]", document);
    }
}
