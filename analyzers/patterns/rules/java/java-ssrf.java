import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;

class Preview {
    private static final Map<String, String> FEEDS = Map.of("news", "https://news.example.com/feed");

    InputStream preview(HttpServletRequest request) throws IOException {
        // ruleid: java-ssrf
        return new URL(request.getParameter("url")).openStream();
    }

    HttpRequest status(HttpServletRequest request) {
        String target = "http://" + request.getParameter("host") + "/status";
        // ruleid: java-ssrf
        return HttpRequest.newBuilder(URI.create(target)).build();
    }

    InputStream feed(HttpServletRequest request) throws IOException {
        // ok: java-ssrf
        return new URL(FEEDS.get(request.getParameter("feed"))).openStream();
    }

    InputStream search(HttpServletRequest request) throws IOException {
        String query = URLEncoder.encode(request.getParameter("q"), StandardCharsets.UTF_8);
        // ok: java-ssrf
        return new URL("https://search.example.com/?q=" + query).openStream();
    }
}
