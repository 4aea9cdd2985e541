package dev.tenon.spring;

import dev.tenon.core.TenonCore;

/** A bean that chooses something of Tenon for which there is neither a property nor a type of bean. Comes after all else, in order. */
@FunctionalInterface
public interface TenonCustomizer {

    /** Chooses. */
    void customize(TenonCore.Builder builder);
}
