package dev.tenon.ports.signin.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores which ways of signing in are open (table {@code login_methods}). */
public interface LoginMethodStore {

    /** A way of signing in, as stored. */
    record StoredMethod(String name, @Nullable String description, boolean enabled, Instant updatedAt, long revision) {}

    /** Every way, by name. */
    List<StoredMethod> list();

    /** Every way, by name, their rows locked until the commit: of two who close one each, the second sees what the first did. */
    List<StoredMethod> lockAll();

    /** Adds a way that is open, unless there is one of this name; false then. */
    boolean add(String name, String description, Instant now);

    /** Opens or closes a way, and raises its revision by one. */
    StoredMethod setEnabled(String name, boolean enabled, Instant now);

    /** Whether this way is open; false also if there is no such way. One small statement: asked at every sign-in. */
    boolean isEnabled(String name);
}
