import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

class Cleaner {
    void remove(Statement statement, String name, String day, String table) throws SQLException {
        // ruleid: java-sql-quoted-value
        statement.executeUpdate("DELETE FROM users WHERE name = '" + name + "'");
        // ruleid: java-sql-quoted-value
        statement.executeQuery(String.format("SELECT * FROM log WHERE day = '%s'", day));
        // ok: java-sql-quoted-value
        statement.executeQuery("SELECT count(*) FROM " + table);
        // ok: java-sql-quoted-value
        statement.executeQuery("SELECT * FROM log WHERE day = '2024-01-01'");
        // ok: java-sql-quoted-value
        PreparedStatement right = statement.getConnection().prepareStatement("DELETE FROM users WHERE name = ?");
        right.setString(1, name);
    }
}
