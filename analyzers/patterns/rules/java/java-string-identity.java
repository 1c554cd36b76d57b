import java.util.Objects;

class Access {
    static final int LIMIT = 3;

    boolean allowed(String role, String owner, String user, int tries) {
        // ruleid: java-string-identity
        if (role == "admin") {
            return true;
        }
        // ruleid: java-string-identity
        if (owner != user) {
            return false;
        }
        // ok: java-string-identity
        if (role == null || tries == LIMIT) {
            return false;
        }
        // ok: java-string-identity
        if ("guest".equals(role)) {
            return false;
        }
        // ok: java-string-identity
        return Objects.equals(owner, user);
    }
}
