package dev.tenon.openfeature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openfeature.sdk.BaseEvaluation;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderState;
import dev.openfeature.sdk.Reason;
import dev.openfeature.sdk.Value;
import dev.openfeature.sdk.exceptions.OpenFeatureError;
import dev.tenon.ports.flags.FlagContext;
import dev.tenon.ports.flags.FlagEngine;
import dev.tenon.ports.flags.FlagEvaluation;
import dev.tenon.ports.flags.FlagEvaluator;
import dev.tenon.ports.kernel.JsonText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenFeature's own client over flags that the real engine evaluates. */
class TenonProviderTest {

    private static final OpenFeatureAPI API = OpenFeatureAPI.createIsolated();

    private static final EvaluationContext ANA = new ImmutableContext("ana");

    private static Client client;

    @BeforeAll
    static void open() {
        API.setProviderAndWait(new TenonProvider(FlagEngine.installed().evaluator(state())));
        client = API.getClient();
    }

    @AfterAll
    static void close() {
        API.shutdown();
    }

    // ---- truth values

    @Test
    void is_called_Tenon_and_is_ready() {
        assertThat(API.getProviderMetadata().getName()).isEqualTo("Tenon");
        assertThat(client.getProviderState()).isEqualTo(ProviderState.READY);
    }

    @Test
    void says_that_a_flag_is_on_for_everyone() {
        FlagEvaluationDetails<Boolean> told = client.getBooleanDetails("everyone", false, ANA);

        assertThat(told.getValue()).isTrue();
        assertThat(told.getVariant()).isNull();
        hasReason(told, Reason.STATIC, "everyone");
        assertThat(told.getFlagMetadata().getInteger("strategy")).isNull();
    }

    @Test
    void says_which_strategy_lets_the_caller_in() {
        FlagEvaluationDetails<Boolean> told = client.getBooleanDetails("for-some", false, ANA);

        assertThat(told.getValue()).isTrue();
        hasReason(told, Reason.TARGETING_MATCH, "strategy");
        assertThat(told.getFlagMetadata().getInteger("strategy")).isEqualTo(1);
    }

    @Test
    void says_that_no_strategy_lets_the_caller_in() {
        FlagEvaluationDetails<Boolean> told = client.getBooleanDetails("for-some", true, new ImmutableContext("ben"));

        assertThat(told.getValue()).isFalse();
        hasReason(told, Reason.DEFAULT, "no_strategy");
    }

    @Test
    void says_that_a_flag_is_switched_off() {
        FlagEvaluationDetails<Boolean> told = client.getBooleanDetails("off", true, ANA);

        assertThat(told.getValue()).isFalse();
        hasReason(told, Reason.DISABLED, "switched_off");
    }

    @Test
    void says_that_a_flag_waits_for_another() {
        FlagEvaluationDetails<Boolean> told = client.getBooleanDetails("after-off", true, ANA);

        assertThat(told.getValue()).isFalse();
        hasReason(told, Reason.DEFAULT, "dependency");
    }

    @Test
    void names_the_variant_beside_a_truth_value() {
        assertThat(client.getBooleanDetails("text", false, ANA).getVariant()).isEqualTo("greeting");
    }

    // ---- payloads

    @Test
    void reads_each_type_of_payload() {
        assertThat(client.getStringValue("text", "", ANA)).isEqualTo("Good day");
        assertThat(client.getStringValue("list", "", ANA)).isEqualTo("a,b");
        assertThat(client.getIntegerValue("number", 0, ANA)).isEqualTo(42);
        assertThat(client.getLongValue("number", 0L, ANA)).isEqualTo(42);
        assertThat(client.getDoubleValue("number", 0.0, ANA)).isEqualTo(42);
        assertThat(client.getLongValue("large", 0L, ANA)).isEqualTo(9_007_199_254_740_993L);
        assertThat(client.getDoubleValue("fraction", 0.0, ANA)).isEqualTo(0.25);
    }

    @Test
    void reads_an_object_with_all_its_parts() {
        assertThat(client.getObjectValue("object", new Value(), ANA)
                        .asStructure()
                        .asObjectMap())
                .containsEntry("color", "blue")
                .containsEntry("size", 3)
                .containsEntry("share", 0.5)
                .containsEntry("isNew", true)
                .containsEntry("none", null)
                .containsEntry("words", List.of("a", "b"))
                .containsEntry("inner", Map.of("deep", 1))
                .containsEntry("far", 3e9);
    }

