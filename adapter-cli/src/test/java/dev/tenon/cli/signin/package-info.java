@NullMarked
package dev.tenon.cli.signin;

import org.jspecify.annotations.NullMarked;
