package dev.tenon.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do instead of showing a stack trace. Spring Boot finds it in {@code spring.factories}. */
final class MissingSecretAnalyzer extends AbstractFailureAnalyzer<MissingSecret> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MissingSecret cause) {
        return new FailureAnalysis(
                "Tenon has no secret to derive its keys from.",
                cause.getMessage() + "\nKeep it out of the database and of version control. Or declare a bean of type"
                        + " dev.tenon.ports.kernel.spi.Secrets.",
                cause);
    }
}
