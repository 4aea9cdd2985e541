package dev.tenon.cli.signin;

import dev.tenon.cli.Field;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.signin.SecondFactorStatus;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code tenon second-factor}. */
@Command(
        name = "second-factor",
        description = "Authenticator apps that sign-ins ask for.",
        footer = {
            "",
            "Somebody who lost app and recovery codes gets in again after the command",
            "'tenon users reset-second-factor'.",
            "",
            "Example:",
            "  tenon second-factor status --as ana@example.org"
        },
        subcommands = SecondFactorCommand.Status.class)
public final class SecondFactorCommand {

    private static final List<Field<SecondFactorStatus>> FIELDS = List.of(
            Field.shown("isEnabled", "Asked for", SecondFactorStatus::isEnabled),
            Field.shown("enabledAt", "Since", SecondFactorStatus::enabledAt),
            Field.shown("recoveryCodesLeft", "Recovery codes left", SecondFactorStatus::recoveryCodesLeft));

    /** {@code tenon second-factor status}. */
    @Command(
            name = "status",
            description = "Show whether a person's sign-ins ask for a second factor.",
            footer = {"", "Example:", "  tenon second-factor status --as ana@example.org"})
    static final class Status extends PersonalCommand {

        @Override
        protected int run(Work work, Actor person) {
            work.output().one(work.tenon().secondFactors().status(person), FIELDS);
            return 0;
        }
    }
}
