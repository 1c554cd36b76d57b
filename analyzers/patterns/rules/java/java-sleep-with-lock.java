class Retry {
    private final Object lock = new Object();

    void connect(Client client) throws InterruptedException {
        synchronized (lock) {
            while (!client.ready()) {
                // ruleid: java-sleep-with-lock
                Thread.sleep(100);
            }
        }
    }

    synchronized void again(Client client) throws InterruptedException {
        // ruleid: java-sleep-with-lock
        Thread.sleep(100);
        client.ready();
    }

    void right(Client client) throws InterruptedException {
        // ok: java-sleep-with-lock
        Thread.sleep(100);
        synchronized (lock) {
            while (!client.ready()) {
                // ok: java-sleep-with-lock
                lock.wait(100);
            }
        }
    }

    interface Client {
        boolean ready();
    }
}
