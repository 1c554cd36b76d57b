import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import io.jsonwebtoken.Jwts;
import javax.crypto.SecretKey;

class Tokens {
    void read(String token, SecretKey key, String secret) {
        // ruleid: java-jwt-unverified
        Jwts.parser().setSigningKey(key).parse(token);
        // ruleid: java-jwt-unverified
        Jwts.parserBuilder().setSigningKey(key).build().parseClaimsJwt(token);
        // ruleid: java-jwt-unverified
        Algorithm open = Algorithm.none();
        // ok: java-jwt-unverified
        Jwts.parser().verifyWith(key).build().parseSignedClaims(token);
        // ok: java-jwt-unverified
        JWT.require(Algorithm.HMAC256(secret)).build().verify(token);
        System.out.println(open);
    }
}
