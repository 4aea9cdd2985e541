package dev.tenon.architecture.planted.nobodyreadstheclockbuttheapplication.jdbi.signin;

import java.time.Instant;
import java.util.function.Supplier;

class JdbiSessionStore {
    Supplier<Instant> now() {
        return Instant::now;
    }
}
