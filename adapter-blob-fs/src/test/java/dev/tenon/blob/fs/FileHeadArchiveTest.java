package dev.tenon.blob.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHeadArchiveTest {

    @TempDir
    Path directory;

    private Path file;
    private FileHeadArchive archive;

    @BeforeEach
    void open() {
        file = directory.resolve("deep").resolve("audit-heads.jsonl");
        archive = FileHeadArchive.at(file);
    }

    @Test
    void U3_adds_lines_and_reads_them_again() {
        assertThat(lines()).isEmpty();

        archive.append(List.of("one", "two"));
        FileHeadArchive.at(file).append(List.of("three"));

        assertThat(lines()).containsExactly("one", "two", "three");
    }

    @Test
    void U3_what_a_crash_left_half_written_goes_before_the_next_line() throws IOException {
        archive.append(List.of("one"));
        Files.writeString(file, "x".repeat(20_000), StandardOpenOption.APPEND);

        archive.append(List.of("two"));

        assertThat(lines()).containsExactly("one", "two");
    }

    @Test
    void U3_a_part_that_is_put_away_stays_under_a_name_of_its_own() throws IOException {
        archive.startAnew();
        for (String line : List.of("one", "two", "three")) {
            archive.append(List.of(line));
            archive.startAnew();
        }
        archive.append(List.of("four"));

        assertThat(lines()).containsExactly("four");
        try (Stream<Path> parts = Files.list(file.getParent())) {
            assertThat(parts.map(part -> part.getFileName().toString()))
                    .hasSize(4)
                    .allMatch(name -> name.matches("audit-heads(-[0-9]{8}T[0-9]{6}Z(-[0-9]+)?)?\\.jsonl"));
        }
    }

    @Test
    void says_which_file_cannot_be_written() throws IOException {
        Files.writeString(directory.resolve("deep"), "a file where a directory should be");

        assertThatThrownBy(() -> archive.append(List.of("one")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        archive.read(lines::add);
        return lines;
    }
}
