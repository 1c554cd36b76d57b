import java.io.IOException;
import java.io.PrintWriter;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.owasp.encoder.Encode;

class Hello {
    void hello(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getParameter("name");
        // ruleid: java-response-xss
        response.getWriter().println("<h1>Hello " + name + "</h1>");
        PrintWriter out = response.getWriter();
        // ruleid: java-response-xss
        out.print(request.getHeader("User-Agent"));
        // ok: java-response-xss
        out.println("<h1>Hello " + Encode.forHtml(name) + "</h1>");
        // ok: java-response-xss
        out.println("<h1>Hello</h1>");
    }
}
