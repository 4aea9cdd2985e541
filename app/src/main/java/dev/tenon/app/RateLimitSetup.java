package dev.tenon.app;

import dev.tenon.app.config.Setting;
import dev.tenon.app.config.Settings;
import dev.tenon.ports.limits.RateLimitPolicy;
import dev.tenon.ports.limits.RateLimitPolicy.PerClass;
import java.util.Set;

/** How often callers may ask, as configured. */
final class RateLimitSetup {

    /** No limit. YAML takes a bare {@code off} for {@code false}. */
    private static final Set<String> OFF = Set.of("off", "false", "0");

    private RateLimitSetup() {}

    static RateLimitPolicy policy(Settings settings) {
        return new RateLimitPolicy(
                new PerClass(
                        limit(settings, Setting.RATE_LIMITS_SESSION_LOGIN),
                        limit(settings, Setting.RATE_LIMITS_SESSION_WRITES),
                        limit(settings, Setting.RATE_LIMITS_SESSION_READS)),
                limit(settings, Setting.RATE_LIMITS_KEY),
                new PerClass(
                        limit(settings, Setting.RATE_LIMITS_ADDRESS_LOGIN),
                        limit(settings, Setting.RATE_LIMITS_ADDRESS_WRITES),
                        limit(settings, Setting.RATE_LIMITS_ADDRESS_READS)));
    }

    /** Which callers have limits, for people. */
    static String described(Settings settings) {
        RateLimitPolicy policy = policy(settings);
        return "a minute: sessions " + described(policy.session()) + "; keys " + described(policy.apiKey())
                + "; addresses " + described(policy.address());
    }

    private static String described(PerClass limits) {
        return described(limits.login()) + " logins, " + described(limits.writes()) + " writes, "
                + described(limits.reads()) + " reads";
    }

    private static String described(int limit) {
        return limit == 0 ? "any" : Integer.toString(limit);
    }

    private static int limit(Settings settings, Setting setting) {
        return OFF.contains(settings.text(setting)) ? 0 : settings.number(setting, 0, RateLimitPolicy.HIGHEST);
    }
}
