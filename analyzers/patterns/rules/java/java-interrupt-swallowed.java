class Poll {
    void poll(Runnable job) {
        while (true) {
            try {
                Thread.sleep(100);
                // ruleid: java-interrupt-swallowed
            } catch (InterruptedException e) {
            }
            try {
                Thread.sleep(200);
                // ruleid: java-interrupt-swallowed
            } catch (final InterruptedException stop) { }
            try {
                Thread.sleep(100);
                // ok: java-interrupt-swallowed
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            try {
                Thread.sleep(100);
                // ok: java-interrupt-swallowed
            } catch (InterruptedException e) {
                // this thread is never interrupted: it belongs to no executor
            }
            job.run();
        }
    }
}
