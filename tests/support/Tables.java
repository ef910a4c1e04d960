import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a JDBC client such as DBeaver asks of a published database, a line an answer: java -cp DRIVER Tables.java URL. */
public class Tables {
    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection(arguments[0])) {
            DatabaseMetaData data = connection.getMetaData();
            tell("table", data.getTables(null, "core", "%", null), "TABLE_NAME", "TABLE_TYPE", "REMARKS");
            tell("column", data.getColumns(null, "core", "fct_fact", "%"), "COLUMN_NAME", "TYPE_NAME", "REMARKS");
            tell("key", data.getPrimaryKeys(null, "core", "fct_fact"), "COLUMN_NAME");
            tell("to", data.getImportedKeys(null, "core", "fct_fact"), "FKCOLUMN_NAME", "PKTABLE_NAME");
            try (Statement statement = connection.createStatement()) {
                tell("row", statement.executeQuery("select name_zh from core.dim_agency order by 1"), "name_zh");
                try {
                    statement.executeUpdate("delete from core.fct_fact");
                } catch (SQLException refused) {
                    System.out.println("refused\t" + refused.getSQLState());
                }
            }
        }
    }

    private static void tell(String what, ResultSet rows, String... columns) throws SQLException {
        while (rows.next()) {
            StringBuilder line = new StringBuilder(what);
            for (String column : columns) {
                line.append('\t').append(rows.getString(column));
            }
            System.out.println(line);
        }
    }
}