    @Test
    void tells_the_variant_and_the_strategy_beside_a_payload() {
        FlagEvaluationDetails<String> told = client.getStringDetails("text", "", ANA);

        assertThat(told.getVariant()).isEqualTo("greeting");
        hasReason(told, Reason.SPLIT, "strategy");
        assertThat(told.getFlagMetadata().getInteger("strategy")).isZero();
    }

    @Test
    void gives_the_same_variants_as_the_engine() {
        FlagEvaluator engine = FlagEngine.installed().evaluator(state());
        List<String> users =
                IntStream.range(0, 1_000).mapToObj(each -> "user-" + each).toList();

        assertThat(users)
                .extracting(user -> client.getStringDetails("split", "none", new ImmutableContext(user))
                        .getVariant())
                .containsExactlyElementsOf(users.stream()
                        .map(user -> engine.evaluate("split", FlagContext.user(user))
                                .variant()
                                .name())
                        .toList())
                .contains("a", "b");
    }

    @Test
    void gives_the_default_for_a_payload_while_the_flag_is_off() {
        FlagEvaluationDetails<String> off = client.getStringDetails("off", "default", ANA);
        FlagEvaluationDetails<Integer> notForHim = client.getIntegerDetails("for-some", 7, new ImmutableContext("ben"));

        assertThat(off.getValue()).isEqualTo("default");
        hasReason(off, Reason.DISABLED, "switched_off");
        assertThat(notForHim.getValue()).isEqualTo(7);
        hasReason(notForHim, Reason.DEFAULT, "no_strategy");
    }

    // ---- errors

    @Test
    void gives_the_default_for_an_unknown_flag() {
        FlagEvaluationDetails<Boolean> truth = client.getBooleanDetails("nothing", true, ANA);
        FlagEvaluationDetails<String> text = client.getStringDetails("nothing", "default", ANA);

        assertThat(truth.getValue()).isTrue();
        isError(truth, ErrorCode.FLAG_NOT_FOUND, "There is no flag nothing.");
        assertThat(text.getValue()).isEqualTo("default");
        isError(text, ErrorCode.FLAG_NOT_FOUND, "There is no flag nothing.");
    }

    @Test
    void gives_the_default_where_the_caller_has_no_payload() {
        FlagEvaluationDetails<String> told = client.getStringDetails("everyone", "default", ANA);

        assertThat(told.getValue()).isEqualTo("default");
        isError(told, ErrorCode.TYPE_MISMATCH, "ask for a truth value");
    }

    @ParameterizedTest
    @CsvSource({"text, number", "number, string", "object, string", "text, json", "fraction, integer", "large, integer"
    })
    void refuses_a_payload_of_another_type(String flag, String wanted) {
        BaseEvaluation<?> told = switch (wanted) {
            case "number" -> client.getDoubleDetails(flag, 0.0, ANA);
            case "integer" -> client.getIntegerDetails(flag, 0, ANA);
            case "json" -> client.getObjectDetails(flag, new Value(), ANA);
            default -> client.getStringDetails(flag, "", ANA);
        };

        isError(told, ErrorCode.TYPE_MISMATCH, "The variant's payload is a");
    }

    @Test
    void refuses_numbers_that_are_none_and_those_without_an_end() {
        isError(client.getDoubleDetails("endless", 0.0, ANA), ErrorCode.TYPE_MISMATCH, "64 bits");
        isError(client.getLongDetails("endless", 0L, ANA), ErrorCode.TYPE_MISMATCH, "64 bits");
        isError(client.getDoubleDetails("no-number", 0.0, ANA), ErrorCode.PARSE_ERROR, "is none");
    }

    @Test
    void refuses_JSON_that_is_none() {
        isError(client.getObjectDetails("no-json", new Value(), ANA), ErrorCode.PARSE_ERROR, "is none");
    }

    @Test
    void is_not_ready_where_the_flags_cannot_be_read() {
        OpenFeatureAPI api = OpenFeatureAPI.createIsolated();

        assertThatThrownBy(() -> api.setProviderAndWait(new TenonProvider(new Away())))
                .isInstanceOf(OpenFeatureError.class)
                .hasMessageContaining("away");

        assertThat(api.getClient().getBooleanDetails("everyone", true, ANA).getErrorCode())
                .isEqualTo(ErrorCode.GENERAL);
        api.shutdown();
    }

