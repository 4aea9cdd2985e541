package dev.tenon.core.usecases;

import static dev.tenon.core.usecases.AccountUseCases.ANA;
import static dev.tenon.core.usecases.AccountUseCases.PAGE;
import static dev.tenon.core.usecases.UseCase.changes;
import static dev.tenon.core.usecases.UseCase.reads;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.flags.FeatureFlag;
import dev.tenon.ports.flags.FeatureFlagPatch;
import dev.tenon.ports.flags.FlagContext;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagFilter;
import dev.tenon.ports.flags.FlagQuestion;
import dev.tenon.ports.flags.FlagRules;
import dev.tenon.ports.flags.FlagSegment;
import dev.tenon.ports.flags.FlagSegmentPatch;
import dev.tenon.ports.flags.NewFlagSegment;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Patched;
import java.util.List;
import java.util.Set;

/** Feature flags and their segments. */
final class FlagUseCases {

    private FlagUseCases() {}

    static List<UseCase> all() {
        return List.of(
                reads(
                        "featureFlags.list",
                        house -> () -> house.tenon.featureFlags().list(house.operator, FlagFilter.all(), PAGE)),
                reads("featureFlags.get", house -> {
                    checkout(house);
                    return () -> house.tenon.featureFlags().get(house.operator, "checkout");
                }),
                changes("featureFlags.create", house -> () -> checkout(house)),
                changes("featureFlags.update", house -> {
                    checkout(house);
                    return () -> house.tenon
                            .featureFlags()
                            .update(house.operator, "checkout", FeatureFlagPatch.switched(true), Expected.any());
                }),
                changes("featureFlags.delete", house -> {
                    checkout(house);
                    return () -> house.tenon.featureFlags().delete(house.operator, "checkout", Expected.any());
                }),
                reads("featureFlags.evaluate", house -> {
                    checkout(house);
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.featureFlags().evaluate(ana, FlagQuestion.about("checkout"));
                }),
                reads(
                        "featureFlags.evaluateFor",
                        house -> () ->
                                house.tenon.featureFlags().evaluateFor(house.operator, List.of(), FlagContext.empty())),
                reads(
                        "featureFlags.evaluator",
                        house -> () -> house.tenon.featureFlags().evaluator(house.operator)),
                reads(
                        "featureFlags.clientFeatures",
                        house -> () -> house.tenon.featureFlags().clientFeatures(house.operator)),
                reads(
                        "featureFlags.seen",
                        house -> {
                            checkout(house);
                            return () -> house.tenon.featureFlags().seen(house.operator, Set.of("checkout"));
                        },
                        "feature_flags"),
                reads(
                        "flagSegments.list",
                        house -> () -> house.tenon.flagSegments().list(house.operator, PAGE)),
                reads("flagSegments.get", house -> {
                    testers(house);
                    return () -> house.tenon.flagSegments().get(house.operator, "testers");
                }),
                changes("flagSegments.create", house -> () -> testers(house)),
                changes("flagSegments.update", house -> {
                    testers(house);
                    return () -> house.tenon
                            .flagSegments()
                            .update(
                                    house.operator,
                                    "testers",
                                    new FlagSegmentPatch(Patched.to("Who tries"), null),
                                    Expected.any());
                }),
                changes("flagSegments.delete", house -> {
                    testers(house);
                    return () -> house.tenon.flagSegments().delete(house.operator, "testers", Expected.any());
                }));
    }

    private static FeatureFlag checkout(TenonInMemory house) {
        return house.tenon.featureFlags().create(house.operator, FlagDefinition.of("checkout", FlagRules.off()));
    }

    private static FlagSegment testers(TenonInMemory house) {
        return house.tenon.flagSegments().create(house.operator, new NewFlagSegment("testers", null, List.of()));
    }
}
