package dev.tenon.cli.signin;

import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.PasskeyId;
import dev.tenon.ports.signin.Passkey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon passkeys}. */
@Command(
        name = "passkeys",
        description = "Passkeys that open a person's account. They are made in a browser.",
        footer = {
            "",
            "Examples:",
            "  tenon passkeys list --as ana@example.org",
            "  tenon passkeys remove 01920000-0000-7000-8000-000000000000 --as ana@example.org"
        },
        subcommands = {PasskeysCommand.ListOwn.class, PasskeysCommand.Rename.class, PasskeysCommand.Remove.class})
public final class PasskeysCommand {

    /** {@code tenon passkeys list}. */
    @Command(
            name = "list",
            description = "List a person's passkeys.",
            footer = {"", "Example:", "  tenon passkeys list --as ana@example.org"})
    static final class ListOwn extends PersonalCommand {

        @Override
        protected int run(Work work, Actor person) {
            work.output().many(work.tenon().passkeys().list(person).iterator(), Signins.PASSKEYS);
            return 0;
        }
    }

    /** {@code tenon passkeys rename}. */
    @Command(
            name = "rename",
            description = "Call one otherwise.",
            footer = {
                "",
                "Example:",
                "  tenon passkeys rename 01920000-0000-7000-8000-000000000000 laptop --as ana@example.org"
            })
    static final class Rename extends PersonalCommand {

        @Parameters(index = "0", paramLabel = "ID", description = "The passkey's id, from a list.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "NAME", description = "How to call it, at most 100 characters.")
        private String name = "";

        @Override
        protected int run(Work work, Actor person) {
            PasskeyId passkey = Signins.passkeyId(id);
            Passkey renamed = work.tenon().passkeys().rename(person, passkey, name, Expected.any());
            work.output().one(renamed, Signins.PASSKEYS);
            return 0;
        }
    }

    /** {@code tenon passkeys remove}. */
    @Command(
            name = "remove",
            description = "Remove one: it opens nothing from then on.",
            footer = {
                "",
                "Asks for the person's password. An account without one removes it in the browser,",
                "within ten minutes of a sign-in.",
                "",
                "Example:",
                "  tenon passkeys remove 01920000-0000-7000-8000-000000000000 --as ana@example.org"
            })
    static final class Remove extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = "The passkey's id, from a list.")
        private String id = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Option(names = "--password-stdin", description = "Read the person's password from standard input.")
        private boolean passwordFromInput;

        @Override
        protected int run(Work work, Actor person) {
            PasskeyId passkey = Signins.passkeyId(id);
            work.terminal().confirm("Remove " + passkey + "?", yes);
            String password = work.terminal().secret("password", passwordFromInput);
            work.tenon().passkeys().remove(person, passkey, password);
            work.output().say("It is removed.");
            return 0;
        }
    }
}
