package dev.tenon.cli.signin;

import dev.tenon.cli.ActingCommand;
import dev.tenon.cli.Field;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.signin.LoginMethod;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tenon login-methods}. */
@Command(
        name = "login-methods",
        description = "The ways of signing in, and which are open.",
        footer = {"", "Examples:", "  tenon login-methods list", "  tenon login-methods disable facebook --yes"},
        subcommands = {
            LoginMethodsCommand.ListAll.class,
            LoginMethodsCommand.Enable.class,
            LoginMethodsCommand.Disable.class
        })
public final class LoginMethodsCommand {

    private static final List<Field<LoginMethod>> FIELDS = List.of(
            Field.shown("methodName", "Method", LoginMethod::name),
            Field.shown("isEnabled", "Enabled", LoginMethod::enabled),
            Field.shown("isConfigured", "Configured", LoginMethod::configured),
            Field.flowing("description", "About", LoginMethod::description),
            Field.scripted("revision", LoginMethod::revision));

    private static final String NAME = "The method's name, from the list.";

    /** {@code tenon login-methods list}. */
    @Command(
            name = "list",
            description = "List the ways of signing in. People can use those that are both enabled and configured.",
            footer = {"", "Example:", "  tenon login-methods list"})
    static final class ListAll extends ActingCommand {

        @Override
        protected int run(Work work, Actor actor) {
            work.output().many(work.tenon().loginMethods().list(actor).iterator(), FIELDS);
            return 0;
        }
    }

    /** {@code tenon login-methods enable}. */
    @Command(
            name = "enable",
            description = "Open a way of signing in, from the next attempt on.",
            footer = {"", "Example:", "  tenon login-methods enable google"})
    static final class Enable extends ActingCommand {

        @Parameters(paramLabel = "METHOD", description = NAME)
        private String name = "";

        @Override
        protected int run(Work work, Actor actor) {
            return set(work, actor, name, true);
        }
    }

    /** {@code tenon login-methods disable}. */
    @Command(
            name = "disable",
            description = "Close a way of signing in for everybody. Sessions that are live stay.",
            footer = {"", "Example:", "  tenon login-methods disable facebook --yes"})
    static final class Disable extends ActingCommand {

        @Parameters(paramLabel = "METHOD", description = NAME)
        private String name = "";

        @Option(names = "--yes", description = "Do not ask.")
        private boolean yes;

        @Override
        protected int run(Work work, Actor actor) {
            work.terminal().confirm("Close the login method " + name + " for everybody?", yes);
            return set(work, actor, name, false);
        }
    }

    private static int set(Work work, Actor actor, String name, boolean enabled) {
        LoginMethod changed = work.tenon().loginMethods().setEnabled(actor, name, enabled, Expected.any());
        work.output().one(changed, FIELDS);
        return 0;
    }
}
