package dev.tenon.cli;

import dev.tenon.ports.kernel.Kind;

/** What the command's exit code says to scripts. */
final class ExitCode {

    static final int BUG = 1;
    static final int USAGE = 2;
    static final int UNUSABLE = 12;

    private ExitCode() {}

    static int of(Kind kind) {
        return switch (kind) {
            case MALFORMED -> 2;
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
}
