package dev.tenon.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Flags of every kind, as bodies of requests; drawn from a seed where it does not matter. */
final class VariedFlags {

    /** For beta testers in two countries. */
    static final Map<String, Object> SEGMENT = Map.of(
            "name",
            "testers",
            "constraints",
            List.of(constraint("country", "IN", List.of("de", "fr")), one("email", "REGEX", "^user-[0-9]*[02468]@")));

    private final Random random;
    private final List<Map<String, Object>> flags = new ArrayList<>();

    private VariedFlags(long seed) {
        this.random = new Random(seed);
    }

    /** In an order in which they can be made. */
    static List<Map<String, Object>> drawnFrom(long seed) {
        VariedFlags drawn = new VariedFlags(seed);
        drawn.addRollouts();
        drawn.addLists();
        drawn.addOperators();
        drawn.addVariants();
        drawn.addTheRest();
        return drawn.flags;
    }

    private void addRollouts() {
        for (String stickiness : List.of("default", "userId", "sessionId", "country")) {
            flag(
                    "rollout-by-" + stickiness,
                    strategy("flexibleRollout", Map.of("rollout", percent(), "stickiness", stickiness)));
        }
        flag(
                "rollout-in-group",
                strategy("flexibleRollout", Map.of("rollout", "0", "groupId", "none")),
                strategy("flexibleRollout", Map.of("rollout", percent(), "groupId", "shared")));
        flag("first-days-by-user", strategy("gradualRolloutUserId", Map.of("percentage", percent(), "groupId", "old")));
        flag(
                "first-days-by-session",
                strategy("gradualRolloutSessionId", Map.of("percentage", percent(), "groupId", "")));
    }

    private void addLists() {
        flag("for-users", strategy("userWithId", Map.of("userIds", "user-1, user-22,user-333")));
        flag("for-addresses", strategy("remoteAddress", Map.of("IPs", "10.1.2.3, 10.2.0.0/16,2001:db8:1::/48")));
        flag("for-organizations", strategy("organizations", Map.of("organizationIds", "o-1, o-2")));
        flag("for-plans", strategy("plans", Map.of("plans", "pro,enterprise")));
        flag("for-roles", strategy("roles", Map.of("roles", "admin, owner")));
    }

    private void addOperators() {
        operator("in", constraint("country", "IN", List.of("de", "at")));
        operator("not-in", constraint("country", "NOT_IN", List.of("de", "at")));
        operator("starts", constraint("email", "STR_STARTS_WITH", List.of("user-1", "USER-2")));
        operator("ends", constraint("email", "STR_ENDS_WITH", List.of("@example.org", "@EXAMPLE.net")));
        operator("contains", constraint("email", "STR_CONTAINS", List.of("7", "Example.N")));
        for (String comparison : List.of("EQ", "GT", "GTE", "LT", "LTE")) {
            operator("number-" + comparison, one("age", "NUM_" + comparison, comparison.equals("EQ") ? "18" : "42.5"));
            operator("version-" + comparison, one("version", "SEMVER_" + comparison, "1.5.0-beta.2"));
        }
        operator("after", one("currentTime", "DATE_AFTER", "2026-11-20T12:00:00.500Z"));
        operator("before", one("currentTime", "DATE_BEFORE", "2026-11-24T00:00:00Z"));
        operator("expression", one("email", "REGEX", "^user-(1|2)[0-9]{2,3}@example\\.(org|net)$"));
        operator(
                "network",
                constraint("remoteAddress", "IN_CIDR", List.of("10.1.0.0/17", "192.168.0.0/30", "2001:db8::/47")));
        flag(
                "folded",
                everyone(Map.of(
                        "contextName",
                        "email",
                        "operator",
                        "STR_ENDS_WITH",
                        "values",
                        List.of("@EXAMPLE.ORG"),
                        "caseInsensitive",
                        true)));
        flag(
                "folded-expression",
                everyone(Map.of(
                        "contextName",
                        "email",
                        "operator",
                        "REGEX",
                        "value",
                        "@EXAMPLE\\.NET$",
                        "caseInsensitive",
                        true)));
        flag("by-role", everyone(constraint("role", "NOT_IN", List.of("admin"))));
    }

    /** The operator as it is and the other way around, the latter with a rollout besides. */
    private void operator(String name, Map<String, Object> constraint) {
        flag(name, everyone(constraint));
        Map<String, Object> inverted = new LinkedHashMap<>(constraint);
        inverted.put("inverted", true);
        flag(
                "not-" + name + "-rolled-out",
                Map.of(
                        "name", "flexibleRollout",
                        "parameters", Map.of("rollout", percent()),
                        "constraints", List.of(inverted)));
    }