    /** What answers while there is no database. */
    private record Away() implements FlagEvaluator {

        @Override
        public boolean isEnabled(String flag, FlagContext context) {
            throw new IllegalStateException("The database is away");
        }

        @Override
        public FlagEvaluation evaluate(String flag, FlagContext context) {
            throw new IllegalStateException("The database is away");
        }

        @Override
        public List<FlagEvaluation> evaluateAll(FlagContext context) {
            throw new IllegalStateException("The database is away");
        }
    }

    // ---- contexts

    @ParameterizedTest
    @CsvSource({
        "sessionId, s-1",
        "remoteAddress, 10.1.2.3",
        "environment, staging",
        "appName, shop",
        "organizationId, o-1",
        "plan, pro",
        "country, de",
    })
    void looks_at_texts_by_their_names(String field, String value) {
        assertThat(client.getBooleanValue(field, false, context(Map.of(field, new Value(value)))))
                .isTrue();
        assertThat(client.getBooleanValue(field, true, context(Map.of(field, new Value("another")))))
                .isFalse();
    }

    @Test
    void takes_the_targeting_key_for_the_user_before_the_field() {
        Map<String, Value> ana = Map.of("userId", new Value("ana"));

        assertThat(client.getBooleanValue("for-some", false, new ImmutableContext(ana)))
                .isTrue();
        assertThat(client.getBooleanValue("for-some", true, new ImmutableContext("ben", ana)))
                .isFalse();
    }

    @Test
    void looks_at_numbers_truth_values_and_instants_as_texts() {
        assertThat(client.getBooleanValue("age", false, context(Map.of("age", new Value(18)))))
                .isTrue();
        assertThat(client.getBooleanValue("age", false, context(Map.of("age", new Value(18.5)))))
                .isTrue();
        assertThat(client.getBooleanValue("age", true, context(Map.of("age", new Value(17.5)))))
                .isFalse();
        assertThat(client.getBooleanValue("age", true, context(Map.of("age", new Value(Double.NaN)))))
                .isFalse();
        assertThat(client.getBooleanValue("level", false, context(Map.of("level", new Value(3.0)))))
                .isTrue();
        assertThat(client.getBooleanValue("tester", false, context(Map.of("tester", new Value(true)))))
                .isTrue();
        Value begin = new Value(Instant.parse("2026-11-22T00:00:00Z"));
        assertThat(client.getBooleanValue("since", false, context(Map.of("since", begin))))
                .isTrue();
    }

    @Test
    void looks_at_roles_one_or_several() {
        Value several = new Value(List.of(new Value("member"), new Value("admin")));

        assertThat(client.getBooleanValue("roles", false, context(Map.of("roles", several))))
                .isTrue();
        assertThat(client.getBooleanValue("roles", false, context(Map.of("roles", new Value("admin")))))
                .isTrue();
        assertThat(client.getBooleanValue("roles", true, context(Map.of("roles", new Value("member")))))
                .isFalse();
    }

    @Test
    void compares_with_the_time_of_the_context() {
        Value text = new Value("2027-01-01T00:00:00Z");
        Value before = new Value(Instant.parse("2026-01-01T00:00:00Z"));

        assertThat(client.getBooleanValue("currentTime", false, context(Map.of("currentTime", text))))
                .isTrue();
        assertThat(client.getBooleanValue("currentTime", true, context(Map.of("currentTime", before))))
                .isFalse();
    }

