package dev.tenon.architecture.planted.thetestkitknowstheportsandthetestlibraries.testkit;

import dev.tenon.architecture.planted.thetestkitknowstheportsandthetestlibraries.core.TenonCore;

class Fixtures {
    TenonCore core() {
        return new TenonCore();
    }
}
