package dev.tenon.core.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentFilter;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.notifications.NotificationFilter;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.NewOrganization;
import dev.tenon.ports.plans.Entitlement;
import dev.tenon.ports.plans.NewOverride;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotaWarningsTest {

    private final TenonInMemory house = new TenonInMemory();
    private final Actor ana = house.aPerson("ana@example.org");

    @Test
    void tells_once_at_four_fifths_and_once_when_nothing_is_left() {
        limit(Entitlement.MAX_DOCUMENTS, 5);
        upload(3);
        assertThat(warnings()).isEmpty();

        upload(1);
        assertThat(warnings()).hasSize(1);
        assertThat(warnings()).hasSize(1);
        upload(1);
        assertThat(warnings()).hasSize(2);
        assertThat(warnings()).hasSize(2);
        assertThat(house.auditedActions()).contains("quota.warned");
    }

    @Test
    void tells_again_after_it_was_less_in_between_and_not_more_than_once_a_day() {
        limit(Entitlement.MAX_STORAGE, 10);
        assertThat(upAndDown()).hasSize(1);
        assertThat(upAndDown()).hasSize(1);

        house.clock.advance(Duration.ofDays(1));
        assertThat(warnings()).hasSize(1);

        assertThat(upAndDown()).hasSize(2);
    }

    @Test
    void who_goes_up_and_down_about_a_step_is_told_once() {
        limit(Entitlement.MAX_DOCUMENTS, 10);
        upload(8);
        assertThat(warnings()).hasSize(1);

        for (int day = 0; day < 3; day++) {
            Document document = house.tenon
                    .documents()
                    .list(ana, DocumentFilter.all(), PageRequest.first(1))
                    .items()
                    .get(0);
            house.tenon.documents().delete(ana, document.id(), Expected.any());
            house.clock.advance(Duration.ofDays(1));
            assertThat(warnings()).hasSize(1);
            upload(1);
        }

        assertThat(warnings()).hasSize(1);
    }

    private List<String> upAndDown() {
        Document document = house.tenon.documents().upload(ana, Fixtures.aNewDocument("a.txt", "12345678"));
        List<String> warnings = warnings();
        house.tenon.documents().delete(ana, document.id(), Expected.any());
        assertThat(warnings()).isEqualTo(warnings);
        return warnings;
    }

    @Test
    void of_an_organization_its_owners_and_admins_are_notified() {
        Actor ben = house.aPerson("ben@example.org");
        Actor cleo = house.aPerson("cleo@example.org");
        OrganizationId acme = house.tenon
                .organizations()
                .create(ana, NewOrganization.named("Acme"))
                .organization()
                .id();
        house.storage.organizationFixture().join(acme, ben.person().orElseThrow(), MemberRole.ADMIN);
        house.storage.organizationFixture().join(acme, cleo.person().orElseThrow(), MemberRole.MEMBER);
        house.tenon
                .entitlementOverrides()
                .make(house.operator, NewOverride.limit(acme, Entitlement.MAX_STORAGE, 10L, "Small"), Expected.any());
        house.tenon
                .documents()
                .upload(cleo, Fixtures.aNewDocument("a.txt", "12345678").in(acme));

        assertThat(warnings()).hasSize(2);

        assertThat(messages(ana))
                .containsExactly(
                        "Acme has used 80 % of its storage. When all of it is used, nothing more can be added.");
        assertThat(messages(ben)).hasSize(1);
        assertThat(messages(cleo)).isEmpty();
    }

    private List<String> messages(Actor actor) {
        return house.tenon.notifications().list(actor, NotificationFilter.all(), PageRequest.first(10)).items().stream()
                .map(each -> each.message())
                .filter(message -> message.contains(" used "))
                .toList();
    }

    @Test
    void counts_in_two_steps_and_leaves_them_a_tenth_below() {
        assertThat(QuotaStore.step(79, 100L, 0)).isZero();
        assertThat(QuotaStore.step(80, 100L, 0)).isEqualTo(80);
        assertThat(QuotaStore.step(99, 100L, 80)).isEqualTo(80);
        assertThat(QuotaStore.step(100, 100L, 80)).isEqualTo(100);
        assertThat(QuotaStore.step(120, 100L, 100)).isEqualTo(100);
        assertThat(QuotaStore.step(90, 100L, 100)).isEqualTo(100);
        assertThat(QuotaStore.step(89, 100L, 100)).isEqualTo(80);
        assertThat(QuotaStore.step(70, 100L, 80)).isEqualTo(80);
        assertThat(QuotaStore.step(69, 100L, 100)).isZero();
        assertThat(QuotaStore.step(120, null, 100)).isZero();
        assertThat(QuotaStore.step(120, 0L, 100)).isZero();
    }

    private void limit(String key, long most) {
        house.tenon
                .entitlementOverrides()
                .make(
                        house.operator,
                        NewOverride.limit(ana.person().orElseThrow(), key, most, "Small"),
                        Expected.any());
    }

    private void upload(int documents) {
        for (int number = 0; number < documents; number++) {
            house.tenon.documents().upload(ana, Fixtures.aNewDocument("a.txt", "x"));
        }
    }

    private List<String> warnings() {
        house.clock.advance(Duration.ofMinutes(1));
        house.runJobs();
        return house.mails.sent().stream()
                .map(mail -> mail.text())
                .filter(text -> text.contains(" used "))
                .toList();
    }
}
