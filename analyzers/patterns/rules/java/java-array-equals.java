import java.util.Arrays;
import java.util.Objects;

class Digests {
    boolean check(byte[] digest, byte[] expected, String[] names, String name) {
        // ruleid: java-array-equals
        if (digest.equals(expected)) {
            return true;
        }
        // ruleid: java-array-equals
        int code = names.hashCode();
        // ok: java-array-equals
        if (Arrays.equals(digest, expected)) {
            return true;
        }
        // ok: java-array-equals
        if (names[0].equals(name)) {
            return code > 0;
        }
        // ok: java-array-equals
        return Objects.equals(name, names[1]);
    }
}
