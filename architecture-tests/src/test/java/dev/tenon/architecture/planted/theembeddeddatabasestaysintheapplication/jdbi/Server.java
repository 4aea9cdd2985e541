package dev.tenon.architecture.planted.theembeddeddatabasestaysintheapplication.jdbi;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

class Server {
    int port(EmbeddedPostgres postgres) {
        return postgres.getPort();
    }
}
