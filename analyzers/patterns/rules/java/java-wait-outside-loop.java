import java.util.Queue;

class Inbox {
    String take(Queue<String> queue) throws InterruptedException {
        synchronized (queue) {
            if (queue.isEmpty()) {
                // ruleid: java-wait-outside-loop
                queue.wait();
            }
            return queue.remove();
        }
    }

    synchronized void ready(boolean done) throws InterruptedException {
        if (!done) {
            // ruleid: java-wait-outside-loop
            wait();
        }
    }

    String right(Queue<String> queue) throws InterruptedException {
        synchronized (queue) {
            while (queue.isEmpty()) {
                // ok: java-wait-outside-loop
                queue.wait();
            }
            return queue.remove();
        }
    }

    void process(Process process) throws InterruptedException {
        // ok: java-wait-outside-loop
        process.waitFor();
    }
}
