package io.github.windsock.server;

/** Compresses every message, where the client agreed to that. */
final class Compressing extends FilterWire {
    Compressing(Wire wire) {
        super(wire);
    }

    @Override
    public void send(Frame frame, Runnable written) {
        super.send(frame.isControl() ? frame : new Frame(frame.opcode(), frame.fin(), true, frame.payload()), written);
    }
}
