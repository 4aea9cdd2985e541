package dev.tenon.architecture.planted.namessaywhataclassis.core.accounts;

class PasswordHelper {}
