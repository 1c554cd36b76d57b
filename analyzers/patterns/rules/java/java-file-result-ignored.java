import java.io.File;
import java.io.IOException;
import java.nio.file.Files;

class Cleaner {
    void clean(File old, File folder) throws IOException {
        // ruleid: java-file-result-ignored
        old.delete();
        // ruleid: java-file-result-ignored
        folder.mkdirs();
        // ok: java-file-result-ignored
        Files.delete(old.toPath());
        // ok: java-file-result-ignored
        if (!folder.mkdirs()) {
            throw new IOException("cannot create " + folder);
        }
        // ok: java-file-result-ignored
        old.deleteOnExit();
    }
}
