@NullMarked
package dev.tenon.architecture.planted.thetestkitknowstheportsandthetestlibraries.core;

import org.jspecify.annotations.NullMarked;
