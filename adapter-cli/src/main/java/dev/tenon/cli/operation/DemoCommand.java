package dev.tenon.cli.operation;

import dev.tenon.cli.Field;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.TenonCommand;
import dev.tenon.cli.operation.DemoWalk.Made;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tenon demo}. */
@Command(
        name = "demo",
        description = "Walk from registration to a stored document, over HTTP, and show what was made.",
        footer = {
            "",
            "Uses the server that runs over the same data directory, or starts one for as long as it takes.",
            "",
            "Examples:",
            "  tenon demo",
            "  tenon demo --file report.pdf"
        })
public final class DemoCommand extends TenonCommand {

    private static final List<Field<Made>> FIELDS =
            List.of(Field.shown("thing", "Made", Made::thing), Field.flowing("value", "Value", Made::value));
    private static final Path README = Path.of("README.md");

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The file to store (default: README.md, if there is one).")
    private @Nullable Path file;

    @Override
    protected void check() {
        if (file != null && !Files.isRegularFile(file)) {
            throw new Stopped(Kind.NOT_FOUND, "There is no file " + file + ".");
        }
    }

    @Override
    protected int run(Work work) throws Exception {
        Path mailbox = work.surroundings()
                .mailbox()
                .orElseThrow(() -> new Stopped(
                        Kind.CONFLICT,
                        "Mails go out by SMTP here, and the demo reads its mail from the mailbox folder."
                                + " Run it without TENON_SMTP_URL."));
        String name = "demo-" + UUID.randomUUID().toString().substring(0, 8);
        DemoProgress progress = new DemoProgress(work.output());
        Path chosen = chosenFile();
        URI server = progress.step("Find or start the server", () -> server(work));
        try (DemoClient client = new DemoClient(server)) {
            DemoWalk walk = new DemoWalk(client, new DemoMailbox(mailbox), progress, name + "@example.org", chosen);
            walk.run();
            String reader = name + "-support@example.org";
            Account support = progress.step(
                    "Make an account of support, by the command line's own way",
                    () -> work.tenon()
                            .accounts()
                            .register(
                                    work.operator(),
                                    new Registration(reader, walk.password())
                                            .verified()
                                            .withRoles(Set.of(Role.SUPPORT))));
            walk.audit(reader, walk.userId());
            progress.step("Erase that account again", () -> {
                work.tenon().personalData().erase(work.operator(), support.id(), null);
                return support.id();
            });
            work.output().many(walk.made().iterator(), FIELDS);
            return 0;
        } catch (DemoFailure failure) {
            throw new Stopped(Kind.UNAVAILABLE, "The demo stopped at this step: " + failure.getMessage());
        }
    }

    private static URI server(Work work) {
        Optional<URI> running = work.surroundings().runningServer();
        return running.isPresent()
                ? running.get()
                : work.surroundings().startServer().address();
    }

    /** The named file, else the README of the folder, else a small one that is forgotten afterwards. */
    private Path chosenFile() throws IOException {
        if (file != null) {
            return file;
        }
        if (Files.isRegularFile(README)) {
            return README;
        }
        Path own = Files.createTempFile("tenon-demo-", ".txt");
        Files.writeString(own, "A small text for the demo\n");
        own.toFile().deleteOnExit();
        return own;
    }
}
