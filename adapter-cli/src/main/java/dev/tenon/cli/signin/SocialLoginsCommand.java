package dev.tenon.cli.signin;

import dev.tenon.cli.Field;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.SocialLoginId;
import dev.tenon.ports.signin.SocialLogin;
import dev.tenon.ports.signin.SocialLoginRefusal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon social-logins}. */
@Command(
        name = "social-logins",
        description = "Accounts elsewhere that open a person's account.",
        footer = {
            "",
            "Examples:",
            "  tenon social-logins list --as ana@example.org",
            "  tenon social-logins unlink 01920000-0000-7000-8000-000000000000 --as ana@example.org"
        },
        subcommands = {SocialLoginsCommand.ListOwn.class, SocialLoginsCommand.Unlink.class})
public final class SocialLoginsCommand {

    private static final List<Field<SocialLogin>> FIELDS = List.of(
            Field.shown("id", "Id", SocialLogin::id),
            Field.shown("method", "Method", SocialLogin::method),
            Field.shown("providerEmail", "Address there", SocialLogin::email),
            Field.shown("isProviderEmailVerified", "Verified", SocialLogin::emailVerified),
            Field.shown("linkedAt", "Linked", SocialLogin::linkedAt),
            Field.scripted("userId", SocialLogin::userId));

    /** {@code tenon social-logins list}. */
    @Command(
            name = "list",
            description = "List a person's accounts elsewhere.",
            footer = {"", "Example:", "  tenon social-logins list --as ana@example.org"})
    static final class ListOwn extends PersonalCommand {

        @Override
        protected int run(Work work, Actor person) {
            work.output().many(work.tenon().socialLogins().list(person).iterator(), FIELDS);
            return 0;
        }
    }

    /** {@code tenon social-logins unlink}. */
    @Command(
            name = "unlink",
            description = "Unlink one: it opens the account no more.",
            footer = {
                "",
                "Asks for the person's password. An account without one unlinks in the browser,",
                "within ten minutes of a sign-in.",
                "",
                "Example:",
                "  tenon social-logins unlink 01920000-0000-7000-8000-000000000000 --as ana@example.org"
            })
    static final class Unlink extends PersonalCommand {

        @Parameters(paramLabel = "ID", description = "The link's id, from a list.")
        private String id = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Option(names = "--password-stdin", description = "Read the person's password from standard input.")
        private boolean passwordFromInput;

        @Override
        protected int run(Work work, Actor person) {
            SocialLoginId login = SocialLoginId.parse(id).orElseThrow(SocialLoginRefusal.NOT_FOUND::refusal);
            work.terminal().confirm("Unlink " + login + "?", yes);
            String password = work.terminal().secret("password", passwordFromInput);
            work.tenon().socialLogins().unlink(person, login, password);
            work.output().say("It is unlinked.");
            return 0;
        }
    }
}
