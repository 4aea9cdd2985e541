package dev.tenon.openfeature;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.ImmutableMetadata;
import dev.openfeature.sdk.Metadata;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.Reason;
import dev.openfeature.sdk.Value;
import dev.tenon.ports.flags.ChosenVariant;
import dev.tenon.ports.flags.FlagContext;
import dev.tenon.ports.flags.FlagEvaluation;
import dev.tenon.ports.flags.FlagEvaluator;
import dev.tenon.ports.flags.FlagReason;
import dev.tenon.ports.flags.VariantPayload;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Answers clients of OpenFeature from memory. A truth value is whether the flag is on; a text, a number or an object is the payload of
 * the variant that the caller gets, of the same type: {@code string} and {@code csv} are texts, {@code number} is any number that it fits
 * into, {@code json} an object. While the flag is off, all but the truth value are the default of whoever asks.
 *
 * <p>The targeting key is the user, else the field {@code userId}. {@code sessionId}, {@code remoteAddress}, {@code environment}, {@code
 * appName}, {@code organizationId}, {@code plan}, {@code roles} (a list, or one) and {@code currentTime} (an instant, or one as a text) are
 * what Tenon calls so. Every other text, number, truth value and instant is a property; other lists and structures are passed over, since
 * no constraint looks into them.
 *
 * <table>
 * <caption>Reasons and errors</caption>
 * <tr><td>{@code STATIC}</td><td>on for everyone</td></tr>
 * <tr><td>{@code TARGETING_MATCH}</td><td>on, since a strategy lets the caller in</td></tr>
 * <tr><td>{@code SPLIT}</td><td>a payload: of several variants this one fell to the caller</td></tr>
 * <tr><td>{@code DISABLED}</td><td>off: its switch, its environments or its schedule</td></tr>
 * <tr><td>{@code DEFAULT}</td><td>off: no strategy lets the caller in, or another flag is not as it has to be</td></tr>
 * <tr><td>{@code FLAG_NOT_FOUND}</td><td>there is no such flag</td></tr>
 * <tr><td>{@code TYPE_MISMATCH}</td><td>the flag is on, but there is no payload of this type for the caller</td></tr>
 * <tr><td>{@code PARSE_ERROR}</td><td>the payload is not of the type that it is said to be</td></tr>
 * <tr><td>{@code INVALID_CONTEXT}</td><td>a field that Tenon knows is of another type</td></tr>
 * </table>
 *
 * <p>The flag's metadata has Tenon's own {@link FlagReason} in small letters as {@code reason}, and as {@code strategy} which strategy let the caller in,
 * from 0 on.
 *
 * <p>Safe for use by many threads.
 */
public final class TenonProvider implements FeatureProvider {

    private static final String NAME = "Tenon";

    private final FlagEvaluator evaluator;

    /** Answers from {@code evaluator}, for instance {@code tenon.featureFlags().evaluator(actor)}. */
    public TenonProvider(FlagEvaluator evaluator) {
        this.evaluator = evaluator;
    }

    @Override
    public Metadata getMetadata() {
        return () -> NAME;
    }

    /** Reads the flags if nobody has, so that the provider is not ready before they are there. */
    @Override
    public void initialize(EvaluationContext evaluationContext) {
        evaluator.isEnabled("", FlagContext.empty());
    }

    @Override
    public ProviderEvaluation<Boolean> getBooleanEvaluation(String key, Boolean defaultValue, EvaluationContext ctx) {
        try {
            FlagEvaluation found = evaluate(key, ctx);
            return answer(found, found.enabled(), reason(found.reason()));
        } catch (Unanswerable unanswerable) {
            return error(defaultValue, unanswerable);
        }
    }

    @Override
    public ProviderEvaluation<String> getStringEvaluation(String key, String defaultValue, EvaluationContext ctx) {
        return payload(key, defaultValue, ctx, Payloads::text);
    }

    @Override
    public ProviderEvaluation<Integer> getIntegerEvaluation(String key, Integer defaultValue, EvaluationContext ctx) {
        return payload(key, defaultValue, ctx, Payloads::integer);
    }

    @Override
    public ProviderEvaluation<Long> getLongEvaluation(String key, Long defaultValue, EvaluationContext ctx) {
        return payload(key, defaultValue, ctx, Payloads::wideInteger);
    }

    @Override
    public ProviderEvaluation<Double> getDoubleEvaluation(String key, Double defaultValue, EvaluationContext ctx) {
        return payload(key, defaultValue, ctx, Payloads::decimal);
    }

    @Override
    public ProviderEvaluation<Value> getObjectEvaluation(String key, Value defaultValue, EvaluationContext ctx) {
        return payload(key, defaultValue, ctx, Payloads::json);
    }

    private interface Reader<T> {
        T read(VariantPayload payload) throws Unanswerable;
    }

    private <T> ProviderEvaluation<T> payload(String key, T defaultValue, EvaluationContext ctx, Reader<T> reader) {
        try {
            FlagEvaluation found = evaluate(key, ctx);
            if (!found.enabled()) {
                return answer(found, defaultValue, reason(found.reason()));
            }
            VariantPayload payload = found.variant().payload();
            if (payload == null) {
                throw new Unanswerable(
                        ErrorCode.TYPE_MISMATCH,
                        "The flag is on, but the caller gets no variant with a payload: ask for a truth value.");
            }
            return answer(found, reader.read(payload), Reason.SPLIT);
        } catch (Unanswerable unanswerable) {
            return error(defaultValue, unanswerable);
        }
    }

    private FlagEvaluation evaluate(String key, EvaluationContext context) throws Unanswerable {
        FlagEvaluation found = evaluator.evaluate(key, Contexts.of(context));
        if (found.reason() == FlagReason.UNKNOWN) {
            throw new Unanswerable(ErrorCode.FLAG_NOT_FOUND, "There is no flag " + key + ".");
        }
        return found;
    }

    private static Reason reason(FlagReason reason) {
        return switch (reason) {
            case EVERYONE -> Reason.STATIC;
            case STRATEGY -> Reason.TARGETING_MATCH;
            case SWITCHED_OFF, ENVIRONMENT, SCHEDULE -> Reason.DISABLED;
            case NO_STRATEGY, DEPENDENCY -> Reason.DEFAULT;
            case UNKNOWN -> Reason.ERROR;
        };
    }

    private static <T> ProviderEvaluation<T> answer(FlagEvaluation found, T value, Reason reason) {
        return ProviderEvaluation.<T>builder()
                .value(value)
                .variant(variant(found.variant()))
                .reason(reason.toString())
                .flagMetadata(metadata(found))
                .build();
    }

    private static @Nullable String variant(ChosenVariant chosen) {
        return chosen.enabled() ? chosen.name() : null;
    }

    private static ImmutableMetadata metadata(FlagEvaluation found) {
        ImmutableMetadata.ImmutableMetadataBuilder metadata = ImmutableMetadata.builder()
                .addString("reason", found.reason().name().toLowerCase(Locale.ROOT));
        Integer strategy = found.strategy();
        return (strategy == null ? metadata : metadata.addInteger("strategy", strategy)).build();
    }

    private static <T> ProviderEvaluation<T> error(T defaultValue, Unanswerable unanswerable) {
        return ProviderEvaluation.<T>builder()
                .value(defaultValue)
                .reason(Reason.ERROR.toString())
                .errorCode(unanswerable.code())
                .errorMessage(unanswerable.getMessage())
                .build();
    }
}
