package io.github.windsock.server;

/**
 * Sends each data frame back as it came: type, boundaries, compression, order. The next frame is asked for when TCP has
 * taken the one before, so a client that does not read its echo is not read either.
 */
final class Echo extends Conversation {
    static final Row ROW = Row.of(Row.Role.ENDLESS, "echo", "Sends every message back as it came, frame by frame.")
            .may(Call.TIMES, Kind.COUNT, Table.TIMES)
            .row("echo", (Deed.Talk) (args, scene) -> new Echo(scene, args.numberOrEndless(Call.TIMES)));

    /** The plain echo, which has no values to be held to limits. */
    static final Call PLAIN = new Call(ROW, Args.NONE);

    private long left;

    Echo(Scene scene, long times) {
        super(scene);
        this.left = times;
    }

    @Override
    void data(Frame frame) {
        if (frame.fin()) {
            left--;
        }
        wire().send(frame, left == 0 ? later(scene().done()) : wire()::demand);
    }
}
