package dev.tenon.cli.signin;

import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.kernel.Actor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon email-address}. */
@Command(
        name = "email-address",
        description = "The address that a person signs in with.",
        footer = {"", "Example:", "  tenon email-address change ana@example.net --as ana@example.org"},
        subcommands = EmailAddressCommand.Change.class)
public final class EmailAddressCommand {

    /** {@code tenon email-address change}. */
    @Command(
            name = "change",
            description = "Ask for another address. Nothing changes before the link that goes there is used.",
            footer = {
                "",
                "Asks for the password, unless it comes on standard input. The present address gets a notice, and after the",
                "change a link that undoes it.",
                "",
                "Examples:",
                "  tenon email-address change ana@example.net --as ana@example.org",
                "  tenon email-address change ana@example.net --as ana@example.org --password-stdin < password.txt"
            })
    static final class Change extends PersonalCommand {

        @Parameters(paramLabel = "EMAIL", description = "The new address.")
        private String email = "";

        @Option(names = "--password-stdin", description = "Read the password from standard input.")
        private boolean passwordFromInput;

        @Override
        protected int run(Work work, Actor person) {
            String password = work.terminal().secret("password", passwordFromInput);
            work.tenon().emailChanges().request(person, email, password);
            work.output().say("A link goes to " + email + ". Until it is used, the address stays as it is.");
            return 0;
        }
    }
}
