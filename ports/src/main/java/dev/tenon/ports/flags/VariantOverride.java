package dev.tenon.ports.flags;

import java.util.List;

/** Who gets a variant whatever the weights say: contexts of which this field is one of the values. */
public record VariantOverride(String contextName, List<String> values) {

    public VariantOverride {
        values = List.copyOf(values);
    }
}
