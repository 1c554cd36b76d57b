import java.util.UUID;

class Orders {
    boolean found(Long id, Integer count, String name, UUID key, int number, long total) {
        // ruleid: java-equals-mismatched-types
        if (id.equals(number)) {
            return true;
        }
        // ruleid: java-equals-mismatched-types
        if (name.equals(key)) {
            return true;
        }
        // ruleid: java-equals-mismatched-types
        if (count.equals(total)) {
            return true;
        }
        // ok: java-equals-mismatched-types
        if (id.equals(total)) {
            return true;
        }
        // ok: java-equals-mismatched-types
        if (name.equals(key.toString())) {
            return true;
        }
        // ok: java-equals-mismatched-types
        return count.equals(number);
    }
}
