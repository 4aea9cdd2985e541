package dev.tenon.cli;

import dev.tenon.cli.access.PermissionsCommand;
import dev.tenon.cli.access.RolesCommand;
import dev.tenon.cli.accounts.SettingsCommand;
import dev.tenon.cli.accounts.UsersCommand;
import dev.tenon.cli.apikeys.KeysCommand;
import dev.tenon.cli.audit.AuditCommand;
import dev.tenon.cli.audit.UsageCommand;
import dev.tenon.cli.billing.BillingCommand;
import dev.tenon.cli.billing.SubscriptionsCommand;
import dev.tenon.cli.billing.TrialsCommand;
import dev.tenon.cli.documents.BlobsCommand;
import dev.tenon.cli.documents.DocumentVersionsCommand;
import dev.tenon.cli.documents.DocumentsCommand;
import dev.tenon.cli.documents.QuotaCommand;
import dev.tenon.cli.documents.TrashCommand;
import dev.tenon.cli.documents.UploadsCommand;
import dev.tenon.cli.flags.FlagsCommand;
import dev.tenon.cli.imports.ImportCommand;
import dev.tenon.cli.invoices.InvoicesCommand;
import dev.tenon.cli.notifications.EmailsCommand;
import dev.tenon.cli.notifications.NotificationsCommand;
import dev.tenon.cli.operation.CompletionCommand;
import dev.tenon.cli.operation.DatabaseCommand;
import dev.tenon.cli.operation.DemoCommand;
import dev.tenon.cli.operation.DoctorCommand;
import dev.tenon.cli.operation.ServeCommand;
import dev.tenon.cli.operation.VersionCommand;
import dev.tenon.cli.organizations.InvitationsCommand;
import dev.tenon.cli.organizations.OrgsCommand;
import dev.tenon.cli.payments.PaymentMethodsCommand;
import dev.tenon.cli.payments.PaymentsCommand;
import dev.tenon.cli.plans.EntitlementsCommand;
import dev.tenon.cli.plans.FeaturesCommand;
import dev.tenon.cli.plans.PlansCommand;
import dev.tenon.cli.signin.EmailAddressCommand;
import dev.tenon.cli.signin.LoginMethodsCommand;
import dev.tenon.cli.signin.LoginsCommand;
import dev.tenon.cli.signin.PasskeysCommand;
import dev.tenon.cli.signin.PasswordCommand;
import dev.tenon.cli.signin.SecondFactorCommand;
import dev.tenon.cli.signin.SessionsCommand;
import dev.tenon.cli.signin.SocialLoginsCommand;
import dev.tenon.cli.support.TicketsCommand;
import dev.tenon.cli.webhooks.WebhooksCommand;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The word {@code tenon}, and the commands below it, which are all there are. */
@Command(
        name = "tenon",
        versionProvider = BuildVersion.class,
        description = "Accounts, sign-in, plans, documents, mail and audit over one PostgreSQL.",
        footer = {
            "",
            "Examples:",
            "  tenon serve",
            "  tenon demo --file report.pdf",
            "  tenon users create ana@example.org --role admin",
            "",
            "tenon COMMAND --help tells more about a command."
        })
final class RootCommand {

    private static final Map<String, Class<?>> COMMANDS = commands();

    private final Terminal terminal;
    private final Surroundings.Opener opener;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show which build this is.")
    private boolean version;

    RootCommand(Terminal terminal, Surroundings.Opener opener) {
        this.terminal = terminal;
        this.opener = opener;
    }

    /**
     * The commands that these arguments need. To build one is to read the annotations of all its parts, so where the first
     * word says which it is, only that one is built.
     */
    static Collection<Class<?>> neededFor(String[] arguments) {
        Class<?> named = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        boolean needsAll = named == null || named == CompletionCommand.class;
        return needsAll ? COMMANDS.values() : List.of(named);
    }

    /** Every command by its word, in the order of the help. */
    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("serve", ServeCommand.class);
        commands.put("demo", DemoCommand.class);
        commands.put("db", DatabaseCommand.class);
        commands.put("users", UsersCommand.class);
        commands.put("import", ImportCommand.class);
        commands.put("settings", SettingsCommand.class);
        commands.put("roles", RolesCommand.class);
        commands.put("permissions", PermissionsCommand.class);
        commands.put("sessions", SessionsCommand.class);
        commands.put("social-logins", SocialLoginsCommand.class);
        commands.put("passkeys", PasskeysCommand.class);
        commands.put("login-methods", LoginMethodsCommand.class);
        commands.put("logins", LoginsCommand.class);
        commands.put("password", PasswordCommand.class);
        commands.put("email-address", EmailAddressCommand.class);
        commands.put("second-factor", SecondFactorCommand.class);
        commands.put("keys", KeysCommand.class);
        commands.put("orgs", OrgsCommand.class);
        commands.put("invitations", InvitationsCommand.class);
        commands.put("payments", PaymentsCommand.class);
        commands.put("payment-methods", PaymentMethodsCommand.class);
        commands.put("webhooks", WebhooksCommand.class);
        commands.put("plans", PlansCommand.class);
        commands.put("features", FeaturesCommand.class);
        commands.put("flags", FlagsCommand.class);
        commands.put("entitlements", EntitlementsCommand.class);
        commands.put("subscriptions", SubscriptionsCommand.class);
        commands.put("trials", TrialsCommand.class);
        commands.put("billing", BillingCommand.class);
        commands.put("invoices", InvoicesCommand.class);
        commands.put("documents", DocumentsCommand.class);
        commands.put("document-versions", DocumentVersionsCommand.class);
        commands.put("trash", TrashCommand.class);
        commands.put("uploads", UploadsCommand.class);
        commands.put("quota", QuotaCommand.class);
        commands.put("blobs", BlobsCommand.class);
        commands.put("notifications", NotificationsCommand.class);
        commands.put("emails", EmailsCommand.class);
        commands.put("tickets", TicketsCommand.class);
        commands.put("audit", AuditCommand.class);
        commands.put("usage", UsageCommand.class);
        commands.put("doctor", DoctorCommand.class);
        commands.put("completion", CompletionCommand.class);
        commands.put("version", VersionCommand.class);
        return Collections.unmodifiableMap(commands);
    }

    Terminal terminal() {
        return terminal;
    }

    Surroundings.Opener opener() {
        return opener;
    }

    CommonOptions common() {
        return common;
    }
}
