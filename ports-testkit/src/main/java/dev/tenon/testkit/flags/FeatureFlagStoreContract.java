package dev.tenon.testkit.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.flags.ConstraintOperator;
import dev.tenon.ports.flags.FeatureFlag;
import dev.tenon.ports.flags.FlagConstraint;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagDependency;
import dev.tenon.ports.flags.FlagFilter;
import dev.tenon.ports.flags.FlagRefusal;
import dev.tenon.ports.flags.FlagRules;
import dev.tenon.ports.flags.FlagSegment;
import dev.tenon.ports.flags.FlagSegmentRefusal;
import dev.tenon.ports.flags.FlagStrategy;
import dev.tenon.ports.flags.FlagType;
import dev.tenon.ports.flags.FlagVariant;
import dev.tenon.ports.flags.VariantOverride;
import dev.tenon.ports.flags.VariantPayload;
import dev.tenon.ports.flags.spi.FeatureFlagStore.State;
import dev.tenon.ports.kernel.FeatureFlagId;
import dev.tenon.ports.kernel.FlagSegmentId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.StorageContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of feature flags and their segments does. */
public abstract class FeatureFlagStoreContract extends StorageContract {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static final FlagConstraint COUNTRY = FlagConstraint.in("country", List.of("DE", "FR"));

    @Test
    void keeps_a_flag_with_all_that_it_is_made_of() {
        stored(segment("testers"));
        stored(flag("parent", FlagRules.on()));
        FeatureFlag checkout = stored(flag("checkout", everything()));

        assertThat(storage.featureFlags().find("checkout")).contains(checkout);
        assertThat(storage.featureFlags().find("Checkout")).isEmpty();
        assertThat(checkout.definition().rules()).isEqualTo(everything());
    }

    private static FlagRules everything() {
        FlagVariant blue = new FlagVariant(
                "blue",
                400,
                "userId",
                new VariantPayload(VariantPayload.Type.JSON, "{\"a\": [1]}"),
                List.of(new VariantOverride("userId", List.of("ana", "ben"))));
        FlagStrategy rollout = new FlagStrategy(
                FlagStrategy.GRADUAL_ROLLOUT,
                Map.of("rollout", "25", "groupId", "checkout"),
                List.of(
                        COUNTRY,
                        new FlagConstraint("version", ConstraintOperator.SEMVER_GT, List.of(), "1.2.3", true, false)),
                List.of("testers"),
                List.of(blue, FlagVariant.of("green", 600)),
                true);
        FlagStrategy off =
                new FlagStrategy(FlagStrategy.USERS, Map.of("userIds", "ana"), List.of(), List.of(), List.of(), false);
        return new FlagRules(
                true,
                List.of("production", "staging"),
                NOON,
                NOON.plus(Duration.ofDays(7)),
                List.of(new FlagDependency("parent", true, List.of("red"))),
                List.of(rollout, off),
                List.of(FlagVariant.of("plain", 1)));
    }

    @Test
    void defines_a_flag_anew_and_raises_its_revision() {
        FeatureFlag before = stored(flag("checkout", FlagRules.on(FlagStrategy.rollout(10))));
        FlagDefinition wanted =
                before.definition().withRules(FlagRules.on(FlagStrategy.everyone(COUNTRY), FlagStrategy.rollout(50)));

        FeatureFlag after = commit(() -> storage.featureFlags().update(before.defined(wanted), NOON))
                .orElseThrow();

        assertThat(after.definition()).isEqualTo(wanted);
        assertThat(after.revision()).isEqualTo(2);
        assertThat(after.updatedAt()).isEqualTo(NOON);
        assertThat(commit(() -> storage.featureFlags().update(before.defined(wanted), NOON)))
                .isEmpty();
    }

    @Test
    void refuses_a_name_that_there_is_and_a_segment_that_there_is_not() {
        stored(flag("checkout", FlagRules.off()));
        FlagStrategy testers = FlagStrategy.rollout(10).within(List.of("testers"));

        assertRefused(FlagRefusal.NAME_TAKEN, () -> stored(flag("checkout", FlagRules.off())));
        assertRefused(FlagRefusal.SEGMENT_UNKNOWN, () -> stored(flag("other", FlagRules.on(testers))));
    }

    @Test
    void adds_no_more_than_there_may_be() {
        assertThat(commit(() -> storage.featureFlags().insert(flag("one", FlagRules.off()), 1)))
                .isTrue();
        assertThat(commit(() -> storage.featureFlags().insert(flag("two", FlagRules.off()), 1)))
                .isFalse();
    }

    @Test
    void lists_the_oldest_first_and_what_a_filter_wants() {
        stored(flag("checkout", FlagRules.on()));
        stored(flag("Check-in", FlagRules.off()));
        stored(flag("search", FlagRules.on()));

        assertThat(names(FlagFilter.all())).containsExactly("checkout", "Check-in", "search");
        assertThat(names(new FlagFilter("CHECK", null, null, null))).containsExactly("checkout", "Check-in");
        assertThat(names(new FlagFilter("%", null, null, null))).isEmpty();
        assertThat(names(new FlagFilter(null, FlagType.PERMISSION, null, null))).isEmpty();
        assertThat(names(new FlagFilter(null, null, true, null))).containsExactly("checkout", "search");
        assertThat(names(new FlagFilter(null, null, null, true))).isEmpty();
        assertThat(storage.featureFlags()
                        .list(FlagFilter.all(), PageRequest.first(2))
                        .nextPosition())
                .isNotNull();
    }

