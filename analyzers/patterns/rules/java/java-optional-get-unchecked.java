import java.util.List;
import java.util.Optional;

class Users {
    String name(List<String> users, UserRepository repository, long id) {
        // ruleid: java-optional-get-unchecked
        String first = users.stream().filter(user -> user.startsWith("a")).findFirst().get();
        // ruleid: java-optional-get-unchecked
        String found = repository.findById(id).get();
        // ok: java-optional-get-unchecked
        String other = users.stream().findFirst().orElse("nobody");
        // ok: java-optional-get-unchecked
        String third = repository.findById(id).orElseThrow(() -> new IllegalStateException("no user " + id));
        Optional<String> last = users.stream().findAny();
        // ok: java-optional-get-unchecked
        return last.isPresent() ? last.get() : first + found + other + third;
    }

    interface UserRepository {
        Optional<String> findById(long id);
    }
}
