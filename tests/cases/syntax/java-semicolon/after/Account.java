package bank;

import java.util.ArrayList;
import java.util.List;

public class Account {
    private final String owner;
    private final List<Long> moves = new ArrayList<>();

    public Account(String owner) {
        this.owner = owner
    }

    public long balance() {
        long sum = 0;
        for (int i = 0; i < moves.size(); i++) {
            sum += moves.get(i);
        }
        return sum;
    }

    public void move(long amount, boolean force) {
        if (balance() + amount < 0 && !force) {
            throw new IllegalStateException(owner + " has no cover");
        }
        moves.add(amount);
        int[] sizes = {1, 2, 3};
        moves.removeIf(m -> m == sizes[0]);
    }
}
