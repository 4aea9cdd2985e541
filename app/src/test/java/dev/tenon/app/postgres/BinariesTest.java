package dev.tenon.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenon.app.postgres.PostgresUnavailable.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {

    @TempDir
    Path folder;

    @Test
    void unpacks_once_unless_damaged_and_clears_what_a_killed_unpacking_and_an_older_version_left() throws IOException {
        Path killed = Files.createDirectories(folder.resolve("binaries-unpacking-1/bin"));
        Files.writeString(killed.resolve("postgres"), "half");
        Files.createDirectories(folder.resolve("binaries-0000-1"));
        List<String> steps = new ArrayList<>();

        Binaries first = Binaries.unpackedIn(folder, steps::add);
        Binaries second = Binaries.unpackedIn(folder, steps::add);

        assertThat(second).isEqualTo(first);
        assertThat(steps).containsExactly("Unpacking PostgreSQL (once)");
        assertThat(first.program("postgres")).isExecutable();
        assertThat(first.majorVersion()).isGreaterThanOrEqualTo(18);

        Files.writeString(first.program("initdb"), "");
        Binaries repaired = Binaries.unpackedIn(folder, steps::add);

        assertThat(repaired.program("initdb"))
                .as("a file cut short by a power cut")
                .isNotEmptyFile();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(first.directory());
        }
    }

    @Test
    void says_what_to_do_on_a_platform_without_a_packaged_postgresql() {
        PostgresUnavailable refusal =
                catchThrowableOfType(PostgresUnavailable.class, () -> Binaries.archiveFor("Solaris", "sparcv9", false));

        assertThat(refusal.reason()).isEqualTo(Reason.UNSUPPORTED_PLATFORM);
        assertThat(refusal).hasMessageContaining("Solaris on sparcv9").hasMessageContaining("TENON_DB_URL");
    }
}
