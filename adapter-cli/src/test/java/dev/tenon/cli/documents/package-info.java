@NullMarked
package dev.tenon.cli.documents;

import org.jspecify.annotations.NullMarked;
