package dev.tenon.spring;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.ResourceLoader;

/**
 * Liquibase comes along with Tenon's migrations, and Spring Boot, which finds it, would look for a change log of the application's. Where
 * there is none, it is told not to. Whatever the application says itself goes before. Found in {@code spring.factories}.
 */
final class LiquibaseStandsBack implements EnvironmentPostProcessor, Ordered {

    private static final String ENABLED = "spring.liquibase.enabled";
    private static final String CHANGE_LOG = "spring.liquibase.change-log";

    /** Where Spring Boot looks for a change log by itself. */
    private static final String USUAL_PLACE = "classpath:/db/changelog/db.changelog-master.yaml";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        @Nullable ResourceLoader given = application.getResourceLoader();
        ResourceLoader resources = given == null ? new DefaultResourceLoader() : given;
        if (!environment.containsProperty(CHANGE_LOG)
                && !resources.getResource(USUAL_PLACE).exists()) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("tenon-liquibase-stands-back", Map.of(ENABLED, "false")));
        }
    }

    /** After everything that brings properties. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
