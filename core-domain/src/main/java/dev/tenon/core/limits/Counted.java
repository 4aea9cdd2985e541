package dev.tenon.core.limits;

import dev.tenon.ports.limits.RateLimitPolicy.PerClass;
import dev.tenon.ports.limits.RequestClass;

/** What is counted together, by the name that callers read. */
enum Counted {
    LOGIN("login"),
    WRITES("writes"),
    READS("reads"),
    API("api");

    private final String policy;

    Counted(String policy) {
        this.policy = policy;
    }

    static Counted of(RequestClass requestClass) {
        return switch (requestClass) {
            case LOGIN -> LOGIN;
            case WRITE -> WRITES;
            case READ -> READS;
        };
    }

    String policy() {
        return policy;
    }

    int limit(PerClass limits) {
        return switch (this) {
            case LOGIN -> limits.login();
            case WRITES -> limits.writes();
            case READS -> limits.reads();
            case API -> 0;
        };
    }
}
