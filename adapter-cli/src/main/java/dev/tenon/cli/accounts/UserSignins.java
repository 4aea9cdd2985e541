package dev.tenon.cli.accounts;

import dev.tenon.cli.Paging;
import dev.tenon.cli.Stopped;
import dev.tenon.cli.signin.Signins;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.PasskeyId;
import dev.tenon.ports.signin.OpenedSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code tenon users} does about signing in. */
final class UserSignins {

    private UserSignins() {}

    /** {@code tenon users sessions}. */
    @Command(
            name = "sessions",
            description = "List where somebody is signed in.",
            footer = {"", "Example:", "  tenon users sessions ana@example.org"})
    static final class SessionsOf extends UserCommand {

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor, Account account) {
            paging.print(
                    work.output(), page -> work.tenon().sessions().listOf(actor, account.id(), page), Signins.FIELDS);
            return 0;
        }
    }

    /** {@code tenon users logins}. */
    @Command(
            name = "logins",
            description = "List the tries to sign in to somebody's account, newest first.",
            footer = {"", "Example:", "  tenon users logins ana@example.org"})
    static final class LoginsOf extends UserCommand {

        @Mixin
        private final Paging paging = new Paging();

        @Override
        protected int run(Work work, Actor actor, Account account) {
            paging.print(
                    work.output(), page -> work.tenon().loginHistory().of(actor, account.id(), page), Signins.ATTEMPTS);
            return 0;
        }
    }

    /** {@code tenon users reset-password}. */
    @Command(
            name = "reset-password",
            description = "Mail somebody a link to choose a new password.",
            footer = {
                "",
                "The link works once, within an hour. At most one goes a minute. The password stays as it is until then.",
                "",
                "Example:",
                "  tenon users reset-password ana@example.org"
            })
    static final class ResetPassword extends UserCommand {

        @Override
        protected int run(Work work, Actor actor, Account account) {
            if (!account.isActive()) {
                throw new Stopped(
                        Kind.CONFLICT, "The account of " + account.email() + " is not active; activate it first.");
            }
            work.tenon().passwords().requestReset(actor, account.email().value());
            work.output().say("A link goes to " + account.email() + ", unless one went in the last minute.");
            return 0;
        }
    }

    /** {@code tenon users impersonate}. */
    @Command(
            name = "impersonate",
            description = "Open a session in somebody's name, for an hour at most, and print its token.",
            footer = {
                "",
                "Needs --as with an administrator, who answers for it: the session is marked with both, and the person gets a mail with"
                        + " the reason.",
                "The token is printed this once; on a terminal, where others may look on, only with --show-token.",
                "",
                "Example:",
                "  tenon users impersonate ana@example.org --as root@example.org --reason ticket-4711 -o json"
            })
    static final class Impersonate extends UserCommand {

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; the person reads it.")
        private String reason = "";

        @Option(names = "--show-token", description = "Print the token on a terminal too.")
        private boolean showToken;

        @Override
        protected int run(Work work, Actor administrator, Account account) {
            if (work.terminal().showsOutput() && !showToken) {
                throw new Stopped(
                        Kind.MALFORMED,
                        "The token would be seen on this terminal. Send the output elsewhere, or add --show-token.");
            }
            if (administrator.person().isEmpty()) {
                throw new Stopped(Kind.MALFORMED, "Say with --as which administrator answers for it.");
            }
            OpenedSession opened = work.tenon().sessions().impersonate(administrator, account.id(), reason);
            work.output().one(opened, Signins.OPENED);
            return 0;
        }
    }

    /** {@code tenon users reset-second-factor}. */
    @Command(
            name = "reset-second-factor",
            description = "Take the second factor from somebody who lost it; the password alone signs in then.",
            footer = {"", "Example:", "  tenon users reset-second-factor ana@example.org --yes"})
    static final class ResetSecondFactor extends UserCommand {

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor, Account account) {
            work.terminal().confirm("Take the second factor of " + account.email() + "?", yes);
            work.tenon().secondFactors().remove(actor, account.id());
            work.output().say("The password alone signs in now.");
            return 0;
        }
    }

    /** {@code tenon users passkeys}. */
    @Command(
            name = "passkeys",
            description = "List somebody's passkeys.",
            footer = {"", "Example:", "  tenon users passkeys ana@example.org"})
    static final class PasskeysOf extends UserCommand {

        @Override
        protected int run(Work work, Actor actor, Account account) {
            work.output()
                    .many(work.tenon().passkeys().listOf(actor, account.id()).iterator(), Signins.PASSKEYS);
            return 0;
        }
    }

    /** {@code tenon users remove-passkey}. */
    @Command(
            name = "remove-passkey",
            description = "Remove a passkey from somebody who lost the device, even the last one; every session ends.",
            footer = {
                "",
                "Example:",
                "  tenon users remove-passkey ana@example.org 01920000-0000-7000-8000-000000000000 --yes"
            })
    static final class RemovePasskey extends UserCommand {

        @Parameters(index = "1", paramLabel = "ID", description = "The passkey's id, from a list.")
        private String id = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor, Account account) {
            PasskeyId passkey = Signins.passkeyId(id);
            work.terminal().confirm("Remove the passkey " + passkey + " of " + account.email() + "?", yes);
            work.tenon().passkeys().removeOf(actor, account.id(), passkey);
            work.output().say("It is removed, and every session is ended.");
            return 0;
        }
    }
}
