@NullMarked
package dev.tenon.architecture.planted.thetestkitknowstheportsandthetestlibraries.testkit;

import org.jspecify.annotations.NullMarked;
