package dev.tenon.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * What it costs to ask with an API key: against a session on the same server, and against a server that keeps no log of what
 * came with keys.
 */
record KeyMeasure(Bench bench) {

    private static final int CONNECTIONS = 16;
    private static final int ROUNDS = 8;

    void addTo(Table table) throws IOException, InterruptedException, SQLException {
        try (ServerProcess logging = bench.startTenon("-Xmx512m", false);
                ServerProcess silent = bench.startTenon("TENON_API_USAGE_LOG", "false")) {
            Session session = bench.signIn(logging.port());
            String made = session.post(logging.port(), "/v1/api-keys", "{\"permissions\":\"read\"}");
            List<String> key = List.of("Authorization: Bearer " + Session.text(made, "key") + "\r\n");
            Load withKey = Load.get(logging.port(), "/v1/api-keys/current", key, CONNECTIONS);
            Load withKeySilent = Load.get(silent.port(), "/v1/api-keys/current", key, CONNECTIONS);

            Benchmarks.say("GET /v1/api-keys/current, with and without the log of what came with keys");
            new Duel(logging, silent, bench.database().server())
                    .fight(withKey, withKeySilent, ROUNDS)
                    .addTo(table, "key check with its usage logged / not logged", 0.9);

            Benchmarks.say("GET /v1/me with a key and with a session");
            Load me = Load.get(silent.port(), "/v1/me", List.of(session.header()), CONNECTIONS);
            Load meWithKey = Load.get(silent.port(), "/v1/me", key, CONNECTIONS);
            new Duel(silent, silent, bench.database().server())
                    .fight(meWithKey, me, ROUNDS)
                    .addTo(table, "GET /v1/me with a key, two trips / with a session, one", 0.5);
        }
    }
}
