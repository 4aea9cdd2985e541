package dev.tenon.core.signin;

import dev.tenon.ports.signin.LoginMethodRefusal;
import dev.tenon.ports.signin.spi.LoginMethodStore;

/**
 * Whether a way of signing in is open. Asked of the database at every attempt, by one statement over a table of a few rows,
 * so that closing it counts on every server from the next attempt on; and before anything is looked up about the person, so
 * that everybody hears the same.
 */
record EnabledMethods(LoginMethodStore methods) {

    /** Refuses with {@link LoginMethodRefusal#DISABLED} if the way is closed. */
    void require(String name) {
        if (!methods.isEnabled(name)) {
            throw LoginMethodRefusal.DISABLED.refusal();
        }
    }
}
