package dev.tenon.rest.plans;

import dev.tenon.ports.plans.FeaturePatch;
import dev.tenon.ports.plans.NewFeature;
import dev.tenon.rest.json.Fields;

/** What is asked of a feature. */
final class FeatureRequest {

    private FeatureRequest() {}

    /** {@code {key, name, description?}}. */
    static NewFeature create(Fields fields) {
        NewFeature feature =
                new NewFeature(fields.text("key"), fields.text("name"), fields.nullableText("description"));
        fields.close("id", "isBuiltIn", "createdAt", "updatedAt");
        return feature;
    }

    /** A merge patch: {@code {name?, description?}}. */
    static FeaturePatch patch(Fields fields) {
        FeaturePatch patch = new FeaturePatch(fields.optionalText("name"), fields.patchedText("description"));
        fields.close("id", "key", "isBuiltIn", "createdAt", "updatedAt");
        return patch;
    }
}
