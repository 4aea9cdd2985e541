package dev.tenon.core.flags;

import static dev.tenon.ports.flags.ConstraintOperator.DATE_AFTER;
import static dev.tenon.ports.flags.ConstraintOperator.DATE_BEFORE;
import static dev.tenon.ports.flags.ConstraintOperator.NOT_IN;
import static dev.tenon.ports.flags.ConstraintOperator.STR_STARTS_WITH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.flags.ChosenVariant;
import dev.tenon.ports.flags.ConstraintOperator;
import dev.tenon.ports.flags.FlagConstraint;
import dev.tenon.ports.flags.FlagContext;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagDependency;
import dev.tenon.ports.flags.FlagEvaluation;
import dev.tenon.ports.flags.FlagReason;
import dev.tenon.ports.flags.FlagRules;
import dev.tenon.ports.flags.FlagStrategy;
import dev.tenon.ports.flags.FlagVariant;
import dev.tenon.ports.flags.VariantOverride;
import dev.tenon.testkit.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagEvaluationTest {

    private static final FlagContext ANA = FlagContext.user("ana");

    private final MovableClock clock = new MovableClock();
    private final Surroundings surroundings = new Surroundings(
            "production",
            clock,
            bound -> bound - 1,
            (expression, folded) -> expression.equals("(") ? Optional.empty() : Optional.of(expression::equals));

    @Test
    void a_flag_is_off_that_there_is_not_or_whose_switch_is_off() {
        assertReason(FlagReason.UNKNOWN, evaluate("other", ANA, flag(FlagRules.on())));
        assertReason(FlagReason.SWITCHED_OFF, evaluate("flag", ANA, flag(FlagRules.off())));
    }

    @Test
    void a_flag_without_strategies_is_on_for_everyone_and_one_whose_strategies_are_all_disabled_for_nobody() {
        FlagStrategy disabled =
                new FlagStrategy(FlagStrategy.EVERYONE, Map.of(), List.of(), List.of(), List.of(), false);

        assertReason(FlagReason.EVERYONE, evaluate("flag", FlagContext.empty(), flag(FlagRules.on())));
        assertReason(FlagReason.NO_STRATEGY, evaluate("flag", ANA, flag(FlagRules.on(disabled))));
    }

    @Test
    void any_strategy_suffices_and_it_is_told_which() {
        FlagRules rules = FlagRules.on(
                users("ben"), FlagStrategy.everyone(FlagConstraint.in("country", List.of("DE"))), users("ana"));

        FlagEvaluation ana = evaluate("flag", ANA, flag(rules));

        assertThat(ana.enabled()).isTrue();
        assertThat(ana.strategy()).isEqualTo(2);
        assertReason(FlagReason.NO_STRATEGY, evaluate("flag", FlagContext.user("eve"), flag(rules)));
    }

    private static FlagStrategy users(String ids) {
        return FlagStrategy.of(FlagStrategy.USERS, Map.of("userIds", ids));
    }

    @Test
    void organizations_plans_roles_and_addresses_are_let_in() {
        FlagContext context = FlagContext.builder()
                .organizationId("acme")
                .plan("Premium")
                .roles(Set.of("admin", "owner"))
                .remoteAddress("10.1.2.3")
                .build();

        assertThat(lets(context, FlagStrategy.ORGANIZATIONS, "organizationIds", "other, acme"))
                .isTrue();
        assertThat(lets(context, FlagStrategy.PLANS, "plans", "Standard")).isFalse();
        assertThat(lets(context, FlagStrategy.PLANS, "plans", "Standard,Premium"))
                .isTrue();
        assertThat(lets(context, FlagStrategy.ROLES, "roles", "owner")).isTrue();
        assertThat(lets(ANA, FlagStrategy.ROLES, "roles", "owner")).isFalse();
        assertThat(lets(context, FlagStrategy.ADDRESSES, "IPs", "192.168.0.1, 10.1.0.0/16"))
                .isTrue();
        assertThat(lets(context, FlagStrategy.ADDRESSES, "IPs", "10.2.0.0/16")).isFalse();
        assertThat(lets(context, "unheard-of", "any", "thing")).isFalse();
    }

    private boolean lets(FlagContext context, String strategy, String parameter, String value) {
        return evaluate("flag", context, flag(FlagRules.on(FlagStrategy.of(strategy, Map.of(parameter, value)))))
                .enabled();
    }

    @Test
    void a_rollout_lets_in_a_share_that_only_grows() {
        Set<Integer> few = letIn(FlagStrategy.rollout(10));
        Set<Integer> many = letIn(FlagStrategy.rollout(50));

        assertThat(few.size()).isBetween(900, 1_100);
        assertThat(many).containsAll(few);
        assertThat(letIn(FlagStrategy.rollout(0))).isEmpty();
        assertThat(letIn(FlagStrategy.rollout(100))).hasSize(10_000);
    }

    @Test
    void a_fine_rollout_lets_in_hundredths_of_a_percent() {
        assertThat(letIn(fine("0.5")).size()).isBetween(30, 70);
        assertThat(letIn(fine("0.5"))).containsAll(letIn(fine("0.25")));
        assertThat(letIn(fine("0"))).isEmpty();
        assertThat(letIn(fine("100"))).hasSize(10_000);
    }

    private static FlagStrategy fine(String share) {
        return FlagStrategy.of(FlagStrategy.FINE_ROLLOUT, Map.of("rollout", share));
    }

    private Set<Integer> letIn(FlagStrategy strategy) {
        CompiledFlags flags = flags(flag(FlagRules.on(strategy)));
        return IntStream.range(0, 10_000)
                .filter(id -> flags.isEnabled("flag", FlagContext.user("user-" + id)))
                .boxed()
                .collect(Collectors.toSet());
    }

    @Test
    void a_rollout_sticks_to_the_user_then_to_the_session_then_to_chance_or_to_a_field_of_choice() {
        FlagStrategy byCountry =
                FlagStrategy.of(FlagStrategy.GRADUAL_ROLLOUT, Map.of("rollout", "100", "stickiness", "country"));
        FlagContext session = FlagContext.builder().sessionId("ana").build();

        assertThat(evaluate("flag", FlagContext.empty(), flag(FlagRules.on(byCountry)))
                        .enabled())
                .isFalse();
        assertThat(evaluate(
                                "flag",
                                FlagContext.builder().property("country", "DE").build(),
                                flag(FlagRules.on(byCountry)))
                        .enabled())
                .isTrue();
        for (int share = 1; share <= 100; share++) {
            FlagDefinition flag = flag(FlagRules.on(FlagStrategy.rollout(share)));
            assertThat(evaluate("flag", session, flag).enabled())
                    .isEqualTo(evaluate("flag", ANA, flag).enabled());
        }
        assertThat(evaluate("flag", FlagContext.empty(), flag(FlagRules.on(FlagStrategy.rollout(100))))
                        .enabled())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "IN, DE, DE, true",
        "IN, AT, DE, false",
        "NOT_IN, AT, DE, true",
        "NOT_IN, DE, DE, false",
        "STR_STARTS_WITH, Deutsch, Deu, true",
        "STR_STARTS_WITH, deutsch, Deu, false",
        "STR_ENDS_WITH, Deutsch, sch, true",
        "STR_CONTAINS, Deutsch, uts, true",
        "STR_CONTAINS, Deutsch, x, false",
        "IN_CIDR, 2001:db8::1, 2001:db8::/32, true",
        "IN_CIDR, 10.0.0.1, 2001:db8::/32, false"
    })
    void compares_with_several_values(ConstraintOperator operator, String field, String value, boolean holds) {
        assertHolds(holds, field, new FlagConstraint("field", operator, List.of("z", value), null, false, false));
    }

    @ParameterizedTest
    @CsvSource({
        "NUM_EQ, 5.0, 5, true",
        "NUM_GT, 5.01, 5, true",
        "NUM_GT, 5, 5, false",
        "NUM_GTE, 5, 5, true",
        "NUM_LT, -1, 0, true",
        "NUM_LTE, 0.1, 0.10, true",
        "NUM_EQ, five, 5, false",
        "NUM_EQ, 5, five, false",
        "SEMVER_EQ, 1.2.3+build, 1.2.3, true",
        "SEMVER_GT, 1.10.0, 1.9.9, true",
        "SEMVER_LT, 1.0.0-rc.1, 1.0.0, true",
        "SEMVER_GT, 1.0.0-rc.10, 1.0.0-rc.9, true",
        "SEMVER_GTE, 1.0, 1.0.0, false",
        "SEMVER_LTE, v1.0.0, 1.0.0, false",
        "REGEX, abc, abc, true",
        "REGEX, abc, (, false"
    })
    void compares_with_one_value(ConstraintOperator operator, String field, String value, boolean holds) {
        assertHolds(holds, field, FlagConstraint.of("field", operator, value));
    }

    private void assertHolds(boolean holds, String field, FlagConstraint constraint) {
        FlagContext context = FlagContext.builder().property("field", field).build();
        FlagConstraint inverted = new FlagConstraint(
                constraint.contextName(), constraint.operator(), constraint.values(), constraint.value(), true, false);

        assertThat(evaluate("flag", context, flag(FlagRules.on(FlagStrategy.everyone(constraint))))
                        .enabled())
                .isEqualTo(holds);
        assertThat(evaluate("flag", context, flag(FlagRules.on(FlagStrategy.everyone(inverted))))
                        .enabled())
                .isEqualTo(!holds);
    }

    @Test
    void an_unknown_field_fits_nothing_but_not_being_one_of_some() {
        for (ConstraintOperator operator : ConstraintOperator.values()) {
            if (operator == DATE_AFTER || operator == DATE_BEFORE) {
                continue;
            }
            FlagConstraint constraint = new FlagConstraint("field", operator, List.of("1"), "1", false, false);
            assertThat(evaluate("flag", ANA, flag(FlagRules.on(FlagStrategy.everyone(constraint))))
                            .enabled())
                    .as("%s", operator)
                    .isEqualTo(operator == NOT_IN);
        }
    }

    @Test
    void texts_are_compared_in_any_case_if_they_are_to_be() {
        FlagConstraint constraint = new FlagConstraint("field", STR_STARTS_WITH, List.of("DEU"), null, false, true);

        assertThat(evaluate(
                                "flag",
                                FlagContext.builder()
                                        .property("field", "deutsch")
                                        .build(),
                                flag(FlagRules.on(FlagStrategy.everyone(constraint))))
                        .enabled())
                .isTrue();
    }

    @Test
    void one_of_several_roles_suffices_and_none_may_be_one_that_it_is_not_to_be() {
        FlagContext both = FlagContext.builder().roles(Set.of("admin", "clerk")).build();

        assertThat(evaluate(
                                "flag",
                                both,
                                flag(FlagRules.on(FlagStrategy.everyone(FlagConstraint.in("role", List.of("clerk"))))))
                        .enabled())
                .isTrue();
        assertThat(evaluate(
                                "flag",
                                both,
                                flag(FlagRules.on(FlagStrategy.everyone(
                                        new FlagConstraint("role", NOT_IN, List.of("clerk"), null, false, false)))))
                        .enabled())
                .isFalse();
    }

    @Test
    void dates_are_compared_with_the_clock_or_with_the_time_that_the_context_says() {
        String now = clock.instant().toString();
        FlagDefinition later =
                flag(FlagRules.on(FlagStrategy.everyone(FlagConstraint.of("currentTime", DATE_AFTER, now))));

        assertThat(evaluate("flag", ANA, later).enabled()).isFalse();
        assertThat(evaluate(
                                "flag",
                                FlagContext.builder()
                                        .currentTime(clock.instant().plusSeconds(1))
                                        .build(),
                                later)
                        .enabled())
                .isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(evaluate("flag", ANA, later).enabled()).isTrue();
    }

    @Test
    void a_schedule_begins_with_its_first_moment_and_ends_before_its_last() {
        FlagRules rules = new FlagRules(
                true,
                List.of(),
                clock.instant().plusSeconds(10),
                clock.instant().plusSeconds(20),
                List.of(),
                List.of(),
                List.of());
        CompiledFlags flags = flags(flag(rules));

        assertReason(FlagReason.SCHEDULE, flags.evaluate("flag", ANA));
        clock.advance(Duration.ofSeconds(10));
        assertReason(FlagReason.EVERYONE, flags.evaluate("flag", ANA));
        clock.advance(Duration.ofSeconds(10));
        assertReason(FlagReason.SCHEDULE, flags.evaluate("flag", ANA));
    }

    @Test
    void an_environment_is_the_installation_s_own() {
        assertReason(FlagReason.ENVIRONMENT, evaluate("flag", ANA, flag(in("staging"))));
        assertReason(FlagReason.EVERYONE, evaluate("flag", ANA, flag(in("production"))));
        FlagDefinition constrained =
                flag(FlagRules.on(FlagStrategy.everyone(FlagConstraint.in("environment", List.of("production")))));
        assertThat(evaluate("flag", ANA, constrained).enabled()).isTrue();
        assertThat(evaluate("flag", FlagContext.builder().environment("staging").build(), constrained)
                        .enabled())
                .isFalse();
    }

    private static FlagRules in(String environment) {
        return new FlagRules(true, List.of(environment), null, null, List.of(), List.of(), List.of());
    }

    @Test
    void a_dependency_has_to_be_as_it_is_wanted_and_depends_on_nothing_itself() {
        FlagDefinition on = FlagDefinition.of("on", FlagRules.on().with(FlagVariant.of("red", 1)));
        FlagDefinition off = FlagDefinition.of("off", FlagRules.off());

        assertThat(evaluate("flag", ANA, child(FlagDependency.on("on")), on).enabled())
                .isTrue();
        assertReason(FlagReason.DEPENDENCY, evaluate("flag", ANA, child(FlagDependency.on("off")), off));
        assertThat(evaluate("flag", ANA, child(new FlagDependency("off", false, List.of())), off)
                        .enabled())
                .isTrue();
        assertThat(evaluate("flag", ANA, child(new FlagDependency("on", true, List.of("red"))), on)
                        .enabled())
                .isTrue();
        assertThat(evaluate("flag", ANA, child(new FlagDependency("on", true, List.of("blue"))), on)
                        .enabled())
                .isFalse();
        assertThat(evaluate("flag", ANA, child(FlagDependency.on("missing"))).enabled())
                .isFalse();
        assertThat(evaluate("flag", ANA, child(FlagDependency.on("flag"))).enabled())
                .isFalse();
    }

    private static FlagDefinition child(FlagDependency dependency) {
        return flag(new FlagRules(true, List.of(), null, null, List.of(dependency), List.of(), List.of()));
    }

    @Test
    void variants_are_shared_out_by_weight_and_stay_with_whoever_has_them() {
        CompiledFlags flags = flags(
                flag(FlagRules.on().with(FlagVariant.of("a", 700), FlagVariant.of("b", 300), FlagVariant.of("c", 0))));
        int[] counts = new int[3];
        for (int id = 0; id < 10_000; id++) {
            String name = flags.evaluate("flag", FlagContext.user("user-" + id))
                    .variant()
                    .name();
            counts[name.charAt(0) - 'a']++;
            assertThat(flags.evaluate("flag", FlagContext.user("user-" + id))
                            .variant()
                            .name())
                    .isEqualTo(name);
        }

        assertThat(counts[0]).isBetween(6_800, 7_200);
        assertThat(counts[2]).isZero();
    }

    @Test
    void an_override_comes_before_the_weights_and_a_strategy_s_variants_before_the_flag_s() {
        FlagVariant mine =
                new FlagVariant("mine", 0, null, null, List.of(new VariantOverride("userId", List.of("ana"))));
        FlagStrategy strategy = new FlagStrategy(
                FlagStrategy.USERS,
                Map.of("userIds", "ben"),
                List.of(),
                List.of(),
                List.of(FlagVariant.of("s", 1)),
                true);
        FlagRules rules = new FlagRules(
                true,
                List.of(),
                null,
                null,
                List.of(),
                List.of(strategy, FlagStrategy.everyone()),
                List.of(FlagVariant.of("f", 1), mine));
        CompiledFlags flags = flags(flag(rules));

        assertThat(flags.evaluate("flag", ANA).variant().name()).isEqualTo("mine");
        assertThat(flags.evaluate("flag", FlagContext.user("ben")).variant().name())
                .isEqualTo("s");
        assertThat(flags.evaluate("flag", FlagContext.user("eve")).variant().name())
                .isEqualTo("f");
        assertThat(evaluate("flag", ANA, flag(FlagRules.on())).variant()).isEqualTo(ChosenVariant.NONE);
        assertThat(evaluate("flag", ANA, flag(rules.switched(false))).variant()).isEqualTo(ChosenVariant.NONE);
    }

    @Test
    void segments_hold_with_the_constraints_and_one_that_is_missing_lets_nobody_in() {
        FlagStrategy testers = FlagStrategy.everyone().within(List.of("testers"));
        CompiledFlags flags = new CompiledFlags(
                List.of(flag(FlagRules.on(testers))),
                Map.of("testers", List.of(FlagConstraint.in("userId", List.of("ana")))),
                surroundings);

        assertThat(flags.isEnabled("flag", ANA)).isTrue();
        assertThat(flags.isEnabled("flag", FlagContext.user("ben"))).isFalse();
        assertThat(evaluate("flag", ANA, flag(FlagRules.on(testers))).enabled()).isFalse();
    }

    @Test
    void all_flags_are_evaluated_in_the_order_of_their_names() {
        CompiledFlags flags = flags(FlagDefinition.of("b", FlagRules.on()), FlagDefinition.of("a", FlagRules.off()));

        assertThat(flags.evaluateAll(ANA)).extracting(FlagEvaluation::flag).containsExactly("a", "b");
    }

    private FlagEvaluation evaluate(String name, FlagContext context, FlagDefinition... definitions) {
        FlagEvaluation evaluation = flags(definitions).evaluate(name, context);
        assertThat(flags(definitions).isEnabled(name, context)).isEqualTo(evaluation.enabled());
        return evaluation;
    }

    private CompiledFlags flags(FlagDefinition... definitions) {
        return new CompiledFlags(List.of(definitions), Map.of(), surroundings);
    }

    private static FlagDefinition flag(FlagRules rules) {
        return FlagDefinition.of("flag", rules);
    }

    private static void assertReason(FlagReason reason, FlagEvaluation evaluation) {
        assertThat(evaluation.reason()).isEqualTo(reason);
        assertThat(evaluation.enabled()).isEqualTo(reason == FlagReason.STRATEGY || reason == FlagReason.EVERYONE);
    }
}
