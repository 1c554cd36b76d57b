import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.config.annotation.CorsRegistry;

class Cors {
    void mappings(CorsRegistry registry) {
        // ruleid: java-cors-any-origin
        registry.addMapping("/api/**").allowedOriginPatterns("*").allowedMethods("GET").allowCredentials(true);
        // ok: java-cors-any-origin
        registry.addMapping("/public/**").allowedOrigins("*");
        // ok: java-cors-any-origin
        registry.addMapping("/app/**").allowedOrigins("https://app.example.com").allowCredentials(true);
    }

    void filter(HttpServletRequest request, HttpServletResponse response) {
        // ruleid: java-cors-any-origin
        response.setHeader("Access-Control-Allow-Origin", request.getHeader("Origin"));
        // ok: java-cors-any-origin
        response.setHeader("Vary", "Origin");
    }
}
