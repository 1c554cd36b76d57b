import java.io.IOException;
import javax.servlet.http.HttpServletRequest;

class Convert {
    void convert(HttpServletRequest request) throws IOException {
        String name = request.getParameter("name");
        // ruleid: java-command-injection
        Runtime.getRuntime().exec("convert " + name + " out.png");
        String command = "du -sh " + request.getHeader("X-Dir");
        // ruleid: java-command-injection
        new ProcessBuilder("sh", "-c", command).start();
        // ok: java-command-injection
        new ProcessBuilder("convert", name, "out.png").start();
        // ok: java-command-injection
        Runtime.getRuntime().exec("sync");
        int pid = Integer.parseInt(request.getParameter("pid"));
        // ok: java-command-injection
        Runtime.getRuntime().exec("kill " + pid);
    }
}
