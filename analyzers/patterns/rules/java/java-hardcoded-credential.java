import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.crypto.spec.SecretKeySpec;

class Connections {
    Connection open(String url, Pool pool) throws SQLException {
        // ruleid: java-hardcoded-credential
        Connection first = DriverManager.getConnection(url, "app", "n3ver-ch4nged");
        // ruleid: java-hardcoded-credential
        SecretKeySpec key = new SecretKeySpec("9fa1c7e2b4d84e6a".getBytes(), "AES");
        // ruleid: java-hardcoded-credential
        pool.setPassword("n3ver-ch4nged");
        // ok: java-hardcoded-credential
        Connection second = DriverManager.getConnection(url, "app", System.getenv("DB_PASSWORD"));
        // ok: java-hardcoded-credential
        pool.setPassword("your-password-1");
        // ok: java-hardcoded-credential
        pool.setName("primary-pool-1");
        return first.isClosed() ? second : first;
    }

    interface Pool {
        void setPassword(String password);

        void setName(String name);
    }
}
