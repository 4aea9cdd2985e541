@NullMarked
package dev.tenon.architecture.planted.thecoreleavesnothingtochance.core.signin;

import org.jspecify.annotations.NullMarked;
