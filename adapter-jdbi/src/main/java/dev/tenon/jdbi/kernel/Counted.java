package dev.tenon.jdbi.kernel;

import org.jdbi.v3.core.Handle;

/** Lets those who add to a list that can have only so many go one after the other, until their commit. */
public final class Counted {

    private Counted() {}

    /** Waits for whoever adds to this list, and has others wait. */
    public static void lock(Handle handle, String list) {
        handle.createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(:list, 173))) AS locked")
                .bind("list", "tenon " + list)
                .mapTo(Integer.class)
                .one();
    }
}
