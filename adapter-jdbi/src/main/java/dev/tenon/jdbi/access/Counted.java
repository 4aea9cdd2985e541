package dev.tenon.jdbi.access;

import org.jdbi.v3.core.Handle;

/** Lets those who add to a list that can have only so many go one after the other, until their commit. */
final class Counted {

    private Counted() {}

    static void lock(Handle handle, String list) {
        handle.createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(:list, 173))) AS locked")
                .bind("list", "tenon " + list)
                .mapTo(Integer.class)
                .one();
    }
}
