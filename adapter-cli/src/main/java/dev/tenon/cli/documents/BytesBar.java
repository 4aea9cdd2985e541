package dev.tenon.cli.documents;

import dev.tenon.cli.TenonCommand.Work;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how many bytes were done, where a person is looking. */
final class BytesBar implements AutoCloseable {

    private static final int COLUMNS = 80;

    private final Work work;
    private final String task;
    private @Nullable ProgressBar bar;

    BytesBar(Work work, String task) {
        this.work = work;
        this.task = task;
    }

    /** Shows it. */
    void at(long done, long of) {
        if (!work.talkative() || !work.terminal().interactive()) {
            return;
        }
        ProgressBar present = bar;
        if (present == null) {
            present = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(of)
                    .setUnit(" MiB", 1 << 20)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(work.terminal().messages(), COLUMNS))
                    .build();
            bar = present;
        }
        present.maxHint(of);
        present.stepTo(done);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
