import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.servlet.http.HttpServletRequest;

class Downloads {
    private static final Path UPLOADS = Path.of("/srv/uploads");

    byte[] read(HttpServletRequest request) throws IOException {
        File file = new File("/srv/uploads", request.getParameter("name"));
        // ruleid: java-path-traversal
        return new FileInputStream(file).readAllBytes();
    }

    void remove(HttpServletRequest request) throws IOException {
        // ruleid: java-path-traversal
        Files.delete(UPLOADS.resolve(request.getParameter("old")));
    }

    byte[] checked(HttpServletRequest request) throws IOException {
        Path file = UPLOADS.resolve(request.getParameter("name")).normalize();
        if (!file.startsWith(UPLOADS)) {
            throw new IllegalArgumentException("no such file");
        }
        // ok: java-path-traversal
        return Files.readAllBytes(file);
    }

    String fixed(HttpServletRequest request) throws IOException {
        int number = Integer.parseInt(request.getParameter("page"));
        // ok: java-path-traversal
        return Files.readString(UPLOADS.resolve("page" + number));
    }
}
