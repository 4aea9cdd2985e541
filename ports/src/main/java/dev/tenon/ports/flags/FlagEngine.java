package dev.tenon.ports.flags;

import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Refusal;
import java.util.ServiceLoader;

/** Evaluates flags that are in no database: a state as servers of Unleash give it to their SDKs. */
public interface FlagEngine {

    /** The one on the class path, which {@code tenon-core} offers. */
    static FlagEngine installed() {
        return ServiceLoader.load(FlagEngine.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Put tenon-core on the class path: it evaluates flags"));
    }

    /**
     * An evaluator of this state: {@code {"version", "features", "segments"}}, or the {@code {"events"}} of the delta protocol.
     *
     * @throws Refusal {@code request-invalid}, saying which part of it cannot be read
     */
    FlagEvaluator evaluator(JsonText state);

    /**
     * A context as Unleash writes it: an object of texts, numbers and truth values, with further ones under {@code properties}.
     *
     * @throws Refusal {@code request-invalid}
     */
    FlagContext context(JsonText context);

    /**
     * The flags and segments of this state, to be made here. Segments are called {@code segment-<number>} if they have no name.
     *
     * @throws Refusal {@code request-invalid}
     */
    FlagState state(JsonText state);
}