    private List<String> names(FlagFilter filter) {
        return storage.featureFlags().list(filter, PageRequest.first(50)).items().stream()
                .map(FeatureFlag::name)
                .toList();
    }

    @Test
    void tells_everything_at_once_unless_nothing_has_changed() {
        FlagSegment testers = stored(segment("testers"));
        FeatureFlag search =
                stored(flag("search", FlagRules.on(FlagStrategy.rollout(10).within(List.of("testers")))));
        FeatureFlag checkout = stored(flag("checkout", FlagRules.off()));

        State state = storage.featureFlags().stateUnless(-1).orElseThrow();

        assertThat(state.flags()).containsExactly(checkout.definition(), search.definition());
        assertThat(state.segments()).containsExactly(testers);
        assertThat(storage.featureFlags().stateUnless(state.version())).isEmpty();
        change(() -> storage.featureFlags().lockForChange());
        assertThat(storage.featureFlags().stateUnless(state.version()))
                .map(State::version)
                .contains(state.version() + 1);
    }

    @Test
    void changes_need_a_unit_of_work() {
        assertThatThrownBy(() -> storage.featureFlags().lockForChange()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storage.featureFlags().insert(flag("one", FlagRules.off()), 9))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void knows_what_others_depend_on() {
        stored(flag("parent", FlagRules.on()));
        FlagRules child =
                new FlagRules(true, List.of(), null, null, List.of(FlagDependency.on("parent")), List.of(), List.of());
        FeatureFlag stored = stored(flag("child", child));

        assertThat(storage.featureFlags().isDependedOn("parent")).isTrue();
        assertThat(storage.featureFlags().isDependedOn("child")).isFalse();
        change(() -> storage.featureFlags().delete(stored.id()));
        assertThat(storage.featureFlags().find("child")).isEmpty();
        assertThat(storage.featureFlags().isDependedOn("parent")).isFalse();
    }

    @Test
    void notes_when_a_flag_was_asked_for_once_in_a_while() {
        stored(flag("checkout", FlagRules.on()));

        seen(NOON);
        seen(NOON.plusSeconds(60));
        assertThat(storage.featureFlags().find("checkout").orElseThrow().lastSeenAt())
                .isEqualTo(NOON);

        seen(NOON.plus(Duration.ofHours(2)));
        FeatureFlag found = storage.featureFlags().find("checkout").orElseThrow();
        assertThat(found.lastSeenAt()).isEqualTo(NOON.plus(Duration.ofHours(2)));
        assertThat(found.revision()).isEqualTo(1);
    }

    private void seen(Instant now) {
        change(() -> storage.featureFlags().seen(Set.of("checkout", "unknown"), now, now.minus(Duration.ofHours(1))));
    }

    @Test
    void keeps_a_segment_and_changes_it() {
        FlagSegment testers = stored(segment("testers"));

        assertThat(storage.flagSegments().find("testers")).contains(testers);
        assertThat(storage.flagSegments().list(PageRequest.first(50)).items()).containsExactly(testers);
        FlagSegment wanted = new FlagSegment(
                testers.id(), testers.name(), "Who tries", List.of(), testers.createdAt(), testers.updatedAt(), 1);
        FlagSegment after =
                commit(() -> storage.flagSegments().update(wanted, NOON)).orElseThrow();
        assertThat(after.description()).isEqualTo("Who tries");
        assertThat(after.constraints()).isEmpty();
        assertThat(after.revision()).isEqualTo(2);
        assertThat(commit(() -> storage.flagSegments().update(wanted, NOON))).isEmpty();
    }

    @Test
    void a_segment_that_a_flag_names_stays() {
        FlagSegment testers = stored(segment("testers"));
        FeatureFlag flag =
                stored(flag("one", FlagRules.on(FlagStrategy.rollout(10).within(List.of("testers")))));

        assertRefused(FlagSegmentRefusal.IN_USE, () -> delete(testers));
        assertRefused(FlagSegmentRefusal.NAME_TAKEN, () -> stored(segment("testers")));
        change(() -> storage.featureFlags().delete(flag.id()));
        delete(testers);
        assertThat(storage.flagSegments().find("testers")).isEmpty();
        assertThat(commit(() -> storage.flagSegments().insert(segment("other"), 0)))
                .isFalse();
    }

    private void delete(FlagSegment segment) {
        change(() -> storage.flagSegments().delete(segment.id()));
    }

    private FeatureFlag stored(FeatureFlag flag) {
        assertThat(commit(() -> storage.featureFlags().insert(flag, 100))).isTrue();
        return flag;
    }

    private FlagSegment stored(FlagSegment segment) {
        assertThat(commit(() -> storage.flagSegments().insert(segment, 100))).isTrue();
        return segment;
    }

    private static FeatureFlag flag(String name, FlagRules rules) {
        return new FeatureFlag(
                new FeatureFlagId(Fixtures.anId()), FlagDefinition.of(name, rules), null, START, START, 1);
    }

    private static FlagSegment segment(String name) {
        return new FlagSegment(new FlagSegmentId(Fixtures.anId()), name, null, List.of(COUNTRY), START, START, 1);
    }
}
