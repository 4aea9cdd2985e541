@NullMarked
package dev.tenon.cli.operation;

import org.jspecify.annotations.NullMarked;
