import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

class Jobs {
    void prune(List<String> jobs, Map<String, Integer> ages) {
        for (String job : jobs) {
            if (job.isEmpty()) {
                // ruleid: java-changed-while-iterating
                jobs.remove(job);
            }
        }
        for (String name : ages.keySet()) {
            if (ages.get(name) > 10) {
                // ruleid: java-changed-while-iterating
                ages.remove(name);
            }
        }
        for (String job : jobs) {
            if (job.isEmpty()) {
                // ok: java-changed-while-iterating
                jobs.remove(job);
                break;
            }
        }
        for (String job : new ArrayList<>(jobs)) {
            // ok: java-changed-while-iterating
            jobs.remove(job);
        }
        CopyOnWriteArrayList<String> snapshot = new CopyOnWriteArrayList<>(jobs);
        for (String job : snapshot) {
            // ok: java-changed-while-iterating
            snapshot.remove(job);
        }
        // ok: java-changed-while-iterating
        jobs.removeIf(String::isEmpty);
    }
}
