package dev.tenon.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenon.app.postgres.PostgresUnavailable.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartFailureTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            FATAL:  could not write to file "pg_wal/xlogtemp.7": No space left on device          | DISK_FULL
            LOG:  could not bind IPv4 address "127.0.0.1": Address already in use                 | PORT_TAKEN
            FATAL:  lock file "postmaster.pid" already exists                                     | BUSY
            FATAL:  pre-existing shared memory block (key 5, ID 6) is still in use                | BUSY
            FATAL:  could not open file "global/pg_control": Permission denied                    | DIRECTORY_UNUSABLE
            FATAL:  could not create lock file "postmaster.pid": Read-only file system            | DIRECTORY_UNUSABLE
            postgres: error while loading shared libraries: libm.so.6: cannot open shared object  | UNSUPPORTED_PLATFORM
            FATAL:  invalid value for parameter "work_mem": "seven"                               | START_FAILED
            """)
    void tells_from_what_the_server_said_what_stands_in_the_way(String said, Reason reason) {
        PostgresUnavailable refusal = StartFailure.of("the server does not start", said, folder);

        assertThat(refusal.reason()).isEqualTo(reason);
    }

    @Test
    void quotes_the_server_where_it_has_no_better_words() {
        assertThat(StartFailure.of("the server does not start", "FATAL:  odd", folder))
                .hasMessageContaining("FATAL:  odd")
                .hasMessageContaining(folder.resolve("log").toString());
    }

    @Test
    void a_new_database_wants_room() {
        ServerFiles files = new ServerFiles(folder);
        files.requireRoom(300L << 20);

        PostgresUnavailable refusal =
                catchThrowableOfType(PostgresUnavailable.class, () -> files.requireRoom(20L << 20));

        assertThat(refusal.reason()).isEqualTo(Reason.DISK_FULL);
        assertThat(refusal).hasMessageContaining("only 20 MB");
    }

    @Test
    void takes_the_end_of_a_long_log_alone() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "first".repeat(5000) + "last");

        assertThat(StartFailure.tail(log, 0)).hasSize(4096).endsWith("last");
        assertThat(StartFailure.tail(folder.resolve("absent"), 0)).isEmpty();
    }
}
