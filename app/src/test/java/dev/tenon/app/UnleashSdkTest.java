package dev.tenon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.app.TestClockServer.Person;
import dev.tenon.ports.flags.ChosenVariant;
import dev.tenon.ports.flags.FeatureFlagPatch;
import dev.tenon.ports.flags.FeatureFlags;
import dev.tenon.ports.flags.FlagContext;
import dev.tenon.ports.flags.FlagEngine;
import dev.tenon.ports.flags.FlagEvaluation;
import dev.tenon.ports.flags.FlagEvaluator;
import dev.tenon.ports.flags.VariantPayload;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.JsonText;
import io.getunleash.DefaultUnleash;
import io.getunleash.Unleash;
import io.getunleash.UnleashContext;
import io.getunleash.UnleashException;
import io.getunleash.util.UnleashConfig;
import io.getunleash.util.UnleashScheduledExecutor;
import io.getunleash.variant.Variant;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SDK of Unleash for Java, unchanged, against a whole server: it evaluates by itself what it has fetched from there. */
class UnleashSdkTest {

    private static final Actor OPERATOR = Actor.operator("root");
    private static final Instant NOW = Instant.parse("2026-11-22T14:00:00Z");
    private static final long SEED = 2026_11_22;
    private static final int CONTEXTS = 10_000;
    private static final int FLAGS_OF_EACH = 6;

    /** Their operators, SEMVER_GTE, SEMVER_LTE and IN_CIDR, are newer than the engine of the SDK: for it these flags are off. */
    private static final Set<String> UNKNOWN_TO_THE_SDK = Set.of(
            "version-GTE",
            "version-LTE",
            "network",
            "not-version-GTE-rolled-out",
            "not-version-LTE-rolled-out",
            "not-network-rolled-out");

    private static final long FETCHING = 7;
    private static final long METRICS = 11;

    @TempDir
    static Path directory;

    private static TestClockServer server;
    private static Person admin;
    private static List<String> names;
    private static String key;

