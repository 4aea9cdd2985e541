package dev.tenon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules hold in the real modules, and each can fail. */
class HouseTest {

    private static final Map<HouseRule, JavaClasses> PLANTED = new EnumMap<>(HouseRule.class);

    private static JavaClasses house;

    @BeforeAll
    static void readTheCompiledModules() {
        house = House.compiled();
        for (HouseRule rule : HouseRule.values()) {
            PLANTED.put(rule, House.planted(rule).compiledHere());
        }
    }

    @ParameterizedTest
    @EnumSource
    void holds_in_the_real_house(HouseRule rule) {
        rule.in(House.TENON).check(house);
    }

    @ParameterizedTest
    @EnumSource
    void rejects_its_planted_violation(HouseRule rule) {
        House planted = House.planted(rule);

        EvaluationResult result = rule.in(planted).evaluate(PLANTED.get(rule));

        assertThat(result.hasViolation())
                .as("a violation in %s", planted.root())
                .isTrue();
        assertThat(result.getFailureReport().getDetails())
                .allSatisfy(detail -> assertThat(detail).contains(planted.root()));
    }

    @ParameterizedTest
    @EnumSource
    void rejects_nothing_but_its_own_planted_violation(HouseRule rule) {
        House planted = House.planted(rule);
        JavaClasses classes = PLANTED.get(rule);

        List<HouseRule> others = Arrays.stream(HouseRule.values())
                .filter(other ->
                        other != rule && other.in(planted).evaluate(classes).hasViolation())
                .toList();

        assertThat(others).isEmpty();
    }

    @Test
    void looks_at_every_layer() {
        for (String layer : House.LAYERS) {
            assertThat(house.that(House.TENON.in(layer)))
                    .as("classes of dev.tenon.%s", layer)
                    .isNotEmpty();
        }
    }
}
