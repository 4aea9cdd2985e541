package dev.tenon.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenon.app.postgres.PostgresUnavailable.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountTest {

    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final Account ABSENT = new Account(List.of("no-such-program-here"), null);

    @TempDir
    Path folder;

    @Test
    void an_ordinary_user_runs_the_programs_directly_and_root_never_does() throws IOException {
        Account account = Account.choose();

        assertThat(account.equals(Account.ORDINARY)).isEqualTo(!ROOT);
    }

    @Test
    void a_way_that_is_not_installed_is_passed_over() {
        PostgresUnavailable refusal =
                catchThrowableOfType(PostgresUnavailable.class, () -> Account.choose(List.of(ABSENT)));

        assertThat(refusal.reason()).isEqualTo(Reason.NO_ACCOUNT);
        assertThat(refusal).hasMessageContaining("ordinary user").hasMessageContaining("TENON_DB_URL");
    }

    @Test
    void every_way_that_root_has_here_starts_a_server_and_one_may_follow_the_other() throws IOException {
        // as an ordinary user there is one way
        List<Account> ways = new ArrayList<>();
        if (ROOT) {
            List<Account> all = new ArrayList<>(List.of(Account.NAMESPACE));
            all.addAll(Account.UNPRIVILEGED_ACCOUNTS);
            for (Account way : all) {
                if (works(way)) {
                    ways.add(way);
                }
            }
            ways.add(ways.get(0));
        } else {
            ways.add(Account.ORDINARY);
        }
        everybodyMayEnter(folder);
        ServerFiles files = ServerFiles.in(folder);
        Binaries binaries = Binaries.unpackedIn(files.home(), step -> {});
        Credentials credentials = Credentials.generate();

        for (Account way : ways) {
            way.give(files);
            way.requireReach(binaries);
            Cluster cluster = new Cluster(files, binaries, way);
            if (!files.hasCluster()) {
                cluster.create(credentials);
            }
            cluster.start();
            Postmaster postmaster = Postmaster.find(files).orElseThrow();
            try {
                assertThatCode(() -> assertThat(new Connections(postmaster.port(), credentials).isServerOf(files))
                                .isTrue())
                        .as("%s", way)
                        .doesNotThrowAnyException();
            } finally {
                postmaster.stop();
            }
        }
        assertThat(ways).isNotEmpty();
    }

    @Test
    void says_so_when_the_unprivileged_account_cannot_reach_the_programs() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Path bin = Files.createDirectories(closed.resolve("bin"));
        Files.writeString(bin.resolve("postgres"), "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(bin.resolve("postgres"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Account nobody = new Account(List.of("env"), "nobody");

        PostgresUnavailable refusal =
                catchThrowableOfType(PostgresUnavailable.class, () -> nobody.requireReach(new Binaries(closed)));

        assertThat(refusal.reason()).isEqualTo(Reason.NO_ACCOUNT);
        assertThat(refusal).hasMessageContaining("/var/lib/tenon").hasMessageContaining(closed.toString());
    }

    private static boolean works(Account way) throws IOException {
        try {
            return Account.choose(List.of(way)).equals(way);
        } catch (PostgresUnavailable e) {
            return false;
        }
    }

    /** The folder lies below others that the test's account alone may enter. */
    private static void everybodyMayEnter(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }
}
