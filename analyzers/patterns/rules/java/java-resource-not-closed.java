import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.InputStream;

class Files {
    private InputStream kept;

    int first(File file) throws IOException {
        // ruleid: java-resource-not-closed
        InputStream in = new FileInputStream(file);
        int value = in.read();
        return value;
    }

    void write(File file, String[] rows) throws IOException {
        // ruleid: java-resource-not-closed
        FileWriter out = new FileWriter(file);
        for (String row : rows) {
            out.write(row);
        }
        out.flush();
    }

    int right(File file) throws IOException {
        // ok: java-resource-not-closed
        try (InputStream in = new FileInputStream(file)) {
            return in.read();
        }
    }

    int closed(File file) throws IOException {
        // ok: java-resource-not-closed
        FileReader in = new FileReader(file);
        try {
            return in.read();
        } finally {
            in.close();
        }
    }

    InputStream open(File file) throws IOException {
        // ok: java-resource-not-closed
        FileInputStream in = new FileInputStream(file);
        return in;
    }

    String first(String path) throws IOException {
        // ok: java-resource-not-closed
        try (FileReader in = new FileReader(path);
                BufferedReader reader = new BufferedReader(in)) {
            return reader.readLine();
        }
    }

    String wrapped(File file) throws IOException {
        // ok: java-resource-not-closed
        FileReader in = new FileReader(file);
        try (BufferedReader reader = new BufferedReader(in)) {
            return reader.readLine();
        }
    }
}