    @Test
    void passes_over_lists_structures_and_nothing_among_properties() {
        Value list = new Value(List.of(new Value("de")));
        Value structure = Value.objectToValue(Map.of("country", "de"));

        for (Value value : List.of(list, structure, new Value())) {
            FlagEvaluationDetails<Boolean> told =
                    client.getBooleanDetails("country", true, context(Map.of("country", value)));

            assertThat(told.getValue()).isFalse();
            assertThat(told.getErrorCode()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"plan", "roles", "currentTime"})
    void refuses_a_known_field_of_another_type(String field) {
        Value structure = Value.objectToValue(Map.of("a", 1));

        FlagEvaluationDetails<Boolean> told =
                client.getBooleanDetails("everyone", false, context(Map.of(field, structure)));

        assertThat(told.getValue()).isFalse();
        isError(told, ErrorCode.INVALID_CONTEXT, field);
    }

    @Test
    void refuses_a_time_that_is_none() {
        isError(
                client.getBooleanDetails("everyone", false, context(Map.of("currentTime", new Value("soon")))),
                ErrorCode.INVALID_CONTEXT,
                "Give an instant as currentTime.");
    }

    // ---- what it takes

    private static EvaluationContext context(Map<String, Value> fields) {
        return new ImmutableContext("ana", fields);
    }

    private static void hasReason(BaseEvaluation<?> told, Reason reason, String ours) {
        assertThat(told.getReason()).isEqualTo(reason.toString());
        assertThat(told.getErrorCode()).isNull();
        assertThat(((FlagEvaluationDetails<?>) told).getFlagMetadata().getString("reason"))
                .isEqualTo(ours);
    }

    private static void isError(BaseEvaluation<?> told, ErrorCode code, String message) {
        assertThat(told.getErrorCode()).isEqualTo(code);
        assertThat(told.getReason()).isEqualTo(Reason.ERROR.toString());
        assertThat(told.getErrorMessage()).contains(message);
    }

    private static JsonText state() {
        return JsonText.of("""
                {"version": 2, "features": [
                  {"name": "everyone", "enabled": true, "strategies": []},
                  {"name": "off", "enabled": false, "strategies": []},
                  {"name": "after-off", "enabled": true, "strategies": [], "dependencies": [{"feature": "off"}]},
                  {"name": "for-some", "enabled": true, "strategies": [
                    {"name": "userWithId", "parameters": {"userIds": "eve"}},
                    {"name": "userWithId", "parameters": {"userIds": "ana"}}]},
                  %s,
                  {"name": "split", "enabled": true, "strategies": [{"name": "default"}], "variants": [
                    {"name": "a", "weight": 300, "payload": {"type": "string", "value": "A"}},
                    {"name": "b", "weight": 700, "payload": {"type": "string", "value": "B"}}]},
                  %s
                ]}""".formatted(
                        String.join(
                                ",",
                                carrying("text", "string", "Good day"),
                                carrying("list", "csv", "a,b"),
                                carrying("number", "number", "42"),
                                carrying("large", "number", "9007199254740993"),
                                carrying("fraction", "number", "0.25"),
                                carrying("endless", "number", "1e999999999"),
                                carrying("no-number", "number", "many"),
                                carrying("no-json", "json", "{"),
                                carrying("object", "json", """
                                        {"color": "blue", "size": 3, "share": 0.5, "isNew": true, "none": null, "words": ["a", "b"], \
                                        "inner": {"deep": 1}, "far": 3000000000}""")),
                        String.join(
                                ",",
                                asking("sessionId", "IN", "s-1"),
                                asking("remoteAddress", "IN_CIDR", "10.1.0.0/16"),
                                asking("environment", "IN", "staging"),
                                asking("appName", "IN", "shop"),
                                asking("organizationId", "IN", "o-1"),
                                asking("plan", "IN", "pro"),
                                asking("country", "IN", "de"),
                                asking("age", "NUM_GTE", "18"),
                                asking("level", "IN", "3"),
                                asking("tester", "IN", "true"),
                                asking("since", "IN", "2026-11-22T00:00:00Z"),
                                asking("currentTime", "DATE_AFTER", "2026-06-01T00:00:00Z"),
                                """
                                {"name": "roles", "enabled": true, "strategies": [
                                  {"name": "roles", "parameters": {"roles": "admin, owner"}}]}""")));
    }

    /** A flag whose one variant is called {@code greeting}. */
    private static String carrying(String flag, String type, String payload) {
        return JsonText.ofTree(Map.of(
                        "name",
                        flag,
                        "enabled",
                        true,
                        "strategies",
                        List.of(Map.of("name", "default")),
                        "variants",
                        List.of(Map.of(
                                "name",
                                "greeting",
                                "weight",
                                1000,
                                "payload",
                                Map.of("type", type, "value", payload)))))
                .text();
    }

    /** A flag for those of whom this holds, called as the field is. */
    private static String asking(String field, String operator, String operand) {
        return JsonText.ofTree(Map.of(
                        "name",
                        field,
                        "enabled",
                        true,
                        "strategies",
                        List.of(Map.of(
                                "name",
                                "default",
                                "constraints",
                                List.of(Map.of(
                                        "contextName",
                                        field,
                                        "operator",
                                        operator,
                                        "value",
                                        operand,
                                        "values",
                                        List.of(operand)))))))
                .text();
    }
}
