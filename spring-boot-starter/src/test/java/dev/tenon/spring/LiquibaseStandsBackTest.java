package dev.tenon.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class LiquibaseStandsBackTest {

    private static final String ENABLED = "spring.liquibase.enabled";

    @Test
    void switches_liquibase_off_where_the_application_has_no_change_log() {
        assertThat(after(Map.of()).getProperty(ENABLED)).isEqualTo("false");
    }

    @Test
    void leaves_liquibase_on_where_the_application_names_a_change_log() {
        assertThat(after(Map.of("spring.liquibase.change-log", "classpath:/bees.xml"))
                        .getProperty(ENABLED))
                .isNull();
    }

    @Test
    void leaves_the_last_word_to_the_application() {
        assertThat(after(Map.of(ENABLED, "true")).getProperty(ENABLED)).isEqualTo("true");
    }

    private static StandardEnvironment after(Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("application", properties));
        new LiquibaseStandsBack().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
