package dev.tenon.testkit.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.access.PermissionEntry;
import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.PermissionId;
import dev.tenon.ports.plans.Feature;
import dev.tenon.ports.plans.FeaturePatch;
import dev.tenon.ports.plans.FeatureRefusal;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.StorageContract;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** What every store of features does, and which features every new storage has. */
public abstract class FeatureStoreContract extends StorageContract {

    @Test
    void a_new_storage_has_features() {
        assertThat(storage.features().all())
                .extracting(Feature::key)
                .containsExactly(
                        "round-the-clock-support",
                        "api-access",
                        PlanFeature.API_REQUESTS_PER_MINUTE,
                        "custom-branding",
                        "document-sharing",
                        "priority-support",
                        PlanFeature.UPLOAD_SIZE,
                        "version-history");
    }

    @Test
    void keeps_a_feature() {
        Feature approval = stored("invoice-approval", "Invoice Approval");

        assertThat(storage.features().find(approval.id())).contains(approval);
        assertThat(storage.features().findByKey("invoice-approval")).contains(approval);
        assertThat(commit(() -> storage.features().lock(approval.id()))).contains(approval);
        assertThat(storage.features().find(new FeatureId(Fixtures.anId()))).isEmpty();
        assertThat(storage.features().findByKey("nothing")).isEmpty();
    }

    @Test
    void lists_the_oldest_first() {
        stored("one", "One");

        assertThat(storage.features().list(PageRequest.first(200)).items())
                .hasSize(9)
                .isSortedAccordingTo(Comparator.comparing(Feature::createdAt)
                        .thenComparing(feature -> feature.id().toString()));
        assertThat(storage.features().list(PageRequest.first(2)).nextPosition()).isNotNull();
    }

    @Test
    void refuses_a_key_or_a_name_that_there_is() {
        assertRefused(FeatureRefusal.KEY_TAKEN, () -> stored("api-access", "Other"));
        assertRefused(FeatureRefusal.NAME_TAKEN, () -> stored("other", "API Access"));
    }

    @Test
    void adds_no_more_features_than_there_may_be() {
        assertThat(commit(() -> storage.features().insert(feature("ninth", "Ninth"), 8)))
                .isFalse();
        assertThat(commit(() -> storage.features().insert(feature("ninth", "Ninth"), 9)))
                .isTrue();
    }

    @Test
    void plans_show_the_name_that_a_feature_has_now() {
        Feature upload = storage.features().findByKey(PlanFeature.UPLOAD_SIZE).orElseThrow();

        Feature renamed = commit(
                        () -> storage.features().update(upload.patched(FeaturePatch.name("Largest File")), START))
                .orElseThrow();

        assertThat(renamed.revision()).isEqualTo(upload.revision() + 1);
        assertThat(commit(() -> storage.features().update(upload, START))).isEmpty();
        assertThat(storage.plans()
                        .findByName("Free")
                        .orElseThrow()
                        .feature(PlanFeature.UPLOAD_SIZE)
                        .orElseThrow()
                        .name())
                .isEqualTo("Largest File");
    }

    @Test
    void a_feature_that_a_plan_grants_or_a_permission_is_tied_to_cannot_be_deleted() {
        Feature granted = storage.features().findByKey("api-access").orElseThrow();
        Feature tied = stored("invoice-approval", "Invoice Approval");
        change(() -> storage.permissions()
                .insert(
                        new PermissionEntry(
                                new PermissionId(Fixtures.anId()),
                                "invoice:approve",
                                null,
                                false,
                                tied.key(),
                                START,
                                START,
                                1),
                        1_000));

        assertRefused(
                FeatureRefusal.IN_USE, () -> change(() -> storage.features().delete(granted.id())));
        assertRefused(
                FeatureRefusal.IN_USE, () -> change(() -> storage.features().delete(tied.id())));
    }

    @Test
    void deletes_a_feature_that_nothing_uses() {
        Feature approval = stored("invoice-approval", "Invoice Approval");

        change(() -> storage.features().delete(approval.id()));

        assertThat(storage.features().find(approval.id())).isEmpty();
        stored("invoice-approval", "Invoice Approval");
    }

    private Feature stored(String key, String name) {
        Feature feature = feature(key, name);
        assertThat(commit(() -> storage.features().insert(feature, 1_000))).isTrue();
        return feature;
    }

    private static Feature feature(String key, String name) {
        return new Feature(new FeatureId(Fixtures.anId()), key, name, null, START, START, 1);
    }
}
