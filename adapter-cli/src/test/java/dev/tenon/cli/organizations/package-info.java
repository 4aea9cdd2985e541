@NullMarked
package dev.tenon.cli.organizations;

import org.jspecify.annotations.NullMarked;
