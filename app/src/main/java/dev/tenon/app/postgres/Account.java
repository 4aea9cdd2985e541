package dev.tenon.app.postgres;

import dev.tenon.app.postgres.PostgresUnavailable.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom PostgreSQL's programs run as. They refuse to run as root, which is what many containers give us. Then we run
 * them in a user namespace of their own, where they see themselves as nobody while their files stay root's and any
 * folder will do; where the system allows no such namespace, as the account {@code nobody}, to whom the cluster is
 * given.
 *
 * @param prefix what stands before each command; empty for an ordinary account
 * @param owner the name of the account that must own the cluster; {@code null} to leave files as they are created
 */
record Account(List<String> prefix, @Nullable String owner) {

    private static final Duration A_MOMENT = Duration.ofSeconds(10);
    private static final String UNPRIVILEGED = "nobody";

    static final Account ORDINARY = new Account(List.of(), null);
    static final Account NAMESPACE = new Account(List.of("unshare", "-U"), "root");
    static final List<Account> UNPRIVILEGED_ACCOUNTS = List.of(
            new Account(
                    List.of("setpriv", "--reuid=" + UNPRIVILEGED, "--regid=65534", "--clear-groups", "--"),
                    UNPRIVILEGED),
            new Account(List.of("runuser", "-u", UNPRIVILEGED, "--"), UNPRIVILEGED),
            new Account(List.of("sudo", "-n", "-u", UNPRIVILEGED, "--"), UNPRIVILEGED),
            new Account(List.of("su", UNPRIVILEGED, "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--"), UNPRIVILEGED));

    /** The first way that works here, found by trying. */
    static Account choose() throws IOException {
        if (!"0".equals(userIdOf(ORDINARY))) {
            return ORDINARY;
        }
        List<Account> candidates = new ArrayList<>();
        candidates.add(NAMESPACE);
        candidates.addAll(UNPRIVILEGED_ACCOUNTS);
        return choose(candidates);
    }

    static Account choose(List<Account> candidates) throws IOException {
        for (Account candidate : candidates) {
            if (candidate.works()) {
                return candidate;
            }
        }
        throw new PostgresUnavailable(Reason.NO_ACCOUNT, """
                PostgreSQL refuses to run as root, and none of unshare, setpriv, runuser, sudo and su can run it as \
                somebody else here. Run Tenon as an ordinary user, or point TENON_DB_URL at a PostgreSQL 15 or \
                newer.""");
    }

    List<String> command(Path program, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Lets the account reach what it needs: the folder itself, the programs, and, as their owner, cluster and log. */
    void give(ServerFiles files) throws IOException {
        if (owner == null) {
            return;
        }
        UserPrincipal account = principal(files.home(), owner);
        FileTrees.own(files.cluster(), account);
        FileTrees.own(files.log(), account);
        if (owner.equals(UNPRIVILEGED)) {
            Files.setPosixFilePermissions(files.home(), PosixFilePermissions.fromString("rwx--x--x"));
        }
    }

    /** Hands one new file to the account, as {@link #give} does with the folders. */
    void give(Path file) throws IOException {
        if (owner != null) {
            Files.setOwner(file, principal(file, owner));
        }
    }

    /** PostgreSQL's programs must be reachable: a folder that only root may enter, such as /root, is not. */
    void requireReach(Binaries binaries) throws IOException {
        Programs.Outcome outcome = Programs.run(command(binaries.program("postgres"), "--version"), A_MOMENT);
        if (outcome.succeeded()) {
            return;
        }
        if (UNPRIVILEGED.equals(owner)) {
            throw new PostgresUnavailable(Reason.NO_ACCOUNT, """
                    PostgreSQL refuses to run as root, and the account %s may not enter %s. Point TENON_DATA_DIR at \
                    a folder that everybody may enter, such as /var/lib/tenon, or run Tenon as an ordinary user. It \
                    said:%n%s""".formatted(
                            UNPRIVILEGED, binaries.directory(), outcome.output().strip()));
        }
        throw StartFailure.of("its programs do not run", outcome.output(), binaries.directory());
    }

    private boolean works() {
        String id = userIdOf(this);
        return !id.isEmpty() && !id.equals("0");
    }

    /** The user id that a command has under this account, or nothing where it cannot be run. */
    private static String userIdOf(Account account) {
        try {
            Programs.Outcome outcome = Programs.run(account.command(Path.of("id"), "-u"), A_MOMENT);
            return outcome.succeeded() ? outcome.output().strip() : "";
        } catch (IOException e) {
            // the program is not installed, which is an answer
            return "";
        }
    }

    private static UserPrincipal principal(Path file, String name) throws IOException {
        return file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
    }
}
