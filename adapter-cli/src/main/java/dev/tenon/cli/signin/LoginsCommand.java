package dev.tenon.cli.signin;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Paging;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.signin.LoginAttempt.Outcome;
import dev.tenon.ports.signin.LoginAttemptFilter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tenon logins}. */
@Command(
        name = "logins",
        description = "Who tried to sign in, and how it ended.",
        footer = {"", "Example:", "  tenon logins list --outcome failure"},
        subcommands = LoginsCommand.ListAll.class)
public final class LoginsCommand {

    /** {@code tenon logins list}. */
    @Command(
            name = "list",
            description = "List the tries to sign in, newest first, also at addresses without an account.",
            footer = {"", "Examples:", "  tenon logins list --outcome failure", "  tenon logins list --all -o jsonl"})
    static final class ListAll extends ActingCommand {

        @Option(
                names = "--outcome",
                paramLabel = "OUTCOME",
                description = "Only those that ended in success or failure.")
        private @Nullable Outcome outcome;

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor) {
            LoginAttemptFilter filter = new LoginAttemptFilter(outcome);
            paging.print(work.output(), page -> work.tenon().loginHistory().all(actor, filter, page), Signins.ATTEMPTS);
            return 0;
        }
    }
}
