package dev.tenon.ports.limits;

/**
 * How many requests a minute each sort of caller may make. 0 sets no limit.
 *
 * @param session of each session
 * @param apiKey of each API key, whatever it asks; a plan with more {@code api-requests-per-minute} raises it
 * @param address of each network address that comes without session and key
 */
public record RateLimitPolicy(PerClass session, int apiKey, PerClass address) {

    /** The highest limit, in requests a minute; whoever wants more sets none. */
    public static final int HIGHEST = 10_000_000;

    /** Limits of one sort of caller, in requests a minute. */
    public record PerClass(int login, int writes, int reads) {

        public PerClass {
            check(login);
            check(writes);
            check(reads);
        }

        /** The limit of a class. */
        public int of(RequestClass requestClass) {
            return switch (requestClass) {
                case LOGIN -> login;
                case WRITE -> writes;
                case READ -> reads;
            };
        }
    }

    public RateLimitPolicy {
        check(apiKey);
    }

    /** Ceilings against programs that run wild: an operator who knows the product's callers lowers them. */
    public static RateLimitPolicy standard() {
        return new RateLimitPolicy(new PerClass(600, 60_000, 3_000_000), 600, new PerClass(6_000, 60_000, 60_000));
    }

    /** No limits at all. */
    public static RateLimitPolicy none() {
        return new RateLimitPolicy(new PerClass(0, 0, 0), 0, new PerClass(0, 0, 0));
    }

    private static void check(int limit) {
        if (limit < 0 || limit > HIGHEST) {
            throw new IllegalArgumentException("A limit is 0 for none, or up to " + HIGHEST + " requests a minute");
        }
    }
}
