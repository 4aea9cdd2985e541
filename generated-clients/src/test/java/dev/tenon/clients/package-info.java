@NullMarked
package dev.tenon.clients;

import org.jspecify.annotations.NullMarked;
