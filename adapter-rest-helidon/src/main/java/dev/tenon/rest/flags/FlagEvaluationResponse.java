package dev.tenon.rest.flags;

import dev.tenon.ports.flags.ChosenVariant;
import dev.tenon.ports.flags.FlagEvaluation;
import dev.tenon.ports.flags.FlagFormat;
import dev.tenon.ports.flags.VariantPayload;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a flag is on, and why, as clients see it. */
record FlagEvaluationResponse(
        String flag,
        boolean enabled,
        Variant variant,
        String reason,
        @Nullable Integer strategy) {

    /** A variant as clients see it. */
    record Variant(String name, boolean enabled, @Nullable Map<String, Object> payload) {

        static Variant from(ChosenVariant variant) {
            VariantPayload payload = variant.payload();
            return new Variant(variant.name(), variant.enabled(), payload == null ? null : FlagFormat.tree(payload));
        }
    }

    /** Several evaluations. */
    record Many(List<FlagEvaluationResponse> items) {

        static Many from(List<FlagEvaluation> evaluations) {
            return new Many(
                    evaluations.stream().map(FlagEvaluationResponse::from).toList());
        }
    }

    static FlagEvaluationResponse from(FlagEvaluation evaluation) {
        return new FlagEvaluationResponse(
                evaluation.flag(),
                evaluation.enabled(),
                Variant.from(evaluation.variant()),
                evaluation.reason().name().toLowerCase(Locale.ROOT),
                evaluation.strategy());
    }
}
