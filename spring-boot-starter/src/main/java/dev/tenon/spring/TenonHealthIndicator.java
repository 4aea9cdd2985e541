package dev.tenon.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

/**
 * Down when the database is not at the schema that this version needs, or cannot be asked. A job that fails is told and takes nobody
 * down: it is run again, and other servers run it too.
 */
final class TenonHealthIndicator extends AbstractHealthIndicator {

    private final @Nullable TenonMigrations migrations;
    private final TenonJobs jobs;

    TenonHealthIndicator(@Nullable TenonMigrations migrations, TenonJobs jobs) {
        super("Tenon's health cannot be told");
        this.migrations = migrations;
        this.jobs = jobs;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        boolean current = migrations == null || migrations.areCurrent();
        health.status(current ? Status.UP : Status.DOWN)
                .withDetail("schema", migrations == null ? "the application's" : current ? "current" : "outdated")
                .withDetail("jobs", jobs.areEnabled() ? "enabled" : "disabled")
                .withDetail("failingJobs", jobs.failing());
    }
}
