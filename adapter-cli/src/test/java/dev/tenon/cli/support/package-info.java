@NullMarked
package dev.tenon.cli.support;

import org.jspecify.annotations.NullMarked;
