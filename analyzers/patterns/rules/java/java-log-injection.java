import javax.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class Audit {
    private static final Logger log = LoggerFactory.getLogger(Audit.class);

    void login(HttpServletRequest request) {
        String user = request.getParameter("user");
        // ruleid: java-log-injection
        log.warn("login failed for " + user);
        // ruleid: java-log-injection
        log.info("agent {}", request.getHeader("User-Agent"));
        // ok: java-log-injection
        log.warn("login failed for {}", user.replaceAll("[\r\n]", "_"));
        // ok: java-log-injection
        log.info("login failed");
        int item = Integer.parseInt(request.getParameter("item"));
        // ok: java-log-injection
        log.info("item {}", item);
    }
}
