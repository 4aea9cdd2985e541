package dev.tenon.testkit.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.spi.InvitationMailStore;
import dev.tenon.ports.organizations.spi.InvitationMailStore.Sent;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.Race;
import dev.tenon.testkit.StorageContract;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of the mails of invitations does. */
public abstract class InvitationMailStoreContract extends StorageContract {

    private final OrganizationId acme = new OrganizationId(Fixtures.anId());
    private final OrganizationId bees = new OrganizationId(Fixtures.anId());
    private final String address = Fixtures.aDigest();
    private InvitationMailStore mails;

    @BeforeEach
    void begin() {
        mails = storage.invitationMails();
    }

    private void sent(OrganizationId organization, @Nullable UserId inviter, int second) {
        change(() -> mails.insert(address, organization, inviter, START.plusSeconds(second)));
    }

    @Test
    void tells_when_the_last_but_so_many_mails_went_out() {
        for (int second = 1; second <= 3; second++) {
            sent(acme, null, second);
        }

        assertThat(mails.sentAt(Sent.to(address), 1, START)).contains(START.plusSeconds(3));
        assertThat(mails.sentAt(Sent.to(address), 3, START)).contains(START.plusSeconds(1));
        assertThat(mails.sentAt(Sent.to(address), 4, START)).isEmpty();
        assertThat(mails.sentAt(Sent.to(address), 3, START.plusSeconds(1))).isEmpty();
        assertThat(mails.sentAt(Sent.to(Fixtures.aDigest()), 1, START)).isEmpty();
    }

    @Test
    void tells_apart_to_whom_of_which_organization_and_by_whom() {
        Account ana = anAccount();
        sent(acme, ana.id(), 1);
        sent(bees, ana.id(), 2);
        sent(bees, null, 3);

        assertThat(mails.sentAt(Sent.of(acme), 1, START)).contains(START.plusSeconds(1));
        assertThat(mails.sentAt(Sent.of(acme).at(address), 2, START)).isEmpty();
        assertThat(mails.sentAt(Sent.of(bees), 2, START)).contains(START.plusSeconds(2));
        assertThat(mails.sentAt(Sent.by(ana.id()), 1, START)).contains(START.plusSeconds(2));
        assertThat(mails.sentAt(Sent.by(ana.id()).at(Fixtures.aDigest()), 1, START))
                .isEmpty();
        assertThat(mails.sentAt(Sent.by(ana.id()).at(address), 3, START)).isEmpty();
    }

    @Test
    void P2_names_no_erased_person_and_still_counts() {
        Account ana = anAccount();
        sent(acme, ana.id(), 1);
        change(() -> storage.personalData().erase("invitation_mails", ana, START));
        change(() -> storage.personalData().erase("users", ana, START));
        sent(acme, ana.id(), 2);

        assertThat(mails.sentAt(Sent.by(ana.id()), 1, START)).isEmpty();
        assertThat(mails.sentAt(Sent.of(acme), 2, START)).contains(START.plusSeconds(1));
    }

    @Test
    void forgets_what_went_out_before_then_and_no_more_than_asked_for() {
        for (int second = 1; second <= 3; second++) {
            sent(acme, null, second);
        }

        assertThat(commit(() -> mails.deleteBefore(START.plusSeconds(1), 50))).isZero();
        assertThat(commit(() -> mails.deleteBefore(START.plusSeconds(3), 1))).isOne();
        assertThat(commit(() -> mails.deleteBefore(START.plusSeconds(3), 50))).isOne();
        assertThat(mails.sentAt(Sent.of(acme), 1, START)).contains(START.plusSeconds(3));
        assertThat(mails.sentAt(Sent.of(acme), 2, START)).isEmpty();
    }

    @Test
    void of_many_who_hold_an_address_each_sees_what_the_others_sent() {
        List<Boolean> sent = Race.of(
                8,
                number -> commit(() -> {
                    mails.hold(address);
                    boolean isFirst =
                            mails.sentAt(Sent.to(address), 1, Instant.EPOCH).isEmpty();
                    mails.insert(address, acme, null, START.plusSeconds(number));
                    return isFirst;
                }));

        assertThat(sent).containsOnlyOnce(true);
    }

    @Test
    void changes_nothing_outside_a_unit_of_work() {
        assertThatThrownBy(() -> mails.insert(address, acme, null, START)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> mails.hold(address)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> mails.deleteBefore(START, 1)).isInstanceOf(IllegalStateException.class);
    }
}
