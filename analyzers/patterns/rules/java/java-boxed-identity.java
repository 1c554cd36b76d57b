class Merge {
    private Long current;

    boolean same(Integer left, Integer right, int count) {
        // ruleid: java-boxed-identity
        if (left == right) {
            return true;
        }
        Long id = 5L;
        Long next = 6L;
        // ruleid: java-boxed-identity
        if (id != next) {
            return false;
        }
        // ok: java-boxed-identity
        if (left == count) {
            return true;
        }
        // ok: java-boxed-identity
        if (left == null) {
            return false;
        }
        int other = 3;
        // ok: java-boxed-identity
        return left.equals(right) && count == other;
    }
}
