import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

class Redirects {
    private static final Map<String, String> PAGES = Map.of("cart", "/cart");

    void login(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String next = request.getParameter("next");
        // ruleid: java-open-redirect
        response.sendRedirect(next);
    }

    void back(HttpServletRequest request, HttpServletResponse response) {
        // ruleid: java-open-redirect
        response.setHeader("Location", request.getHeader("Referer"));
    }

    void right(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String query = URLEncoder.encode(request.getParameter("q"), StandardCharsets.UTF_8);
        if (query.isEmpty()) {
            // ok: java-open-redirect
            response.sendRedirect("/home");
        }
        // ok: java-open-redirect
        response.sendRedirect("/search?q=" + query);
        // ok: java-open-redirect
        response.sendRedirect("/user/" + request.getParameter("id"));
        // ok: java-open-redirect
        response.sendRedirect(PAGES.getOrDefault(request.getParameter("next"), "/"));
    }
}
