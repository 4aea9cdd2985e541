package dev.tenon.testkit.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.OrganizationFixture;
import dev.tenon.testkit.StorageContract;
import org.junit.jupiter.api.Test;

/** What every store of members does. */
public abstract class MemberStoreContract extends StorageContract {

    /** Organizations of the present test's storage. */
    protected abstract OrganizationFixture organizations();

    @Test
    void says_as_what_somebody_belongs() {
        Account ana = anAccount();
        Account ben = anAccount();
        OrganizationId organization = organizations().found(ana.id());
        OrganizationId other = organizations().found(ben.id());

        assertThat(storage.members().roleOf(organization, ana.id())).contains(MemberRole.OWNER);
        assertThat(storage.members().roleOf(organization, ben.id())).isEmpty();
        assertThat(storage.members().roleOf(other, ana.id())).isEmpty();

        organizations().join(organization, ben.id(), MemberRole.ADMIN);
        assertThat(storage.members().roleOf(organization, ben.id())).contains(MemberRole.ADMIN);
        organizations().join(organization, ben.id(), MemberRole.MEMBER);
        assertThat(storage.members().roleOf(organization, ben.id())).contains(MemberRole.MEMBER);
        organizations().leave(organization, ben.id());
        assertThat(storage.members().roleOf(organization, ben.id())).isEmpty();
    }

    @Test
    void knows_which_organizations_there_are() {
        OrganizationId organization = organizations().found(anAccount().id());

        assertThat(storage.members().organizationExists(organization)).isTrue();
        assertThat(storage.members().organizationExists(new OrganizationId(Fixtures.anId())))
                .isFalse();
    }

    @Test
    void locks_a_membership_in_a_unit_of_work_only() {
        Account ana = anAccount();
        OrganizationId organization = organizations().found(ana.id());

        assertThat(commit(() -> storage.members().lockRoleOf(organization, ana.id())))
                .contains(MemberRole.OWNER);
        assertThatThrownBy(() -> storage.members().lockRoleOf(organization, ana.id()))
                .isInstanceOf(IllegalStateException.class);
    }
}
