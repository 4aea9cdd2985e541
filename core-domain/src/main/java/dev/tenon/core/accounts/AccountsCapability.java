package dev.tenon.core.accounts;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.MailLinks;
import dev.tenon.core.kernel.NewPasswords;
import dev.tenon.ports.accounts.Accounts;
import dev.tenon.ports.accounts.Settings;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.signin.spi.PasswordHasher;
import java.time.Duration;
import java.util.List;

/** Accounts: the way into this package. */
public record AccountsCapability(Accounts accounts, Settings settings, List<BackgroundJob> jobs) {

    /** Builds the capability; participants are called in the order of the list. */
    public static AccountsCapability of(
            Kernel kernel, PasswordHasher passwords, NewPasswords rules, List<AccountParticipant> participants) {
        BackgroundJob forgetting = Job.of(
                "forget-one-time-tokens",
                Duration.ofMinutes(10),
                () -> kernel.storage()
                        .unitOfWork()
                        .run(() -> kernel.storage()
                                .oneTimeTokens()
                                .deleteExpired(kernel.now().minus(Duration.ofDays(7)), Job.BATCH)));
        return new AccountsCapability(
                new AccountService(kernel, passwords, rules, new MailLinks(kernel), List.copyOf(participants)),
                new SettingService(kernel),
                List.of(forgetting));
    }
}
