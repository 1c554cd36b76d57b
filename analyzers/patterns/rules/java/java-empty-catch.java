import java.io.IOException;

class Store {
    void save(Cache cache) {
        try {
            cache.store();
            // ruleid: java-empty-catch
        } catch (Exception e) {
        }
        try {
            cache.sync();
            // ruleid: java-empty-catch
        } catch (final Throwable error) {}
        try {
            cache.trim();
            // ok: java-empty-catch
        } catch (Exception ignored) {
        }
        try {
            cache.close();
            // ok: java-empty-catch
        } catch (IOException e) {
        }
        try {
            cache.store();
            // ok: java-empty-catch
        } catch (RuntimeException e) {
            // storing is best effort
        }
    }

    interface Cache {
        void store();

        void sync();

        void trim();

        void close() throws IOException;
    }
}
