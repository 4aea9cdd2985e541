package dev.tenon.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenon.ports.kernel.FieldError;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RefusalCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts what is refused. */
public final class Refusals {

    private Refusals() {}

    public static Refusal assertRefused(RefusalCode code, ThrowingCallable call) {
        Refusal refusal = catchThrowableOfType(Refusal.class, call);
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        return refusal;
    }

    public static void assertPointers(Refusal refusal, String... pointers) {
        assertThat(refusal.errors()).extracting(FieldError::pointer).containsExactly(pointers);
    }
}