    @BeforeAll
    static void open() {
        server = TestClockServer.start(directory.resolve("data"), NOW, Map.of());
        admin = server.person("admin@example.org", "admin");
        admin.post("/v1/feature-flag-segments", VariedFlags.SEGMENT);
        List<Map<String, Object>> flags = VariedFlags.drawnFrom(SEED);
        names = flags.stream().map(flag -> String.valueOf(flag.get("name"))).toList();
        flags.forEach(flag -> admin.post("/v1/feature-flags", flag));
        key = key("flags:read");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static String key(String... scopes) {
        return admin.post("/v1/api-keys", Map.of("name", "sdk", "scopes", List.of(scopes)))
                .text("key");
    }

    /** Does what the SDK wants to do again and again only when it is told to. */
    private static final class Rounds implements UnleashScheduledExecutor {

        private final Map<Long, Runnable> byPeriod = new HashMap<>();

        @Override
        public void setInterval(Runnable command, long initialDelaySec, long periodSec) {
            byPeriod.put(periodSec, command);
        }

        @Override
        public Future<Void> scheduleOnce(Runnable runnable) {
            runnable.run();
            return CompletableFuture.completedFuture(null);
        }

        void run(long period) {
            Runnable round = byPeriod.get(period);
            assertThat(round).isNotNull();
            round.run();
        }
    }

    private static Unleash sdk(String name, String apiKey, Rounds rounds) {
        return new DefaultUnleash(UnleashConfig.builder()
                .unleashAPI(server.address().resolve("/api").toString())
                .apiKey(apiKey)
                .appName(name)
                .instanceId(name)
                .backupFile(directory.resolve(name + ".json").toString())
                .fetchTogglesInterval(FETCHING)
                .sendMetricsInterval(METRICS)
                .scheduledExecutor(rounds)
                .synchronousFetchOnInitialisation(true)
                .build());
    }

    @Test
    void answers_as_the_server_does_to_ten_thousand_callers() {
        Unleash sdk = sdk("shop", key, new Rounds());
        FeatureFlags flags = server.tenon().featureFlags();
        FlagEvaluator engine = FlagEngine.installed()
                .evaluator(JsonText.of(flags.clientFeatures(OPERATOR).json()));
        Random random = new Random(SEED);
        Callers callers = new Callers(random);
        Set<String> seen = new HashSet<>();
        List<String> differences = new ArrayList<>();

        for (int number = 0; number < CONTEXTS; number++) {
            Map<String, String> fields = callers.next();
            FlagContext context = Callers.ofTenon(fields);
            UnleashContext theirs = Callers.ofUnleash(fields);
            List<String> asked = random.ints(FLAGS_OF_EACH, 0, names.size())
                    .mapToObj(names::get)
                    .distinct()
                    .toList();
            for (FlagEvaluation ours : flags.evaluateFor(OPERATOR, asked, context)) {
                String flag = ours.flag();
                Answer answer = Answer.of(ours);
                Answer byTheSdk = UNKNOWN_TO_THE_SDK.contains(flag)
                        ? answer
                        : Answer.of(sdk.isEnabled(flag, theirs), sdk.getVariant(flag, theirs));
                Answer byTheEngine = Answer.of(engine.evaluate(flag, context));
                if (!answer.equals(byTheSdk) || !answer.equals(byTheEngine)) {
                    differences.add("%s: %s, %s by the SDK and %s by the engine, for %s"
                            .formatted(flag, answer, byTheSdk, byTheEngine, fields));
                }
                seen.add(flag + " " + ours.enabled());
            }
        }

        sdk.shutdown();
        assertThat(differences).isEmpty();
        assertThat(names).hasSizeGreaterThan(30);
        Set<String> neverOn = Set.of("nobody", "elsewhere", "off");
        assertThat(names)
                .as("flags that are on for some and off for others")
                .filteredOn(flag ->
                        !neverOn.contains(flag) && seen.contains(flag + " true") && seen.contains(flag + " false"))
                .hasSizeGreaterThan(names.size() - 12);
        assertThat(seen).doesNotContain("nobody true", "elsewhere true", "off true");
    }

    @Test
    void sees_a_change_after_its_next_fetch() {
        Rounds rounds = new Rounds();
        Unleash sdk = sdk("watcher", key, rounds);
        admin.post("/v1/feature-flags", Map.of("name", "changing", "isEnabled", true));
        UnleashContext ana = UnleashContext.builder().userId("ana").build();
        assertThat(sdk.isEnabled("changing", ana)).isFalse();

        rounds.run(FETCHING);
        boolean made = sdk.isEnabled("changing", ana);
        server.tenon().featureFlags().update(OPERATOR, "changing", FeatureFlagPatch.switched(false), Expected.any());
        boolean stillKnown = sdk.isEnabled("changing", ana);
        rounds.run(FETCHING);
        boolean switchedOff = sdk.isEnabled("changing", ana);

        sdk.shutdown();
        assertThat(made).isTrue();
        assertThat(stillKnown).isTrue();
        assertThat(switchedOff).isFalse();
    }

    @Test
    void tells_which_flags_are_asked_for() {
        Rounds rounds = new Rounds();
        Unleash sdk = sdk("counter", key, rounds);
        admin.post("/v1/feature-flags", Map.of("name", "asked-for", "isEnabled", true));
        admin.post("/v1/feature-flags", Map.of("name", "forgotten", "isEnabled", true));
        rounds.run(FETCHING);

        sdk.isEnabled("asked-for", UnleashContext.builder().userId("ana").build());
        rounds.run(METRICS);

        sdk.shutdown();
        assertThat(admin.get("/v1/feature-flags/asked-for").text("lastSeenAt")).startsWith("2026-11-22T14:00");
        assertThat(admin.get("/v1/feature-flags/forgotten").at("lastSeenAt").value())
                .isNull();
    }

    @Test
    void is_refused_with_a_wrong_key_or_one_without_the_scope() {
        String wrong = key.substring(0, key.length() - 6) + "000000";
        String another = key("documents:read");

        assertThatThrownBy(() -> sdk("wrong", wrong, new Rounds()))
                .isInstanceOf(UnleashException.class)
                .hasMessageContaining("401");
        assertThatThrownBy(() -> sdk("another", another, new Rounds()))
                .isInstanceOf(UnleashException.class)
                .hasMessageContaining("403");
    }

    /** What somebody is told of a flag, in the words of both. */
    private record Answer(boolean isOn, String variant, boolean isVariant, String payload) {

        static Answer of(FlagEvaluation ours) {
            ChosenVariant chosen = ours.variant();
            VariantPayload payload = chosen.payload();
            return new Answer(
                    ours.enabled(),
                    chosen.name(),
                    chosen.enabled(),
                    payload == null ? "" : payload.type().name().toLowerCase(Locale.ROOT) + " " + payload.value());
        }

        static Answer of(boolean isOn, Variant theirs) {
            assertThat(theirs.isFeatureEnabled()).isEqualTo(isOn);
            return new Answer(
                    isOn,
                    theirs.getName(),
                    theirs.isEnabled(),
                    theirs.getPayload()
                            .filter(payload -> payload.getValue() != null)
                            .map(payload -> payload.getType() + " " + payload.getValue())
                            .orElse(""));
        }
    }
}
