import java.security.SecureRandom;
import java.util.Random;

class Reset {
    private final Random random = new Random();

    String[] reset() {
        // ruleid: java-predictable-token
        String token = Long.toHexString(new Random().nextLong());
        // ruleid: java-predictable-token
        int otp = random.nextInt(1000000);
        // ruleid: java-predictable-token
        String sessionId = "s" + Math.random();
        SecureRandom secure = new SecureRandom();
        // ok: java-predictable-token
        int pin = secure.nextInt(10000);
        // ok: java-predictable-token
        int delay = random.nextInt(100);
        byte[] salt = new byte[16];
        // ok: java-predictable-token
        secure.nextBytes(salt);
        return new String[] {token, sessionId, "" + otp + pin + delay};
    }
}
