package dev.tenon.cli.billing;

import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.Refusal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What plans are called, each asked for once. */
final class PlanNames {

    private final Work work;
    private final Actor actor;
    private final Map<PlanId, String> names = new HashMap<>();

    PlanNames(Work work, Actor actor) {
        this.work = work;
        this.actor = actor;
    }

    /** The name; the id of a plan that the caller may not see. */
    @Nullable
    String of(@Nullable PlanId id) {
        return id == null ? null : names.computeIfAbsent(id, this::name);
    }

    private String name(PlanId id) {
        try {
            return work.tenon().plans().get(actor, id).name();
        } catch (Refusal notShown) {
            return id.toString();
        }
    }
}
