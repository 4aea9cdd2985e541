package dev.tenon.cli.signin;

import dev.tenon.cli.PersonalCommand;
import dev.tenon.cli.Terminal.Replaced;
import dev.tenon.ports.kernel.Actor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tenon password}. */
@Command(
        name = "password",
        description = "The password of a person.",
        footer = {"", "Example:", "  tenon password change --as ana@example.org"},
        subcommands = PasswordCommand.Change.class)
public final class PasswordCommand {

    /** {@code tenon password change}. */
    @Command(
            name = "change",
            description = "Change a person's password; every session of the person ends.",
            footer = {
                "",
                "Asks for the present password and twice for the new one, unless both come on standard input.",
                "A forgotten one is set anew by a mailed link: see users reset-password.",
                "",
                "Examples:",
                "  tenon password change --as ana@example.org",
                "  tenon password change --as ana@example.org --password-stdin < both.txt"
            })
    static final class Change extends PersonalCommand {

        @Option(
                names = "--password-stdin",
                description = "Read the present password and then the new one from standard input, a line each.")
        private boolean passwordFromInput;

        @Override
        protected int run(Work work, Actor person) {
            Replaced passwords = work.terminal().replacedSecret("password", passwordFromInput);
            work.tenon().passwords().change(person, passwords.present(), passwords.fresh());
            work.output().say("The password is changed. Every session has ended.");
            return 0;
        }
    }
}
