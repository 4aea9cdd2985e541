package dev.tenon.app;

import dev.tenon.ports.flags.FlagContext;
import io.getunleash.UnleashContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Draws callers who are told apart by what is known of them: always a user, a session and a time, the rest of most of them. */
final class Callers {

    private static final Instant MIDDLE = Instant.parse("2026-11-22T00:00:00Z");
    private static final int HOURS = 96;

    private final Random random;

    Callers(Random random) {
        this.random = random;
    }

    Map<String, String> next() {
        Map<String, String> fields = new HashMap<>();
        String user = "user-" + random.nextInt(500);
        fields.put("userId", user);
        fields.put("sessionId", "session-" + random.nextInt(5_000));
        fields.put("environment", one("production", "staging"));
        fields.put("appName", one("shop", "office"));
        long milliseconds = Duration.ofHours(HOURS).toMillis();
        fields.put(
                "currentTime",
                MIDDLE.plusMillis(random.nextLong(-milliseconds, milliseconds)).toString());
        perhaps(fields, "remoteAddress", address());
        perhaps(fields, "email", user + one("@example.org", "@example.net", "@EXAMPLE.org", "@Example.NET"));
        perhaps(fields, "country", one("de", "at", "fr", "DE", ""));
        perhaps(fields, "age", one("18", "18.0", "42.5", "42.50", "-3", "1e2", "17.999", "many", ""));
        perhaps(
                fields,
                "version",
                one(
                        "1.5.0",
                        "1.5.0-beta.2",
                        "1.5.0-beta.11",
                        "1.5.0-alpha",
                        "1.4.99",
                        "2.0.0+build.7",
                        "1.5",
                        "new",
                        ""));
        perhaps(fields, "organizationId", one("o-1", "o-2", "o-3"));
        perhaps(fields, "plan", one("free", "pro", "enterprise"));
        perhaps(fields, "role", one("admin", "owner", "member"));
        return fields;
    }

    private String address() {
        return switch (random.nextInt(5)) {
            case 0 -> "10.1.2.3";
            case 1 -> "10." + random.nextInt(4) + "." + random.nextInt(256) + "." + random.nextInt(256);
            case 2 -> "192.168.0." + random.nextInt(8);
            case 3 -> "2001:db8:" + random.nextInt(4) + "::" + Integer.toHexString(random.nextInt(65_536));
            default -> one("nowhere", "10.1.2", "");
        };
    }

    private String one(String... words) {
        return words[random.nextInt(words.length)];
    }

    private void perhaps(Map<String, String> fields, String name, String value) {
        if (random.nextInt(8) > 0) {
            fields.put(name, value);
        }
    }

    static FlagContext ofTenon(Map<String, String> fields) {
        Map<String, String> more = new HashMap<>(fields);
        FlagContext.Builder context = FlagContext.builder()
                .userId(more.remove("userId"))
                .sessionId(more.remove("sessionId"))
                .environment(more.remove("environment"))
                .appName(more.remove("appName"))
                .currentTime(Instant.parse(String.valueOf(more.remove("currentTime"))))
                .remoteAddress(more.remove("remoteAddress"))
                .organizationId(more.remove("organizationId"))
                .plan(more.remove("plan"));
        String role = more.remove("role");
        return context.roles(role == null ? Set.of() : Set.of(role))
                .properties(more)
                .build();
    }

    /** The SDK knows neither organizations nor plans nor roles: they are properties. */
    static UnleashContext ofUnleash(Map<String, String> fields) {
        Map<String, String> more = new HashMap<>(fields);
        UnleashContext.Builder context = UnleashContext.builder()
                .userId(more.remove("userId"))
                .sessionId(more.remove("sessionId"))
                .environment(more.remove("environment"))
                .appName(more.remove("appName"))
                .currentTime(Instant.parse(String.valueOf(more.remove("currentTime")))
                        .atZone(ZoneOffset.UTC));
        String address = more.remove("remoteAddress");
        if (address != null) {
            context.remoteAddress(address);
        }
        more.forEach(context::addProperty);
        return context.build();
    }
}
