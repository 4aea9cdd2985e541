package dev.tenon.extraction;

import dev.tenon.ports.documents.spi.DocumentProcessor.Unreadable;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.SynchronousQueue;

/**
 * The process that reads. It is told a file at a time by its standard input, and answers by its standard output; it ends when nobody
 * tells it anything any more, also in the middle of a file.
 */
final class ReaderMain {

    /** A file to read. */
    private record Task(String mediaType, Path file) {}

    private ReaderMain() {}

    public static void main(String... args) throws IOException, InterruptedException {
        DataOutputStream answers =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        // What a library prints must not come between the answers.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        SynchronousQueue<Task> tasks = new SynchronousQueue<>();
        Thread.ofPlatform().daemon().name("tasks").start(() -> listen(tasks));
        while (true) {
            Task task = tasks.take();
            try {
                Frames.answer(answers, Readers.read(task.mediaType(), task.file()));
            } catch (Unreadable why) {
                Frames.refuse(answers, why);
            }
        }
    }

    /** Listens all the time: the end of the input is the end of whoever asked. */
    private static void listen(SynchronousQueue<Task> tasks) {
        try (DataInputStream asked = new DataInputStream(new FileInputStream(FileDescriptor.in))) {
            while (true) {
                tasks.put(new Task(Frames.words(asked), Path.of(Frames.words(asked))));
            }
        } catch (IOException gone) {
            Runtime.getRuntime().halt(0);
        } catch (InterruptedException stopped) {
            Runtime.getRuntime().halt(0);
        }
    }
}
