import java.util.Comparator;
import java.util.List;

class Job implements Comparable<Job> {
    int priority;
    String name;

    static class ByPriority implements Comparator<Job> {
        public int compare(Job a, Job b) {
            // ruleid: java-compare-by-subtraction
            return a.priority - b.priority;
        }
    }

    static class ByName implements Comparator<Job> {
        public int compare(Job a, Job b) {
            // ok: java-compare-by-subtraction
            return a.name.compareTo(b.name);
        }
    }

    @Override
    public int compareTo(Job other) {
        // ruleid: java-compare-by-subtraction
        return this.priority - other.priority;
    }

    static void order(List<Job> jobs, List<Integer> numbers) {
        // ruleid: java-compare-by-subtraction
        numbers.sort((a, b) -> a - b);
        // ok: java-compare-by-subtraction
        jobs.sort((a, b) -> Integer.compare(a.priority, b.priority));
        // ok: java-compare-by-subtraction
        jobs.sort(Comparator.comparingInt(job -> job.priority));
    }

    int distance(Job other) {
        // ok: java-compare-by-subtraction
        return priority - other.priority;
    }
}
