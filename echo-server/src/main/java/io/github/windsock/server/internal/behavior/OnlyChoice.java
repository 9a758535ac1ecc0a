package io.github.windsock.server.internal.behavior;

/** Answers every attempt with the same plan. */
record OnlyChoice(Plan plan) implements Chooser {
    @Override
    public Choice choose(Attempted attempt) {
        return Choice.of(plan);
    }

    @Override
    public Chooser copy() {
        return this;
    }
}
