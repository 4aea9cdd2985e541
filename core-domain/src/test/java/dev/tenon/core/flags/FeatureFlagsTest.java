package dev.tenon.core.flags;

import static dev.tenon.core.Refusals.assertPointers;
import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.flags.ClientFeatures;
import dev.tenon.ports.flags.ConstraintOperator;
import dev.tenon.ports.flags.FeatureFlag;
import dev.tenon.ports.flags.FeatureFlagPatch;
import dev.tenon.ports.flags.FeatureFlags;
import dev.tenon.ports.flags.FlagConstraint;
import dev.tenon.ports.flags.FlagContext;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagDependency;
import dev.tenon.ports.flags.FlagEvaluation;
import dev.tenon.ports.flags.FlagEvaluator;
import dev.tenon.ports.flags.FlagFilter;
import dev.tenon.ports.flags.FlagQuestion;
import dev.tenon.ports.flags.FlagReason;
import dev.tenon.ports.flags.FlagRefusal;
import dev.tenon.ports.flags.FlagRules;
import dev.tenon.ports.flags.FlagSegmentPatch;
import dev.tenon.ports.flags.FlagSegmentRefusal;
import dev.tenon.ports.flags.FlagSegments;
import dev.tenon.ports.flags.FlagStrategy;
import dev.tenon.ports.flags.FlagType;
import dev.tenon.ports.flags.FlagVariant;
import dev.tenon.ports.flags.NewFlagSegment;
import dev.tenon.ports.flags.VariantPayload;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.organizations.NewOrganization;
import dev.tenon.ports.organizations.OrganizationRefusal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureFlagsTest {

    private final TenonInMemory house = new TenonInMemory();
    private final FeatureFlags flags = house.tenon.featureFlags();
    private final FlagSegments segments = house.tenon.flagSegments();
    private final Actor admin = house.anAdmin("admin@example.org");
    private final Actor ana = house.aPerson("ana@example.org");

    @Test
    void a_flag_is_made_changed_switched_and_deleted_and_each_is_recorded() {
        FeatureFlag made = flags.create(admin, FlagDefinition.of("checkout", FlagRules.off()));
        assertThat(flags.get(admin, "checkout")).isEqualTo(made);
        assertThat(flags.list(admin, FlagFilter.all(), PageRequest.first(10)).items())
                .containsExactly(made);

        FeatureFlag on = flags.update(admin, "checkout", FeatureFlagPatch.switched(true), Expected.revision(1));
        FeatureFlag same = flags.update(admin, "checkout", FeatureFlagPatch.switched(true), Expected.any());
        FeatureFlag half = flags.update(admin, "checkout", strategies(FlagStrategy.rollout(50)), Expected.revision(2));
        flags.delete(admin, "checkout", Expected.revision(half.revision()));

        assertThat(same).isEqualTo(on);
        assertRefused(FlagRefusal.NOT_FOUND, () -> flags.get(admin, "checkout"));
        assertThat(house.auditedActions().stream().filter(action -> action.startsWith("flag.")))
                .containsExactly("flag.created", "flag.enabled", "flag.updated", "flag.deleted");
    }

    private static FeatureFlagPatch strategies(FlagStrategy... strategies) {
        return new FeatureFlagPatch(
                Patched.absent(),
                null,
                null,
                null,
                null,
                null,
                Patched.absent(),
                Patched.absent(),
                null,
                List.of(strategies),
                null);
    }

    @Test
    void a_change_of_what_somebody_has_not_seen_is_refused() {
        flags.create(admin, FlagDefinition.of("checkout", FlagRules.off()));
        flags.update(admin, "checkout", FeatureFlagPatch.switched(true), Expected.any());

        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> flags.update(admin, "checkout", FeatureFlagPatch.switched(false), Expected.revision(1)));
        assertRefused(RequestRefusal.PRECONDITION_FAILED, () -> flags.delete(admin, "checkout", Expected.revision(1)));
    }

    @Test
    void flags_are_read_and_changed_with_a_permission_and_asked_about_by_every_account() {
        flags.create(admin, FlagDefinition.of("checkout", FlagRules.on()));

        assertRefused(RequestRefusal.FORBIDDEN, () -> flags.get(ana, "checkout"));
        assertRefused(RequestRefusal.FORBIDDEN, () -> flags.evaluateFor(ana, List.of(), FlagContext.empty()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> flags.clientFeatures(ana));
        assertRefused(RequestRefusal.FORBIDDEN, () -> flags.evaluator(ana));
        assertRefused(RequestRefusal.FORBIDDEN, () -> flags.create(ana, FlagDefinition.of("other", FlagRules.off())));
        assertRefused(
                RequestRefusal.UNAUTHENTICATED, () -> flags.evaluate(house.anonymous, FlagQuestion.about("checkout")));
        assertThat(ask(ana, FlagQuestion.about("checkout")).reason()).isEqualTo(FlagReason.EVERYONE);
        assertRefused(FlagRefusal.NOT_FOUND, () -> flags.evaluate(ana, FlagQuestion.about("other")));
    }

    private FlagEvaluation ask(Actor actor, FlagQuestion question) {
        return flags.evaluate(actor, question).get(0);
    }

    @Test
    void whoever_asks_is_known_by_account_address_roles_and_plan() {
        Actor member = house.anAdmin("ben@example.org").from(TenonInMemory.ORIGIN);
        String id = ana.person().orElseThrow().toString();
        on("by-account", FlagStrategy.of(FlagStrategy.USERS, Map.of("userIds", id)));
        on("by-address", FlagStrategy.of(FlagStrategy.ADDRESSES, Map.of("IPs", "203.0.113.0/24")));
        on("by-role", FlagStrategy.of(FlagStrategy.ROLES, Map.of("roles", Role.ADMIN)));
        on("by-plan", FlagStrategy.of(FlagStrategy.PLANS, Map.of("plans", "Free")));
        on("by-property", FlagStrategy.everyone(FlagConstraint.in("country", List.of("DE"))));

        assertThat(enabled(ana.from(TenonInMemory.ORIGIN), Map.of("country", "DE")))
                .containsExactly("by-account", "by-address", "by-plan", "by-property");
        assertThat(enabled(member, Map.of())).containsExactly("by-address", "by-plan", "by-role");
    }

    private void on(String name, FlagStrategy... strategies) {
        flags.create(admin, FlagDefinition.of(name, FlagRules.on(strategies)));
    }

    private List<String> enabled(Actor actor, Map<String, String> properties) {
        return flags.evaluate(actor, new FlagQuestion(List.of(), null, null, properties)).stream()
                .filter(FlagEvaluation::enabled)
                .map(FlagEvaluation::flag)
                .toList();
    }

    @Test
    void an_organization_counts_for_its_members_with_its_plan() {
        var acme = house.tenon
                .organizations()
                .create(ana, NewOrganization.named("Acme"))
                .organization();
        on(
                "acme",
                FlagStrategy.of(
                        FlagStrategy.ORGANIZATIONS,
                        Map.of("organizationIds", acme.id().toString())));
        FlagQuestion question = new FlagQuestion(List.of("acme"), acme.id(), null, Map.of());

        assertThat(ask(ana, question).enabled()).isTrue();
        assertThat(ask(ana, FlagQuestion.about("acme")).enabled()).isFalse();
        assertRefused(OrganizationRefusal.NOT_FOUND, () -> flags.evaluate(house.aPerson("eve@example.org"), question));
    }

    @Test
    void nobody_claims_a_plan_a_role_or_another_account() {
        for (String reserved : List.of("role", "plan", "userId", "organizationId", "remoteAddress", "environment")) {
            assertPointers(
                    assertRefused(
                            RequestRefusal.INVALID,
                            () -> flags.evaluate(
                                    ana, new FlagQuestion(List.of(), null, null, Map.of(reserved, "admin")))),
                    "/properties/" + reserved);
        }
    }

    @Test
    void staff_asks_for_anybody() {
        on("by-role", FlagStrategy.of(FlagStrategy.ROLES, Map.of("roles", "clerk")));
        FlagContext clerk = FlagContext.builder().roles(Set.of("clerk")).build();

        assertThat(flags.evaluateFor(admin, List.of("by-role"), clerk)).allMatch(FlagEvaluation::enabled);
        assertThat(flags.evaluateFor(admin, List.of(), FlagContext.empty())).noneMatch(FlagEvaluation::enabled);
        assertRefused(FlagRefusal.NOT_FOUND, () -> flags.evaluateFor(admin, List.of("other"), clerk));
    }

    @Test
    void an_evaluator_knows_each_change_at_once() {
        FlagEvaluator evaluator = flags.evaluator(house.operator);
        assertThat(evaluator.isEnabled("checkout", FlagContext.empty())).isFalse();

        on("checkout");
        assertThat(evaluator.isEnabled("checkout", FlagContext.empty())).isTrue();

        flags.update(admin, "checkout", FeatureFlagPatch.switched(false), Expected.any());
        assertThat(evaluator.isEnabled("checkout", FlagContext.empty())).isFalse();
        flags.delete(admin, "checkout", Expected.any());
        assertThat(evaluator.evaluate("checkout", FlagContext.empty()).reason()).isEqualTo(FlagReason.UNKNOWN);
    }

    @Test
    void a_segment_is_shared_changed_for_all_and_stays_while_flags_name_it() {
        segments.create(admin, testers("ana"));
        on("one", FlagStrategy.everyone().within(List.of("testers")));
        FlagEvaluator evaluator = flags.evaluator(house.operator);
        assertThat(evaluator.isEnabled("one", FlagContext.user("ana"))).isTrue();

        segments.update(
                admin,
                "testers",
                new FlagSegmentPatch(Patched.to("Who tries"), testers("ben").constraints()),
                Expected.revision(1));

        assertThat(evaluator.isEnabled("one", FlagContext.user("ana"))).isFalse();
        assertThat(evaluator.isEnabled("one", FlagContext.user("ben"))).isTrue();
        assertThat(segments.get(admin, "testers").description()).isEqualTo("Who tries");
        assertRefused(FlagSegmentRefusal.IN_USE, () -> segments.delete(admin, "testers", Expected.any()));
        assertRefused(FlagSegmentRefusal.NAME_TAKEN, () -> segments.create(admin, testers("eve")));
        flags.delete(admin, "one", Expected.any());
        segments.delete(admin, "testers", Expected.revision(2));
        assertRefused(FlagSegmentRefusal.NOT_FOUND, () -> segments.get(admin, "testers"));
        assertThat(segments.list(admin, PageRequest.first(10)).items()).isEmpty();
        assertThat(house.auditedActions())
                .contains("flag-segment.created", "flag-segment.updated", "flag-segment.deleted");
        assertRefused(RequestRefusal.FORBIDDEN, () -> segments.create(ana, testers("eve")));
    }

    private static NewFlagSegment testers(String user) {
        return new NewFlagSegment("testers", null, List.of(FlagConstraint.in("userId", List.of(user))));
    }

    @Test
    void a_flag_depends_on_one_that_is_there_and_depends_on_none() {
        on("parent");
        flags.create(admin, FlagDefinition.of("child", depending("parent")));

        assertRefused(FlagRefusal.IN_USE, () -> flags.delete(admin, "parent", Expected.any()));
        assertRefused(
                FlagRefusal.DEPENDENCY_UNFIT,
                () -> flags.create(admin, FlagDefinition.of("grandchild", depending("child"))));
        assertRefused(
                FlagRefusal.DEPENDENCY_UNFIT,
                () -> flags.create(admin, FlagDefinition.of("other", depending("missing"))));
        on("grandparent");
        assertRefused(
                FlagRefusal.DEPENDENCY_UNFIT,
                () -> flags.update(
                        admin,
                        "parent",
                        new FeatureFlagPatch(
                                Patched.absent(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                Patched.absent(),
                                Patched.absent(),
                                List.of(FlagDependency.on("grandparent")),
                                null,
                                null),
                        Expected.any()));
    }

    private static FlagRules depending(String parent) {
        return new FlagRules(true, List.of(), null, null, List.of(FlagDependency.on(parent)), List.of(), List.of());
    }

    @Test
    void what_evaluation_could_not_read_is_refused_with_its_place() {
        assertInvalid("/name", FlagDefinition.of("a b", FlagRules.off()));
        assertInvalid("/name", FlagDefinition.of("..", FlagRules.off()));
        assertInvalid("/strategies/0/name", strategy("unheard-of", Map.of()));
        assertInvalid("/strategies/0/parameters/userIds", strategy(FlagStrategy.USERS, Map.of("userIds", " , ")));
        assertInvalid(
                "/strategies/0/parameters/rollout", strategy(FlagStrategy.GRADUAL_ROLLOUT, Map.of("rollout", "101")));
        assertInvalid(
                "/strategies/0/parameters/rollout", strategy(FlagStrategy.GRADUAL_ROLLOUT, Map.of("rollout", "0.5")));
        assertInvalid(
                "/strategies/0/parameters/rollout", strategy(FlagStrategy.FINE_ROLLOUT, Map.of("rollout", "0.005")));
        assertInvalid("/strategies/0/parameters/IPs", strategy(FlagStrategy.ADDRESSES, Map.of("IPs", "example.org")));
        assertInvalid("/strategies/0/parameters/color", strategy(FlagStrategy.EVERYONE, Map.of("color", "red")));
        assertInvalid("/strategies/0/constraints/0/value", constraint(ConstraintOperator.NUM_GT, "five"));
        assertInvalid("/strategies/0/constraints/0/value", constraint(ConstraintOperator.SEMVER_GT, "1.0"));
        assertInvalid("/strategies/0/constraints/0/value", constraint(ConstraintOperator.REGEX, "(?=a)"));
        assertInvalid(
                "/strategies/0/constraints/0/contextName", constraint(ConstraintOperator.DATE_AFTER, "2026-11-22"));
        assertInvalid("/strategies/0/constraints/0/values", constraint(ConstraintOperator.IN, "x"));
        assertInvalid("/variants", variants(FlagVariant.of("a", 0)));
        assertInvalid("/variants", variants(FlagVariant.of("a", 1), FlagVariant.of("a", 1)));
        assertInvalid("/variants/0/weight", variants(FlagVariant.of("a", 1_001)));
        assertInvalid(
                "/variants/0/payload/value",
                variants(new FlagVariant("a", 1, null, new VariantPayload(VariantPayload.Type.JSON, "{"), List.of())));
        assertInvalid(
                "/enabledUntil",
                FlagDefinition.of(
                        "flag",
                        new FlagRules(
                                true,
                                List.of(),
                                house.clock.instant(),
                                house.clock.instant(),
                                List.of(),
                                List.of(),
                                List.of())));
        assertInvalid("/environments", inEnvironments("a", "a"));
        assertInvalid("/dependencies/0/flag", FlagDefinition.of("flag", depending("flag")));
    }

    private static FlagDefinition inEnvironments(String... names) {
        return FlagDefinition.of(
                "flag", new FlagRules(true, List.of(names), null, null, List.of(), List.of(), List.of()));
    }

    private static FlagDefinition strategy(String name, Map<String, String> parameters) {
        return FlagDefinition.of("flag", FlagRules.on(FlagStrategy.of(name, parameters)));
    }

    private static FlagDefinition constraint(ConstraintOperator operator, String value) {
        return FlagDefinition.of(
                "flag", FlagRules.on(FlagStrategy.everyone(FlagConstraint.of("field", operator, value))));
    }

    private static FlagDefinition variants(FlagVariant... variants) {
        return FlagDefinition.of("flag", FlagRules.on().with(variants));
    }

    private void assertInvalid(String pointer, FlagDefinition flag) {
        var refusal = assertRefused(RequestRefusal.INVALID, () -> flags.create(admin, flag));
        assertThat(refusal.errors()).anyMatch(error -> error.pointer().startsWith(pointer));
    }

    @Test
    void a_flag_that_is_too_large_for_every_memory_is_refused() {
        List<String> values = IntStream.range(0, 1_000)
                .mapToObj(each -> "x".repeat(300) + each)
                .toList();

        assertPointers(
                assertRefused(
                        RequestRefusal.INVALID,
                        () -> flags.create(
                                admin,
                                FlagDefinition.of(
                                        "flag",
                                        FlagRules.on(FlagStrategy.everyone(FlagConstraint.in("field", values)))))),
                "");
    }

    @Test
    void a_flag_that_a_program_asks_for_is_seen() {
        on("checkout");

        flags.seen(admin, Set.of("checkout", "unknown"));

        assertThat(flags.get(admin, "checkout").lastSeenAt()).isEqualTo(house.clock.instant());
        assertThat(flags.get(admin, "checkout").expectedUntil()).isPresent();
        assertRefused(RequestRefusal.FORBIDDEN, () -> flags.seen(ana, Set.of("checkout")));
    }

    @Test
    void SDKs_of_Unleash_are_given_words_that_they_know() {
        segments.create(admin, testers("ana"));
        on("one", FlagStrategy.of(FlagStrategy.PLANS, Map.of("plans", "Free")).within(List.of("testers")));
        flags.create(
                admin,
                new FlagDefinition(
                        "two",
                        null,
                        FlagType.KILL_SWITCH,
                        new FlagRules(true, List.of(), house.clock.instant(), null, List.of(), List.of(), List.of()),
                        true,
                        true));
        ClientFeatures features = flags.clientFeatures(admin);
        FlagEvaluator theirs = new UnleashEngine(new Surroundings(null, house.clock, bound -> 0, null))
                .evaluator(JsonText.of(features.json()));

        assertThat(features.json())
                .contains("\"kill-switch\"", "\"stale\": true")
                .doesNotContain("\"plans\"");
        for (FlagContext context : List.of(
                FlagContext.builder().userId("ana").plan("Free").build(),
                FlagContext.builder().userId("ana").plan("Standard").build(),
                FlagContext.builder().userId("ben").plan("Free").build(),
                FlagContext.builder()
                        .currentTime(house.clock.instant().minusSeconds(1))
                        .build())) {
            for (FlagEvaluation ours : flags.evaluateFor(admin, List.of(), context)) {
                assertThat(theirs.isEnabled(ours.flag(), context)).isEqualTo(ours.enabled());
            }
        }
        flags.update(admin, "two", FeatureFlagPatch.switched(false), Expected.any());
        assertThat(flags.clientFeatures(admin).version()).isNotEqualTo(features.version());
    }
}
