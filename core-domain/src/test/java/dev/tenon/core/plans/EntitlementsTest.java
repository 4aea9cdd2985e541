package dev.tenon.core.plans;

import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.plans.Entitlement;
import dev.tenon.ports.plans.EntitlementSheet;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.ports.plans.PlanRefusal;
import dev.tenon.testkit.Fixtures;
import org.junit.jupiter.api.Test;

class EntitlementsTest {

    private final TenonInMemory house = new TenonInMemory();

    @Test
    void the_sheet_names_every_feature_with_its_source_and_every_limit_with_its_usage() {
        Actor ana = house.aPerson("ana@example.org");
        house.tenon.documents().upload(ana, Fixtures.aNewDocument("a.txt", "hello"));

        EntitlementSheet sheet = house.tenon.entitlements().of(ana);

        assertThat(sheet.planName()).isEqualTo(Plan.FREE);
        assertThat(entitlement(sheet, PlanFeature.UPLOAD_SIZE))
                .isEqualTo(
                        new Entitlement(PlanFeature.UPLOAD_SIZE, "Upload Size", true, 26_214_400L, null, "plan:Free"));
        assertThat(entitlement(sheet, "api-access").granted()).isFalse();
        assertThat(entitlement(sheet, "api-access").source()).isEqualTo("default");
        assertThat(entitlement(sheet, "max-storage").used()).isEqualTo(5);
        assertThat(entitlement(sheet, "max-documents").used()).isEqualTo(1);
    }

    @Test
    void nobody_but_a_person_has_entitlements() {
        assertRefused(
                RequestRefusal.UNAUTHENTICATED, () -> house.tenon.entitlements().of(house.anonymous));
        assertRefused(RequestRefusal.FORBIDDEN, () -> house.tenon.entitlements().of(house.operator));
    }

    @Test
    void anyone_sees_the_plans_on_offer_cheapest_first() {
        assertThat(house.tenon.plans().list(house.anonymous))
                .extracting(Plan::name)
                .containsExactly("Free", "Standard", "Premium");
        assertRefused(
                PlanRefusal.NOT_FOUND, () -> house.tenon.plans().get(house.anonymous, new PlanId(Fixtures.anId())));
    }

    private static Entitlement entitlement(EntitlementSheet sheet, String key) {
        return sheet.entitlements().stream()
                .filter(entitlement -> entitlement.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
