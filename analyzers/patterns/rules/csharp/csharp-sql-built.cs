using System.Data.SqlClient;

class Users
{
    void Find(SqlConnection connection, string name, string state)
    {
        // ruleid: csharp-sql-built
        var command = new SqlCommand("SELECT * FROM users WHERE name = '" + name + "'", connection);
        // ruleid: csharp-sql-built
        command.CommandText = $"DELETE FROM orders WHERE state = '{state}'";
        // ruleid: csharp-sql-built
        connection.Execute($"UPDATE users SET name = '{name}'");
    }

    void Safe(SqlConnection connection, string name, string table)
    {
        // ok: csharp-sql-built
        var command = new SqlCommand("SELECT * FROM users WHERE name = @name", connection);
        command.Parameters.AddWithValue("@name", name);
        // ok: csharp-sql-built
        command.CommandText = $"DELETE FROM {table} WHERE state = 'closed'";
        // ok: csharp-sql-built
        log.Warn($"select a name from the list, not '{name}'");
    }
}
