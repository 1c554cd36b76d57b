class Worker {
    void go(Runnable job) {
        // ruleid: java-thread-run
        new Thread(job).start();
        Thread thread = new Thread(job, "worker");
        // ruleid: java-thread-run
        thread.start();
        // ok: java-thread-run
        thread.start();
        // ok: java-thread-run
        job.run();
        // ok: java-thread-run
        new Thread(job).start();
    }
}
