package dev.tenon.architecture.planted.packagesarecapabilities.core.misc;

class Sundry {}
