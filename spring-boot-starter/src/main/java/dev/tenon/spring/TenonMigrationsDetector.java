package dev.tenon.spring;

import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDatabaseInitializerDetector;

/** Tells Spring Boot that Tenon's migrations initialize the database, and come first. Found in {@code spring.factories}. */
final class TenonMigrationsDetector extends AbstractBeansOfTypeDatabaseInitializerDetector {

    private static final int BEFORE_THE_APPLICATIONS_OWN = -100;

    @Override
    protected Set<Class<?>> getDatabaseInitializerBeanTypes() {
        return Set.of(TenonMigrations.class);
    }

    @Override
    public int getOrder() {
        return BEFORE_THE_APPLICATIONS_OWN;
    }
}
