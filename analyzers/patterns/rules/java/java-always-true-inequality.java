class States {
    enum State { OPEN, NEW, DONE }

    void check(State state, String name, int code, int other) {
        // ruleid: java-always-true-inequality
        if (state != State.OPEN || state != State.NEW) {
            throw new IllegalStateException();
        }
        // ruleid: java-always-true-inequality
        if (!name.equals("a") || !name.equals("b")) {
            throw new IllegalArgumentException(name);
        }
        // ruleid: java-always-true-inequality
        if (code != 200 || code != 204) {
            return;
        }
        // ok: java-always-true-inequality
        if (state != State.OPEN && state != State.NEW) {
            return;
        }
        // ok: java-always-true-inequality
        if (code != 200 || other != 204) {
            return;
        }
        // ok: java-always-true-inequality
        if (code != 200 || code != other) {
            return;
        }
        // ok: java-always-true-inequality
        System.out.println(name);
    }
}
