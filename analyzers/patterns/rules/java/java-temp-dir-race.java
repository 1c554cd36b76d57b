import java.io.File;
import java.io.IOException;
import java.nio.file.Files;

class Work {
    File folder() throws IOException {
        // ruleid: java-temp-dir-race
        File dir = File.createTempFile("work", "");
        dir.delete();
        dir.mkdir();
        return dir;
    }

    File nested() throws IOException {
        // ruleid: java-temp-dir-race
        File dir = File.createTempFile("work", ".d");
        if (dir.delete()) {
            dir.mkdirs();
        }
        return dir;
    }

    File right() throws IOException {
        // ok: java-temp-dir-race
        return Files.createTempDirectory("work").toFile();
    }

    File file() throws IOException {
        // ok: java-temp-dir-race
        File file = File.createTempFile("work", ".txt");
        file.deleteOnExit();
        return file;
    }
}
