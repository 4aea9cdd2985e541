package dev.tenon.cli.documents;

import dev.tenon.cli.TenonCommand.Work;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A file on its way in or out. Shows how far it has come, where a person is looking. When the process is told to stop, the
 * stream breaks off and the process waits a little, so that what was half done is taken back: the space of an upload, the
 * part file of a download.
 */
final class Transfer implements AutoCloseable {

    private static final int COLUMNS = 80;
    private static final long WORTH_A_BAR = 1L << 20;
    private static final int SECONDS_TO_TAKE_BACK = 10;

    private final Work work;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread atShutdown = new Thread(this::breakOff, "tenon-transfer");
    private volatile boolean stopping;

    private Transfer(Work work) {
        this.work = work;
    }

    static Transfer begin(Work work) {
        Transfer transfer = new Transfer(work);
        Runtime.getRuntime().addShutdownHook(transfer.atShutdown);
        return transfer;
    }

    /** The same stream, with a bar if it is long. */
    InputStream of(String name, long size, InputStream stream) {
        InputStream breakable = new Breakable(stream);
        if (size < WORTH_A_BAR || !work.talkative() || !work.terminal().interactive()) {
            return breakable;
        }
        ProgressBarBuilder bar = new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(size)
                .setUnit(" MiB", 1 << 20)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(work.terminal().messages(), COLUMNS));
        return ProgressBar.wrap(breakable, bar);
    }

    /** The same stream. */
    OutputStream of(OutputStream stream) {
        return new BreakableOutput(stream);
    }

    /** Everything is done, or taken back. */
    @Override
    public void close() {
        over.countDown();
        if (!stopping) {
            try {
                Runtime.getRuntime().removeShutdownHook(atShutdown);
            } catch (IllegalStateException alreadyStopping) {
                // the hook runs, and finds that all is over
                stopping = true;
            }
        }
    }

    private void breakOff() {
        stopping = true;
        try {
            boolean inTime = over.await(SECONDS_TO_TAKE_BACK, TimeUnit.SECONDS);
            if (!inTime) {
                work.output().say("What was under way could not be taken back in time.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void breakOffIfStopping() throws IOException {
        if (stopping) {
            throw new InterruptedIOException("Told to stop");
        }
    }

    private final class BreakableOutput extends FilterOutputStream {

        BreakableOutput(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(int oneByte) throws IOException {
            breakOffIfStopping();
            out.write(oneByte);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            breakOffIfStopping();
            out.write(buffer, offset, length);
        }
    }

    private final class Breakable extends FilterInputStream {

        Breakable(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            breakOffIfStopping();
            return super.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            breakOffIfStopping();
            return super.read(buffer, offset, length);
        }
    }
}
