package dev.tenon.cli;

import dev.tenon.cli.TenonCommand.Work;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how many rows were done, where a person is looking and there are many. */
public final class RowsBar implements AutoCloseable {

    private static final int COLUMNS = 80;
    private static final long WORTH_A_BAR = 5_000;

    private final Work work;
    private final String task;
    private @Nullable ProgressBar bar;

    public RowsBar(Work work, String task) {
        this.work = work;
        this.task = task;
    }

    /**
     * Shows it.
     *
     * @param of how many there are; negative if nobody knows
     */
    public void at(long done, long of) {
        ProgressBar present = bar;
        if (present == null) {
            if (Math.max(done, of) < WORTH_A_BAR
                    || !work.talkative()
                    || !work.terminal().interactive()) {
                return;
            }
            present = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(of)
                    .setUnit(" rows", 1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(work.terminal().messages(), COLUMNS))
                    .build();
            bar = present;
        }
        present.stepTo(done);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
