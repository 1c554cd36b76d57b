import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

class Table {
    private final Lock lock = new ReentrantLock();
    private final ReentrantLock other = new ReentrantLock();

    void put(Map<String, String> rows, String key, String value) {
        // ruleid: java-lock-not-released
        lock.lock();
        rows.put(key, value);
        lock.unlock();
    }

    String take(Map<String, String> rows, String key) {
        // ruleid: java-lock-not-released
        other.lock();
        String value = rows.remove(key);
        if (value == null) {
            other.unlock();
            return "";
        }
        other.unlock();
        return value;
    }

    void right(Map<String, String> rows, String key, String value) {
        // ok: java-lock-not-released
        lock.lock();
        try {
            rows.put(key, value);
        } finally {
            lock.unlock();
        }
    }

    void inside(Map<String, String> rows, String key) {
        try {
            // ok: java-lock-not-released
            other.lock();
            rows.remove(key);
        } finally {
            other.unlock();
        }
    }
}
