package dev.tenon.extraction;

import dev.tenon.ports.documents.spi.DocumentProcessor.Interrupted;
import dev.tenon.ports.documents.spi.DocumentProcessor.Unreadable;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One process that reads, one file at a time. */
final class ReaderProcess implements AutoCloseable {

    /** How a process ends that has no memory left, as it was told to. */
    private static final int OUT_OF_MEMORY = 3;

    private final Process process;
    private final DataOutputStream tasks;
    private final DataInputStream answers;
    private final Limits limits;
    private int done;
    private volatile boolean isLate;
    private volatile boolean isClosed;

    private ReaderProcess(Process process, Limits limits) {
        this.process = process;
        this.tasks = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        this.limits = limits;
    }

    /** What it writes on the way lies in a folder of its own, which goes with it however it ends. */
    static ReaderProcess start(Limits limits, Spool spool) throws IOException {
        Path folder = spool.newFolder();
        ProcessBuilder builder = new ProcessBuilder(ReaderCommand.of(limits, folder)).directory(folder.toFile());
        // Nothing of what this process was told, least of all passwords.
        builder.environment().clear();
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        CompletableFuture<Void> unused = process.onExit().thenRun(() -> spool.forget(folder));
        return new ReaderProcess(process, limits);
    }

    /** How many files it has read. */
    int done() {
        return done;
    }

    boolean isAlive() {
        return !isClosed && process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Reads a file; whatever goes wrong but the file itself ends the process. */
    Reading read(String mediaType, Path file) throws Unreadable, Interrupted {
        done++;
        CompletableFuture<Void> late = CompletableFuture.runAsync(
                this::endLate, CompletableFuture.delayedExecutor(limits.time().toMillis(), TimeUnit.MILLISECONDS));
        boolean isAnswered = false;
        try {
            Frames.ask(tasks, mediaType, file.toString());
            Reading reading = Frames.answer(answers);
            isAnswered = true;
            return reading;
        } catch (Unreadable why) {
            isAnswered = true;
            throw why;
        } catch (IOException broken) {
            throw ended(broken);
        } finally {
            late.cancel(false);
            if (!isAnswered) {
                close();
            }
        }
    }

    private void endLate() {
        isLate = true;
        close();
    }

    private Interrupted ended(IOException broken) throws Unreadable {
        if (isLate) {
            throw new Unreadable("Reading the file took longer than " + words(limits.time()) + ".");
        }
        int status = status();
        if (status == OUT_OF_MEMORY) {
            throw new Unreadable(
                    "Reading the file takes more memory than the " + limits.memoryMiB() + " MiB that there are.");
        }
        return new Interrupted("The process that reads ended (" + status + ").", broken);
    }

    private int status() {
        try {
            return process.waitFor(1, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private static String words(Duration time) {
        return time.toSeconds() == 1 ? "a second" : time.toSeconds() + " seconds";
    }

    @Override
    public void close() {
        isClosed = true;
        process.destroyForcibly();
    }
}
