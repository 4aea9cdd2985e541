package dev.tenon.testkit.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.billing.Trial;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.TrialId;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of trials does. */
public abstract class TrialStoreContract extends StorageContract {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    @Test
    void finds_a_trial_as_it_was_inserted_until_it_ends() {
        Account ana = anAccount();
        Trial trial = aTrial(ana, null, START);

        assertThat(inserted(trial, "hash of ana")).isTrue();
        assertThat(list(ana.id())).containsExactly(trial);

        change(() -> storage.trials().end(ana.id()));
        change(() -> storage.trials().end(ana.id()));
        assertThat(list(ana.id()))
                .singleElement()
                .usingRecursiveComparison()
                .ignoringFields("active")
                .isEqualTo(trial);
        assertThat(list(ana.id())).extracting(Trial::active).containsExactly(false);
    }

    @Test
    void gives_one_trial_to_a_subject_and_to_an_address() {
        Account ana = anAccount();
        Account ben = anAccount();
        OrganizationId acme = anOrganization(ana);
        assertThat(inserted(aTrial(ana, null, START), "hash of ana")).isTrue();
        change(() -> storage.trials().end(ana.id()));

        assertThat(inserted(aTrial(ana, null, START), "another hash"))
                .as("the same person")
                .isFalse();
        assertThat(inserted(aTrial(ben, null, START), "hash of ana"))
                .as("the same address")
                .isFalse();
        assertThat(inserted(aTrial(ana, acme, START), "hash of ana"))
                .as("the same address for an organization")
                .isFalse();
        assertThat(inserted(aTrial(ben, acme, START), "hash of ben")).isTrue();
        assertThat(inserted(aTrial(ana, acme, START), "a third hash"))
                .as("the same organization")
                .isFalse();
        assertThat(list(null)).hasSize(2);
        assertThat(list(acme)).hasSize(1);
        assertThat(list(ben.id())).as("what ben asked for").hasSize(1);
    }

    @Test
    void of_a_hundred_tries_at_once_one_is_a_trial() {
        Account ana = anAccount();

        List<Boolean> given = Race.of(100, number -> inserted(aTrial(ana, null, START), "hash of ana"));

        assertThat(given).containsOnlyOnce(true).hasSize(100);
        assertThat(list(ana.id())).hasSize(1);
    }

    @Test
    void lists_trials_newest_first_page_by_page() {
        List<Trial> oldestFirst = IntStream.of(0, 1, 1, 1, 2, 3)
                .mapToObj(second -> aTrial(anAccount(), null, START.plusSeconds(second)))
                .toList();
        shuffled(oldestFirst).forEach(trial -> inserted(trial, "hash of " + trial.id()));

        holdsStillInPages(
                oldestFirst.reversed(),
                page -> storage.trials().list(null, page),
                () -> inserted(aTrial(anAccount(), null, START.plusSeconds(4)), "hash of the newest"));
    }

    private boolean inserted(Trial trial, String hash) {
        return commit(() -> storage.trials().insert(trial, hash));
    }

    private List<Trial> list(@Nullable SubjectId subject) {
        return storage.trials().list(subject, PageRequest.first(50)).items();
    }

    private OrganizationId anOrganization(Account owner) {
        Organization organization = Fixtures.anOrganization(owner.id(), "acme", START);
        change(() -> storage.organizations().insertIfAbsent(organization, Fixtures.anId()));
        return organization.id();
    }

    private Trial aTrial(Account account, @Nullable OrganizationId organization, Instant createdAt) {
        return new Trial(
                new TrialId(Fixtures.anId()),
                account.id(),
                organization,
                storage.plans().findByName("Standard").orElseThrow().id(),
                DAY,
                DAY.plusDays(14),
                true,
                createdAt);
    }
}
