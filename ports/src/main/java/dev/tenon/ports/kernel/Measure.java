package dev.tenon.ports.kernel;

import java.util.function.LongSupplier;

/**
 * A number about Tenon's own running, for whoever watches it: the HTTP adapter shows it at {@code /metrics}.
 *
 * @param name as Prometheus takes it, e.g. {@code tenon_usage_log_dropped_total}
 * @param help one line for people
 * @param type whether it only grows
 * @param value read whenever somebody looks; never waits
 */
public record Measure(String name, String help, Type type, LongSupplier value) {

    /** Whether a number only grows. */
    public enum Type {
        /** Grows from zero at the start of the program; its name ends in {@code _total}. */
        COUNTER,
        /** Goes up and down. */
        GAUGE
    }

    public Measure {
        if (name.endsWith("_total") != (type == Type.COUNTER)) {
            throw new IllegalArgumentException("The names of counters end in _total, and those of others do not");
        }
    }

    /** A number that only grows. */
    public static Measure counter(String name, String help, LongSupplier value) {
        return new Measure(name, help, Type.COUNTER, value);
    }

    /** A number that goes up and down. */
    public static Measure gauge(String name, String help, LongSupplier value) {
        return new Measure(name, help, Type.GAUGE, value);
    }
}
