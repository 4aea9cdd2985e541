@NullMarked
package dev.tenon.cli.accounts;

import org.jspecify.annotations.NullMarked;
