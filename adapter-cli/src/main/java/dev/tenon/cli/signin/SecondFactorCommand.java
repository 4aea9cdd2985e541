package dev.tenon.cli.signin;

import dev.tenon.cli.Field;
import dev.tenon.cli.PersonalCommand;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.signin.RecoveryCodes;
import dev.tenon.ports.signin.SecondFactorEnrolment;
import dev.tenon.ports.signin.SecondFactorProof;
import dev.tenon.ports.signin.SecondFactorProof.AppCode;
import dev.tenon.ports.signin.SecondFactorProof.RecoveryCode;
import dev.tenon.ports.signin.SecondFactorStatus;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tenon second-factor}. */
@Command(
        name = "second-factor",
        description = "Authenticator apps that sign-ins ask for.",
        footer = {
            "",
            "Somebody who lost app and recovery codes gets in again after the command",
            "'tenon users reset-second-factor'.",
            "",
            "Examples:",
            "  tenon second-factor status --as ana@example.org",
            "  tenon second-factor enrol --as ana@example.org"
        },
        subcommands = {
            SecondFactorCommand.Status.class,
            SecondFactorCommand.Enrol.class,
            SecondFactorCommand.Confirm.class,
            SecondFactorCommand.NewCodes.class,
            SecondFactorCommand.Disable.class
        })
public final class SecondFactorCommand {

    private static final int DIGITS = 6;

    private static final List<Field<SecondFactorStatus>> FIELDS = List.of(
            Field.shown("isEnabled", "Asked for", SecondFactorStatus::isEnabled),
            Field.shown("enabledAt", "Since", SecondFactorStatus::enabledAt),
            Field.shown("recoveryCodesLeft", "Recovery codes left", SecondFactorStatus::recoveryCodesLeft));

    private static final List<Field<SecondFactorEnrolment>> ENROLLED = List.of(
            Field.shown("secret", "Secret", SecondFactorEnrolment::secret),
            Field.shown("uri", "For a QR code", SecondFactorEnrolment::uri));

    private static final List<Field<String>> CODES =
            List.of(Field.shown("recoveryCode", "Recovery code", code -> code));

    private static final String BOTH = "Read the password, and the code on a second line, from standard input.";

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

    /** {@code tenon second-factor enrol}. */
    @Command(
            name = "enrol",
            description = "Begin to set up an authenticator app, and print its secret, which is shown this once.",
            footer = {
                "",
                "Asks for the password. Nothing is asked for at sign-in before 'tenon second-factor confirm', within an hour.",
                "",
                "Examples:",
                "  tenon second-factor enrol --as ana@example.org",
                "  tenon second-factor enrol --as ana@example.org --password-stdin -o json < password.txt"
            })
    static final class Enrol extends PersonalCommand {

        @Option(names = "--password-stdin", description = "Read the password from standard input.")
        private boolean passwordFromInput;

        @Override
        protected int run(Work work, Actor person) {
            String password = work.terminal().secret("password", passwordFromInput);
            work.output().one(work.tenon().secondFactors().enrol(person, password), ENROLLED);
            return 0;
        }
    }

    /** {@code tenon second-factor confirm}. */
    @Command(
            name = "confirm",
            description = "Turn the second factor on with the app's first code, and print the recovery codes.",
            footer = {
                "",
                "They are shown this once; each works once.",
                "",
                "Example:",
                "  tenon second-factor confirm --as ana@example.org"
            })
    static final class Confirm extends PersonalCommand {

        @Option(names = "--code-stdin", description = "Read the code from standard input.")
        private boolean codeFromInput;

        @Override
        protected int run(Work work, Actor person) {
            String code = work.terminal().secret("code", codeFromInput);
            print(work, work.tenon().secondFactors().confirm(person, code));
            return 0;
        }
    }

    /** {@code tenon second-factor new-codes}. */
    @Command(
            name = "new-codes",
            description = "Print new recovery codes; the ones before no longer work.",
            footer = {
                "",
                "Asks for the password, and for a code of the app or a recovery code.",
                "",
                "Example:",
                "  tenon second-factor new-codes --as ana@example.org"
            })
    static final class NewCodes extends PersonalCommand {

        @Option(names = "--password-stdin", description = BOTH)
        private boolean fromInput;

        @Override
        protected int run(Work work, Actor person) {
            String password = work.terminal().secret("password", fromInput);
            SecondFactorProof proof = proof(work, fromInput);
            print(work, work.tenon().secondFactors().replaceRecoveryCodes(person, password, proof));
            return 0;
        }
    }

    /** {@code tenon second-factor disable}. */
    @Command(
            name = "disable",
            description = "Turn the second factor off; the password alone signs in then.",
            footer = {
                "",
                "Asks for the password, and for a code of the app or a recovery code.",
                "",
                "Example:",
                "  tenon second-factor disable --as ana@example.org"
            })
    static final class Disable extends PersonalCommand {

        @Option(names = "--password-stdin", description = BOTH)
        private boolean fromInput;

        @Override
        protected int run(Work work, Actor person) {
            String password = work.terminal().secret("password", fromInput);
            work.tenon().secondFactors().disable(person, password, proof(work, fromInput));
            work.output().say("The password alone signs in now.");
            return 0;
        }
    }

    /** What the app shows has six digits; recovery codes are longer. */
    private static SecondFactorProof proof(Work work, boolean fromInput) {
        String code = work.terminal().secret("code", fromInput).strip();
        return code.length() == DIGITS ? new AppCode(code) : new RecoveryCode(code);
    }

    private static void print(Work work, RecoveryCodes codes) {
        work.output().many(codes.codes().iterator(), CODES);
    }
}
