package dev.tenon.core.plans;

import static dev.tenon.core.Refusals.assertPointers;
import static dev.tenon.core.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.access.NewPermission;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.plans.Feature;
import dev.tenon.ports.plans.FeaturePatch;
import dev.tenon.ports.plans.FeatureRefusal;
import dev.tenon.ports.plans.Features;
import dev.tenon.ports.plans.NewFeature;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.testkit.Fixtures;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FeaturesTest {

    private static final NewFeature APPROVAL = new NewFeature("invoice-approval", "Invoice Approval", "Approve");

    private final TenonInMemory house = new TenonInMemory();
    private final Features features = house.tenon.features();
    private final Actor admin = house.anAdmin("admin@example.org");
    private final Actor ana = house.aPerson("ana@example.org");

    @Test
    void a_feature_is_added_renamed_and_deleted_and_each_is_recorded() {
        Feature added = features.create(admin, APPROVAL);

        assertThat(features.get(admin, added.id())).isEqualTo(added);
        assertThat(features.named(admin, "invoice-approval")).isEqualTo(added);
        assertThat(features.list(admin, PageRequest.first(200)).items()).contains(added);
        Feature renamed = features.update(admin, added.id(), FeaturePatch.name("Approving"), Expected.revision(1));
        assertThat(renamed.key()).isEqualTo("invoice-approval");
        assertThat(renamed.description()).isEqualTo("Approve");
        features.delete(admin, added.id(), Expected.revision(renamed.revision()));

        assertRefused(FeatureRefusal.NOT_FOUND, () -> features.get(admin, added.id()));
        assertThat(house.auditedActions()).contains("feature.created", "feature.updated", "feature.deleted");
    }

    @Test
    void what_is_in_use_is_not_deleted() {
        Feature added = features.create(admin, APPROVAL);
        house.tenon.permissions().create(admin, new NewPermission("invoice:approve", null, "invoice-approval"));

        assertRefused(FeatureRefusal.IN_USE, () -> features.delete(admin, added.id(), Expected.any()));
        Feature api = features.named(admin, "api-access");
        assertRefused(FeatureRefusal.IN_USE, () -> features.delete(admin, api.id(), Expected.any()));
        Feature upload = features.named(admin, PlanFeature.UPLOAD_SIZE);
        assertRefused(FeatureRefusal.BUILT_IN, () -> features.delete(admin, upload.id(), Expected.any()));
    }

    @Test
    void keys_and_names_are_unique_and_well_formed() {
        features.create(admin, APPROVAL);

        assertRefused(
                FeatureRefusal.KEY_TAKEN,
                () -> features.create(admin, new NewFeature("invoice-approval", "Other", null)));
        assertRefused(
                FeatureRefusal.NAME_TAKEN,
                () -> features.create(admin, new NewFeature("other", "Invoice Approval", null)));
        for (String key : new String[] {"", "A", "a--b", "-a", "a b", "a".repeat(101), "max-storage"}) {
            assertInvalid("/key", () -> features.create(admin, new NewFeature(key, "Other", null)));
        }
        assertInvalid("/name", () -> features.create(admin, new NewFeature("other", " ", null)));
        assertInvalid(
                "/description", () -> features.create(admin, new NewFeature("other", "Other", "a".repeat(2_001))));
    }

    @Test
    void there_are_only_so_many_features() {
        for (int number = features.list(admin, PageRequest.first(200)).items().size();
                number < Features.MOST_FEATURES;
                number++) {
            features.create(admin, new NewFeature("feature-" + number, "Feature " + number, null));
        }

        assertRefused(FeatureRefusal.TOO_MANY, () -> features.create(admin, APPROVAL));
    }

    @Test
    void nobody_but_staff_sees_or_changes_them() {
        FeatureId nothing = new FeatureId(Fixtures.anId());

        assertRefused(RequestRefusal.UNAUTHENTICATED, () -> features.list(house.anonymous, PageRequest.first(1)));
        assertRefused(RequestRefusal.FORBIDDEN, () -> features.list(ana, PageRequest.first(1)));
        assertRefused(RequestRefusal.FORBIDDEN, () -> features.get(ana, nothing));
        assertRefused(RequestRefusal.FORBIDDEN, () -> features.named(ana, "api-access"));
        assertRefused(RequestRefusal.FORBIDDEN, () -> features.create(ana, APPROVAL));
        assertRefused(
                RequestRefusal.FORBIDDEN, () -> features.update(ana, nothing, FeaturePatch.name("x"), Expected.any()));
        assertRefused(RequestRefusal.FORBIDDEN, () -> features.delete(ana, nothing, Expected.any()));
        assertRefused(FeatureRefusal.NOT_FOUND, () -> features.delete(admin, nothing, Expected.any()));
    }

    @Test
    void who_has_not_seen_the_present_revision_changes_nothing() {
        Feature added = features.create(admin, APPROVAL);

        assertRefused(
                RequestRefusal.PRECONDITION_FAILED,
                () -> features.update(admin, added.id(), FeaturePatch.name("x"), Expected.revision(9)));
        assertRefused(
                RequestRefusal.PRECONDITION_FAILED, () -> features.delete(admin, added.id(), Expected.revision(9)));
    }

    private static void assertInvalid(String pointer, ThrowingCallable call) {
        assertPointers(assertRefused(RequestRefusal.INVALID, call), pointer);
    }
}
