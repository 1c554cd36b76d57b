import java.util.Random;

class Shards {
    int shard(String key, int shards, Random random, int offset) {
        // ruleid: java-negative-hash-index
        int first = Math.abs(key.hashCode()) % shards;
        // ruleid: java-negative-hash-index
        int second = Math.abs(random.nextInt()) % shards;
        // ok: java-negative-hash-index
        int third = Math.floorMod(key.hashCode(), shards);
        // ok: java-negative-hash-index
        int fourth = random.nextInt(shards);
        // ok: java-negative-hash-index
        int fifth = Math.abs(offset) % shards;
        return first + second + third + fourth + fifth;
    }
}
