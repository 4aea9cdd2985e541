package dev.tenon.ports.billing.spi;

import dev.tenon.ports.billing.Trial;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SubjectId;
import org.jspecify.annotations.Nullable;

/** Stores trials (table {@code trial_periods}). Rows stay when a person is erased, so that a trial is given once for good. */
public interface TrialStore {

    /**
     * Adds a trial.
     *
     * @param emailHash a pseudonym of the canonical address of who asks
     * @return false if the subject, or that address, had one already
     */
    boolean insert(Trial trial, String emailHash);

    /** Notes that the subject's trial is over, if one runs. */
    void end(SubjectId subject);

    /** Trials, newest first. {@code null} for everybody's. A person's are those that the person asked for. */
    Page<Trial> list(@Nullable SubjectId subject, PageRequest page);
}
