@NullMarked
package dev.tenon.cli.audit;

import org.jspecify.annotations.NullMarked;
