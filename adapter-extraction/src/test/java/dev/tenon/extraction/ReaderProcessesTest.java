package dev.tenon.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.documents.spi.DocumentProcessor.Interrupted;
import dev.tenon.ports.documents.spi.DocumentProcessor.Unreadable;
import dev.tenon.testkit.Race;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of processes that read. */
class ReaderProcessesTest {

    @TempDir
    private Path folder;

    private ReaderProcesses readers;

    @BeforeEach
    void setUp() {
        readers = readers(new Limits(Duration.ofSeconds(30), 64, 100L << 20));
    }

    @AfterEach
    void tearDown() {
        readers.close();
    }

    @Test
    void one_process_reads_one_file_after_another_and_is_told_nothing_of_the_environment() throws Exception {
        assertThat(readers.all()).isEmpty();

        Reading first = readers.read("application/pdf", file(SampleFiles.pdf(2, false)));
        assertThatThrownBy(() -> readers.read("application/pdf", file(bytes("%PDF-1.7 broken"))))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("broken");
        Reading second = readers.read("text/plain", file(bytes("hello")));

        assertThat(first.text()).contains("Quarterly report, page 2");
        assertThat(first.pages()).isEqualTo(2);
        assertThat(first.language()).isEqualTo("de");
        assertThat(first.thumbnail()).isNotEmpty();
        assertThat(second.text()).isEqualTo("hello");
        assertThat(readers.all()).hasSize(1);
        Path environment = Path.of("/proc", Long.toString(only().pid()), "environ");
        assertThat(!Files.exists(environment) || Files.readString(environment).isEmpty())
                .isTrue();
    }

    @Test
    void a_file_that_takes_more_memory_than_there_is_ends_the_process_and_the_next_file_gets_another()
            throws Exception {
        assertThatThrownBy(() -> readers.read("text/html", file(bytes("<i>".repeat(1_300_000)))))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("more memory than the 64 MiB");

        assertThat(readers.read("text/plain", file(bytes("hello"))).text()).isEqualTo("hello");
    }

    @Test
    void a_file_that_takes_too_long_ends_the_process() throws Exception {
        try (ReaderProcesses hasty = readers(new Limits(Duration.ofMillis(20), 64, 1000))) {
            assertThatThrownBy(() -> hasty.read("text/plain", file(bytes("hello"))))
                    .isInstanceOf(Unreadable.class)
                    .hasMessageContaining("took longer");
            assertThat(hasty.all()).isEmpty();
        }
    }

    @Test
    void a_process_that_is_killed_gives_its_file_back_for_another_try() throws Exception {
        readers.read("text/plain", file(bytes("hello")));
        ReaderProcess doomed = only();
        Path file = file(bytes("<i>".repeat(100_000)));
        CompletableFuture<Reading> reading = Race.start(() -> {
            try {
                return readers.read("text/html", file);
            } catch (Unreadable | Interrupted | IOException failure) {
                throw new IllegalStateException(failure);
            }
        });
        while (doomed.done() < 2) {
            Thread.onSpinWait();
        }

        doomed.close();

        assertThatThrownBy(reading::join).hasRootCauseInstanceOf(IOException.class);
        assertThat(readers.read("text/plain", file(bytes("again"))).text()).isEqualTo("again");
    }

    @Test
    void after_the_end_nothing_is_read_and_no_process_is_left() throws Exception {
        readers.read("text/plain", file(bytes("hello")));
        List<ReaderProcess> before = List.copyOf(readers.all());

        readers.close();

        assertThatThrownBy(() -> readers.read("text/plain", file(bytes("hello"))))
                .isInstanceOf(Interrupted.class);
        assertThat(before).hasSize(1);
        assertThat(ProcessHandle.of(before.get(0).pid())
                        .map(process -> process.onExit().join())
                        .filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    private ReaderProcesses readers(Limits limits) {
        return new ReaderProcesses(limits, new Spool(() -> folder));
    }

    private ReaderProcess only() {
        return readers.all().iterator().next();
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "document-", ".bin"), content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
