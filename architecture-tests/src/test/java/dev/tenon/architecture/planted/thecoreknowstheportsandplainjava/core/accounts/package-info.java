@NullMarked
package dev.tenon.architecture.planted.thecoreknowstheportsandplainjava.core.accounts;

import org.jspecify.annotations.NullMarked;
