package dev.tenon.architecture.planted.optionalisforanswers.ports.accounts;

import java.util.Optional;

record Search(Optional<String> email) {}
