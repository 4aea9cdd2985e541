package dev.tenon.cli;

import dev.tenon.ports.kernel.Kind;

/** The command itself stops, before or without a refusal of Tenon; the message says why and what to do. */
public final class Stopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** Stops with the exit code of this kind. */
    public Stopped(Kind kind, String message) {
        this(ExitCode.of(kind), message);
    }

    private Stopped(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /** Stops because the person who was asked did not agree. */
    static Stopped declined() {
        return new Stopped(ExitCode.INTERRUPTED, "Nothing was changed.");
    }

    int exitCode() {
        return exitCode;
    }
}
