package dev.tenon.core.apikeys;

import dev.tenon.core.kernel.Job;
import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.ProofOfPerson;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.AccountParticipant;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.apikeys.ApiKeys;
import dev.tenon.ports.apikeys.ApiUsage;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.Measure;
import dev.tenon.ports.organizations.spi.OrganizationParticipant;
import java.time.Duration;
import java.util.List;

/** API keys: the way into this package. */
public record ApiKeysCapability(ApiKeys keys, ApiUsage usage, List<BackgroundJob> jobs, List<Measure> measures) {

    /** Builds the capability; it keeps what came with keys, or only counts it. */
    public static ApiKeysCapability of(Kernel kernel, ProofOfPerson proof, boolean keepsCalls) {
        KeyTallies tallies = new KeyTallies(kernel.storage().apiKeys());
        ApiKeyService keys = new ApiKeyService(kernel, tallies, proof);
        ApiUsageService usage = new ApiUsageService(kernel, keys, keepsCalls);
        return new ApiKeysCapability(
                keys,
                usage,
                List.of(
                        Job.lasting("count-api-keys", Duration.ofSeconds(5), tallies::tell),
                        usage.calls().job()),
                usage.calls().measures());
    }

    /** What becomes of keys when an account changes. */
    public static AccountParticipant participant(Kernel kernel) {
        return new KeysOfAccount(kernel.storage().apiKeys());
    }

    /** What becomes of an organization's keys when it ends. */
    public static OrganizationParticipant organizationParticipant(Kernel kernel) {
        return new KeysOfOrganization(kernel.storage().apiKeys());
    }

    /** What keys hold about people. */
    public static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(kernel, PersonalTable.erased("api_usage_logs"), PersonalTable.erased("api_keys"));
    }
}
