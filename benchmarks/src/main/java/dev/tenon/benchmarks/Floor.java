package dev.tenon.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The least that an HTTP server over PostgreSQL can do with the libraries that Tenon uses: one statement, plain JDBC, no
 * authentication, no limits, no log, no metrics.
 */
public final class Floor {

    private final DataSource dataSource;

    private Floor(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(environment.get("FLOOR_DB_URL"));
        config.setUsername(environment.get("FLOOR_DB_USER"));
        config.setPassword(environment.get("FLOOR_DB_PASSWORD"));
        config.setMaximumPoolSize(Benchmarks.POOL_SIZE);
        Floor floor = new Floor(new HikariDataSource(config));
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .connectionOptions(socket -> socket.tcpNoDelay(true))
                .routing(HttpRouting.builder().get("/rows/{id}", floor::select).post("/rows", floor::insert))
                .build()
                .start();
        System.out.println("Listening on http://127.0.0.1:" + server.port());
    }

    private void select(ServerRequest request, ServerResponse response) throws SQLException {
        UUID id = UUID.fromString(request.path().pathParameters().get("id"));
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT id, email, status FROM users WHERE id = ?")) {
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                response.header(HeaderNames.CONTENT_TYPE, "application/json");
                response.send("{\"id\":\"" + row.getObject(1, UUID.class) + "\",\"email\":\"" + row.getString(2)
                        + "\",\"status\":\"" + row.getString(3) + "\"}");
            }
        }
    }

    private void insert(ServerRequest request, ServerResponse response) throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "INSERT INTO floor_users (id, email, password_hash) VALUES (?, ?, '!')")) {
            statement.setObject(1, id);
            statement.setString(2, request.content().as(String.class));
            statement.executeUpdate();
        }
        response.status(Status.CREATED_201);
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.send("{\"id\":\"" + id + "\"}");
    }
}