    private void addVariants() {
        List<Map<String, Object>> several = List.of(
                variant("text", 350, "string", "Good day"),
                variant("number", 150, "number", "42"),
                variant("object", 0, "json", "{\"a\": 1}"),
                variant("list", 500, "csv", "a,b"));
        flagWith("variants", Map.of("variants", several), everyone());
        flagWith(
                "variants-rolled-out",
                Map.of("variants", several),
                strategy("flexibleRollout", Map.of("rollout", percent())));
        flagWith(
                "overridden",
                Map.of(
                        "variants",
                        List.of(
                                Map.of("name", "a", "weight", 1),
                                Map.of(
                                        "name",
                                        "b",
                                        "weight",
                                        1,
                                        "overrides",
                                        List.of(
                                                Map.of("contextName", "country", "values", List.of("de", "fr")),
                                                Map.of(
                                                        "contextName",
                                                        "userId",
                                                        "values",
                                                        List.of("user-5", "user-6")))))),
                everyone());
        flagWith(
                "sticky-variants",
                Map.of(
                        "variants",
                        List.of(
                                Map.of("name", "a", "weight", 333, "stickiness", "sessionId"),
                                Map.of("name", "b", "weight", 333, "stickiness", "sessionId"),
                                Map.of("name", "c", "weight", 334, "stickiness", "sessionId"))),
                everyone());
        flagWith(
                "variants-of-a-strategy",
                Map.of("variants", List.of(Map.of("name", "for the others", "weight", 1000))),
                Map.of(
                        "name", "flexibleRollout",
                        "parameters", Map.of("rollout", "50", "stickiness", "sessionId", "groupId", "g"),
                        "variants", List.of(Map.of("name", "x", "weight", 500), Map.of("name", "y", "weight", 500))),
                everyone());
    }

    private void addTheRest() {
        flagWith("scheduled", Map.of("enabledFrom", "2026-11-20T00:00:00Z", "enabledUntil", "2026-11-24T00:00:00Z"));
        flagWith(
                "scheduled-rolled-out",
                Map.of("enabledFrom", "2026-11-22T06:30:00Z"),
                strategy("flexibleRollout", Map.of("rollout", percent())));
        flag("in-a-segment", Map.of("name", "default", "segments", List.of("testers")));
        flagWith("after-another", Map.of("dependencies", List.of(Map.of("flag", "in"))));
        flagWith(
                "unless-another",
                Map.of("dependencies", List.of(Map.of("flag", "rollout-by-default", "enabled", false))));
        flagWith(
                "after-a-variant",
                Map.of(
                        "dependencies",
                        List.of(
                                Map.of("flag", "variants", "variants", List.of("text", "list")),
                                Map.of("flag", "in-a-segment"))));
        flag(
                "any-of-three",
                Map.of("name", "userWithId", "parameters", Map.of("userIds", "user-9"), "disabled", true),
                strategy("plans", Map.of("plans", "pro")),
                everyone(constraint("country", "IN", List.of("at"))));
        flag("nobody", Map.of("name", "default", "disabled", true));
        flagWith("elsewhere", Map.of("environments", List.of("another")));
        flagWith("off", Map.of("isEnabled", false));
        flag("for-everyone");
    }

    // ---- what they are made of

    @SafeVarargs
    private void flag(String name, Map<String, Object>... strategies) {
        flagWith(name, Map.of(), strategies);
    }

    @SafeVarargs
    private void flagWith(String name, Map<String, Object> more, Map<String, Object>... strategies) {
        Map<String, Object> flag = new LinkedHashMap<>();
        flag.put("name", name);
        flag.put("isEnabled", true);
        flag.put("strategies", List.of(strategies));
        flag.putAll(more);
        flags.add(flag);
    }

    @SafeVarargs
    private static Map<String, Object> everyone(Map<String, Object>... constraints) {
        return Map.of("name", "default", "constraints", List.of(constraints));
    }

    private static Map<String, Object> strategy(String name, Map<String, String> parameters) {
        return Map.of("name", name, "parameters", parameters);
    }

    private static Map<String, Object> constraint(String field, String operator, List<String> values) {
        return Map.of("contextName", field, "operator", operator, "values", values);
    }

    private static Map<String, Object> one(String field, String operator, String value) {
        return Map.of("contextName", field, "operator", operator, "value", value);
    }

    private static Map<String, Object> variant(String name, int weight, String type, String payload) {
        return Map.of("name", name, "weight", weight, "payload", Map.of("type", type, "value", payload));
    }

    private String percent() {
        return String.valueOf(random.nextInt(20, 80));
    }
}
