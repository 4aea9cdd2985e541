package dev.tenon.architecture.planted.everypackageisnullmarked.app;

class Bare {}
