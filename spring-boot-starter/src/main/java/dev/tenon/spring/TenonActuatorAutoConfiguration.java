package dev.tenon.spring;

import dev.tenon.ports.Tenon;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tenon at the application's actuator: its health, and its numbers. */
@AutoConfiguration(after = TenonAutoConfiguration.class)
public class TenonActuatorAutoConfiguration {

    /** Its health. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    @ConditionalOnEnabledHealthIndicator("tenon")
    static class Healthy {

        @Bean
        @ConditionalOnBean(Tenon.class)
        @ConditionalOnMissingBean(name = "tenonHealthIndicator")
        HealthIndicator tenonHealthIndicator(ObjectProvider<TenonMigrations> migrations, TenonJobs jobs) {
            return new TenonHealthIndicator(migrations.getIfAvailable(), jobs);
        }
    }

    /** Its numbers. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    static class Measured {

        @Bean
        @ConditionalOnBean(Tenon.class)
        MeterBinder tenonMeters(Tenon tenon) {
            return new TenonMeters(tenon.measures());
        }
    }
}
