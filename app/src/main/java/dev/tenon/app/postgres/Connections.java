package dev.tenon.app.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What this package asks the running server: whether it is ours, has our role and database, and is safe. */
record Connections(int port, Credentials credentials) {

    static final String DATABASE = "tenon";

    /** What must hold for an answered request to survive, and for nobody else to listen in. */
    private static final Map<String, String> REQUIRED = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "data_checksums", "on",
            "server_encoding", "UTF8",
            "listen_addresses", "127.0.0.1",
            "password_encryption", "scram-sha-256");

    String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    /** Whether the superuser's password is right and the server's files are this cluster. */
    boolean isServerOf(ServerFiles files) throws SQLException, IOException {
        try (Connection connection = asSuperuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW data_directory")) {
            row.next();
            return Files.isSameFile(Path.of(row.getString(1)), files.cluster());
        }
    }

    /** Makes the role and its database where they are missing, and the role's password the one on file. */
    void provision() throws SQLException {
        try (Connection connection = asSuperuser()) {
            if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", Credentials.APPLICATION_ROLE)) {
                execute(
                        connection,
                        // it makes the restricted role that the product's own statements run under, hence CREATEROLE
                        "CREATE ROLE %s LOGIN CREATEROLE".formatted(Credentials.APPLICATION_ROLE),
                        "GRANT pg_monitor TO %s".formatted(Credentials.APPLICATION_ROLE));
            }
            execute(
                    connection,
                    // generated from letters, digits, - and _ alone
                    "ALTER ROLE %s PASSWORD '%s'".formatted(Credentials.APPLICATION_ROLE, credentials.application()));
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", DATABASE)) {
                execute(connection, "CREATE DATABASE %s OWNER %s".formatted(DATABASE, Credentials.APPLICATION_ROLE));
            }
        }
    }

    /** Whether the product can connect: false where role, password or database are not (yet) as they should be. */
    boolean isProvisioned() throws SQLException {
        try (Connection ignored = asApplication()) {
            return true;
        } catch (SQLException e) {
            if (Failure.of(e) == Failure.REFUSED_LOGIN || Failure.of(e) == Failure.NO_DATABASE) {
                return false;
            }
            throw e;
        }
    }

    /** The settings that are not as they must be, as {@code name = value (must be value)}; normally none. */
    List<String> unsafeSettings() throws SQLException {
        try (Connection connection = asApplication();
                PreparedStatement statement = connection.prepareStatement("""
                        SELECT name, setting
                        FROM pg_settings
                        WHERE name = ANY (?)
                        """)) {
            statement.setArray(
                    1, connection.createArrayOf("text", REQUIRED.keySet().toArray()));
            Map<String, String> found = new TreeMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString("name"), rows.getString("setting"));
                }
            }
            List<String> unsafe = new ArrayList<>();
            new TreeMap<>(REQUIRED).forEach((name, required) -> {
                String actual = found.getOrDefault(name, "absent");
                if (!actual.equals(required)) {
                    unsafe.add("%s = %s (must be %s)".formatted(name, actual, required));
                }
            });
            return unsafe;
        }
    }

    /** Why a connection failed, by its SQLSTATE. */
    enum Failure {
        /** Starting, recovering or stopping. */
        NOT_YET,
        REFUSED_LOGIN,
        NO_DATABASE,
        /** Nobody listens, or the connection broke. */
        UNREACHABLE,
        OTHER;

        static Failure of(SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            return switch (state) {
                case "57P01", "57P02", "57P03" -> NOT_YET;
                case "28P01", "28000" -> REFUSED_LOGIN;
                case "3D000" -> NO_DATABASE;
                default -> state.startsWith("08") ? UNREACHABLE : OTHER;
            };
        }
    }

    private Connection asApplication() throws SQLException {
        return connect(DATABASE, Credentials.APPLICATION_ROLE, credentials.application());
    }

    private Connection asSuperuser() throws SQLException {
        return connect("postgres", Credentials.SUPERUSER_ROLE, credentials.superuser());
    }

    private Connection connect(String database, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "tenon start");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "60");
        return DriverManager.getConnection(jdbcUrl(database), properties);
    }

    private String jdbcUrl(String database) {
        // loopback: asking for encryption first would only cost a round trip per connection
        return "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=disable&gssEncMode=disable".formatted(port, database);
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
