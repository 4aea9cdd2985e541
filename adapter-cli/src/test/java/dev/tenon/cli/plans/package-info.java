@NullMarked
package dev.tenon.cli.plans;

import org.jspecify.annotations.NullMarked;
