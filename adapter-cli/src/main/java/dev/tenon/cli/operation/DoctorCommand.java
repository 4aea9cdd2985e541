package dev.tenon.cli.operation;

import dev.tenon.cli.Field;
import dev.tenon.cli.Surroundings.Finding;
import dev.tenon.cli.Surroundings.Finding.Health;
import dev.tenon.cli.TenonCommand;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code tenon doctor}. */
@Command(
        name = "doctor",
        description =
                "Look at configuration, database, migrations, files, mail and clock: a line each, with what to do.",
        footer = {
            "",
            "Exits with 12 if something is broken.",
            "",
            "Examples:",
            "  tenon doctor",
            "  tenon doctor -o json"
        })
public final class DoctorCommand extends TenonCommand {

    private static final int BROKEN = 12;

    private static final List<Field<Finding>> FINDING = List.of(
            Field.shown("subject", "What", Finding::subject),
            Field.shown("health", "Health", finding -> finding.health().name().toLowerCase(Locale.ROOT)),
            Field.shown("detail", "Is", Finding::detail),
            Field.shown("source", "From", Finding::source),
            Field.shown("advice", "Do", Finding::advice));

    @Override
    protected int run(Work work) {
        List<Finding> findings = work.surroundings().examine();
        work.output().many(findings.iterator(), FINDING);
        return findings.stream().anyMatch(finding -> finding.health() == Health.BROKEN) ? BROKEN : 0;
    }
}
