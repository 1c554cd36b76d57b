import jakarta.servlet.http.HttpServletRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

class Users {
    ResultSet find(HttpServletRequest request, Connection connection) throws SQLException {
        String name = request.getParameter("name");
        Statement statement = connection.createStatement();
        // ruleid: java-sql-injection
        statement.executeQuery("SELECT * FROM users WHERE name = '" + name + "'");
        String sql = String.format("DELETE FROM orders WHERE state = '%s'", request.getParameter("state"));
        // ruleid: java-sql-injection
        statement.executeUpdate(sql);
        // ok: java-sql-injection
        statement.executeQuery("SELECT count(*) FROM users");
        int limit = Integer.parseInt(request.getParameter("limit"));
        // ok: java-sql-injection
        statement.executeQuery("SELECT * FROM users LIMIT " + limit);
        // ok: java-sql-injection
        PreparedStatement prepared = connection.prepareStatement("SELECT * FROM users WHERE name = ?");
        prepared.setString(1, name);
        return prepared.executeQuery();
    }
}
