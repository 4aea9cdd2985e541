package dev.tenon.cli.documents;

import dev.tenon.cli.TenonCommand.Work;
import java.io.InputStream;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows how far a file has come, where a person is looking. */
final class Transfer {

    private static final int COLUMNS = 80;

    private Transfer() {}

    /** The same stream, with a bar that moves as it is read. */
    static InputStream shown(Work work, String what, long size, InputStream stream) {
        if (!work.talkative() || !work.terminal().interactive()) {
            return stream;
        }
        PrintStream messages = work.terminal().messages();
        ProgressBarBuilder bar = new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(size)
                .setUnit(" KiB", 1024)
                .setConsumer(new ConsoleProgressBarConsumer(messages, COLUMNS));
        return ProgressBar.wrap(stream, bar);
    }
}
