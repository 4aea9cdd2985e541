package dev.tenon.core.accounts;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.MailLinks;
import dev.tenon.core.kernel.NewPasswords;
import dev.tenon.core.kernel.ProofOfPerson;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.Accounts;
import dev.tenon.ports.accounts.ErasureBlocker.Reason;
import dev.tenon.ports.accounts.PersonalData;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.Settings;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.accounts.spi.SettingRule;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.signin.spi.PasswordHasher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Accounts: the way into this package. */
public record AccountsCapability(Accounts accounts, Settings settings, List<BackgroundJob> jobs) {

    /**
     * Everything that is held about people.
     *
     * @param proof how people prove that they are there themselves
     * @param participants whom the end of an account concerns
     * @param holders what the other capabilities hold, in the order of erasing
     */
    public static PersonalData personalData(
            Kernel kernel,
            ProofOfPerson proof,
            List<AccountParticipant> participants,
            List<PersonalDataParticipant> holders) {
        List<PersonalDataParticipant> all = new ArrayList<>(holders);
        // Last, for the others find the person's rows by the address too.
        all.add(StoredPersonalData.of(
                kernel,
                Set.of(Reason.LAST_ADMIN),
                PersonalTable.erased("user_settings"),
                PersonalTable.erased("one_time_tokens"),
                PersonalTable.pseudonymous("users")));
        return new PersonalDataService(kernel, proof, participants, all);
    }

    /** Builds the capability; participants are called in the order of the list. */
    public static AccountsCapability of(
            Kernel kernel,
            PasswordHasher passwords,
            NewPasswords rules,
            List<AccountParticipant> participants,
            List<SettingRule> settings) {
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
                new SettingService(kernel, settings),
                List.of(forgetting));
    }
}
