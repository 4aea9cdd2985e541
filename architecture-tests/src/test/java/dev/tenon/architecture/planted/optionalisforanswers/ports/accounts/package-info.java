@NullMarked
package dev.tenon.architecture.planted.optionalisforanswers.ports.accounts;

import org.jspecify.annotations.NullMarked;
