package dev.tenon.cli;

import dev.tenon.ports.kernel.Kind;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What the command's exit code says to scripts. */
public final class ExitCode {

    static final int BUG = 1;
    static final int USAGE = 2;
    static final int INTERRUPTED = 130;
    static final int READER_GONE = 141;

    private ExitCode() {}

    /** The code for refusals of this kind. */
    public static int of(Kind kind) {
        return switch (kind) {
            case MALFORMED -> USAGE;
            case INVALID -> 3;
            case UNAUTHENTICATED -> 4;
            case FORBIDDEN -> 5;
            case NOT_FOUND -> 6;
            case CONFLICT -> 7;
            case GONE -> 8;
            case STALE -> 9;
            case LIMIT_REACHED, TOO_LARGE -> 10;
            case TOO_MANY -> 11;
            case UNAVAILABLE -> 12;
        };
    }

    /** Every code there is and what it means, in rising order. */
    static Map<Integer, String> meanings() {
        Map<Integer, String> meanings = new TreeMap<>();
        meanings.put(0, "done");
        meanings.put(BUG, "a bug in Tenon; --verbose shows where");
        meanings.put(USAGE, "the command line cannot be read, or lacks --yes");
        meanings.put(of(Kind.INVALID), "a value breaks a rule");
        meanings.put(of(Kind.UNAUTHENTICATED), "nobody is signed in");
        meanings.put(of(Kind.FORBIDDEN), "you may not do this");
        meanings.put(of(Kind.NOT_FOUND), "there is no such thing");
        meanings.put(
                of(Kind.CONFLICT),
                "it contradicts what is; audit verify: a row does not fit; blobs: bytes are missing or wrong");
        meanings.put(of(Kind.GONE), "it was there, and is no more");
        meanings.put(of(Kind.STALE), "it was changed in the meantime");
        meanings.put(of(Kind.LIMIT_REACHED), "a limit of the plan is reached");
        meanings.put(of(Kind.TOO_MANY), "too often; try again later");
        meanings.put(
                of(Kind.UNAVAILABLE), "the database, a file or a setting cannot be used; doctor: something is broken");
        meanings.put(INTERRUPTED, "interrupted, or not agreed to");
        meanings.put(READER_GONE, "whoever read the output stopped reading");
        return Collections.unmodifiableMap(meanings);
    }
}
