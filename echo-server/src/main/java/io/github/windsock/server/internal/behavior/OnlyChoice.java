package io.github.windsock.server.internal.behavior;

/** Chooses the same plan for every attempt. */
record OnlyChoice(Plan plan) implements Chooser {
    @Override
    public Choice choose(AttemptContext attempt) {
        return Choice.of(plan);
    }

    @Override
    public Chooser copy() {
        return this;
    }
}
