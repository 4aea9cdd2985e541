package dev.tenon.core.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.spi.QuotaStore;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
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
    void tells_again_after_it_was_less_in_between() {
        limit(Entitlement.MAX_STORAGE, 10);
        Document document = house.tenon.documents().upload(ana, Fixtures.aNewDocument("a.txt", "12345678"));
        assertThat(warnings()).hasSize(1);

        house.tenon.documents().delete(ana, document.id(), Expected.any());
        assertThat(warnings()).hasSize(1);
        house.tenon.documents().upload(ana, Fixtures.aNewDocument("a.txt", "12345678"));

        assertThat(warnings()).hasSize(2);
    }

    @Test
    void counts_in_two_steps() {
        assertThat(QuotaStore.step(79, 100L)).isZero();
        assertThat(QuotaStore.step(80, 100L)).isEqualTo(80);
        assertThat(QuotaStore.step(99, 100L)).isEqualTo(80);
        assertThat(QuotaStore.step(100, 100L)).isEqualTo(100);
        assertThat(QuotaStore.step(120, 100L)).isEqualTo(100);
        assertThat(QuotaStore.step(120, null)).isZero();
        assertThat(QuotaStore.step(120, 0L)).isZero();
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
                .filter(text -> text.contains("percent"))
                .toList();
    }
}
