package dev.tenon.core.kernel;

import dev.tenon.ports.audit.Usage;
import dev.tenon.ports.audit.UsageAction;
import dev.tenon.ports.audit.spi.UsageStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Measure;
import dev.tenon.ports.kernel.UsageId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.spi.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Records what people do with Tenon. A change's entry is part of its commit; a read has no commit to be part of, and must not
 * wait for one: its entry is written behind it.
 */
public final class UsageRecorder {

    private static final int CAPACITY = 20_000;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final UsageStore store;
    private final Ids ids;
    private final WriteBehind<Usage> buffer;

    public UsageRecorder(UsageStore store, Ids ids) {
        this.store = store;
        this.ids = ids;
        this.buffer = new WriteBehind<>("usage-log", CAPACITY, Job.BATCH, PAUSE, store::addApart);
    }

    /** Records a read by whoever asks, if that is a person who works for themselves. Never waits. */
    public void behind(Actor actor, Instant now, UsageAction action, Map<String, ?> details) {
        if (isThemselves(actor)) {
            actor.person().ifPresent(person -> buffer.offer(entry(person, now, action, details)));
        }
    }

    /** Records a change in the present unit of work. */
    void inCommit(Actor actor, Instant now, UsageAction action, Map<String, ?> details) {
        if (isThemselves(actor)) {
            actor.person().ifPresent(person -> inCommit(person, now, action, details));
        }
    }

    /** The same of this person. */
    void inCommit(UserId person, Instant now, UsageAction action, Map<String, ?> details) {
        store.add(entry(person, now, action, details));
    }

    /** The job that writes what was left to be written. */
    public BackgroundJob job() {
        return buffer.job();
    }

    /** What became of it. */
    public List<Measure> measures() {
        return buffer.measures();
    }

    private static boolean isThemselves(Actor actor) {
        return actor.impersonatorId() == null;
    }

    private Usage entry(UserId person, Instant now, UsageAction action, Map<String, ?> details) {
        return new Usage(
                new UsageId(ids.next()),
                person,
                null,
                action.actionName(),
                details.isEmpty() ? null : JsonText.object(details),
                null,
                now);
    }
}
