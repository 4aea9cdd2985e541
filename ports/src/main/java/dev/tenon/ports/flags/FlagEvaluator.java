package dev.tenon.ports.flags;

import java.util.List;

/**
 * Answers from memory, without the database. Safe for use by many threads; keep it, it always knows the flags of now.
 */
public interface FlagEvaluator {

    /** Whether a flag is on; off if there is none of this name. */
    boolean isEnabled(String flag, FlagContext context);

    /** Whether a flag is on, with its variant and the reason. */
    FlagEvaluation evaluate(String flag, FlagContext context);

    /** Every flag, in the order of their names. */
    List<FlagEvaluation> evaluateAll(FlagContext context);
}
