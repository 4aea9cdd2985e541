package dev.tenon.cli.billing;

import picocli.CommandLine.Command;

/** {@code tenon billing}. */
@Command(
        name = "billing",
        description = "Figures for those who run the business.",
        footer = {"", "Example:", "  tenon billing report --from 2026-01-01 --to 2027-01-01"},
        subcommands = BillingReportCommand.class)
public final class BillingCommand {}
