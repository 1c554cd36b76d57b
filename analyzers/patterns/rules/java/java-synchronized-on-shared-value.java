class Accounts {
    private Integer count = 0;
    private final Object lock = new Object();

    void update() {
        // ruleid: java-synchronized-on-shared-value
        synchronized ("accounts") {
            touch();
        }
        // ruleid: java-synchronized-on-shared-value
        synchronized (count) {
            count++;
        }
        // ok: java-synchronized-on-shared-value
        synchronized (lock) {
            count++;
        }
        // ok: java-synchronized-on-shared-value
        synchronized (this) {
            touch();
        }
    }

    void touch() {
        System.out.println(count);
    }
}
