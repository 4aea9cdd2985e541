package dev.tenon.ports.flags;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import java.util.List;
import java.util.Set;

/**
 * Feature flags. They are read with {@code flags:read} and changed with {@code flags:write}; what is on for oneself, every account may
 * ask.
 */
public interface FeatureFlags {

    /** How many flags there can be. */
    int MOST_FLAGS = 5_000;

    /** The flags, oldest first. */
    Page<FeatureFlag> list(Actor actor, FlagFilter filter, PageRequest page);

    /**
     * One flag.
     *
     * @throws Refusal {@link FlagRefusal#NOT_FOUND}
     */
    FeatureFlag get(Actor actor, String name);

    /**
     * Makes a flag.
     *
     * <p>Recorded as {@code flag.created}.
     *
     * @throws Refusal {@link FlagRefusal#NAME_TAKEN}; {@link FlagRefusal#TOO_MANY}; {@link FlagRefusal#SEGMENT_UNKNOWN}; {@link
     *     FlagRefusal#DEPENDENCY_UNFIT}; {@code request-invalid}
     */
    FeatureFlag create(Actor actor, FlagDefinition definition);

    /**
     * Changes a flag. Whoever asks on this server sees it at once, on others within moments.
     *
     * <p>Recorded as {@code flag.updated}, and as {@code flag.enabled} or {@code flag.disabled} if its switch is turned.
     *
     * @throws Refusal {@link FlagRefusal#NOT_FOUND}; {@link FlagRefusal#SEGMENT_UNKNOWN}; {@link FlagRefusal#DEPENDENCY_UNFIT}; {@code
     *     request-precondition-failed}; {@code request-invalid}
     */
    FeatureFlag update(Actor actor, String name, FeatureFlagPatch patch, Expected expected);

    /**
     * Deletes a flag that no other depends on. From then on it is off for everyone.
     *
     * <p>Recorded as {@code flag.deleted}.
     *
     * @throws Refusal {@link FlagRefusal#NOT_FOUND}; {@link FlagRefusal#IN_USE}; {@code request-precondition-failed}
     */
    void delete(Actor actor, String name, Expected expected);

    /**
     * What is on for the actor itself: its account, session, address, roles and plan, and those of the organization that it names and is a
     * member of.
     *
     * @return an answer to each flag in question, in its order
     * @throws Refusal {@link FlagRefusal#NOT_FOUND} if a flag is named that there is not; {@code organization-not-found}; {@code
     *     request-invalid}
     */
    List<FlagEvaluation> evaluate(Actor actor, FlagQuestion question);

    /**
     * What is on for anybody, by a context of the actor's choice. Needs {@code flags:read}.
     *
     * @param flags which flags; empty for all
     * @throws Refusal {@link FlagRefusal#NOT_FOUND}; {@code request-invalid}
     */
    List<FlagEvaluation> evaluateFor(Actor actor, List<String> flags, FlagContext context);

    /** What answers in this process, in less than a microsecond and without the database. Needs {@code flags:read}. */
    FlagEvaluator evaluator(Actor actor);

    /** All flags for SDKs of Unleash. Needs {@code flags:read}. */
    ClientFeatures clientFeatures(Actor actor);

    /**
     * Notes that a program has asked for these flags; flags that there are not are passed over. Needs {@code flags:read}; not recorded.
     *
     * @throws Refusal {@code request-invalid} if there are more than {@link #MOST_FLAGS}
     */
    void seen(Actor actor, Set<String> flags);
}
