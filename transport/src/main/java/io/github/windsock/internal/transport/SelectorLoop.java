package io.github.windsock.internal.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The thread that selects, and runs everything that is ready, and the transport's tasks: nothing here blocks. */
final class SelectorLoop {
    /** The bytes of a turn plus the header of a frame, so that a message of that size arrives in one read. */
    private static final int READ_BYTES = InputReader.TURN_BYTES + 16;

    private static final int MAX_SPARE_BUFFERS = 4;

    /** The pause after the process has run out of file descriptors. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Transport transport;
    private final SelectorTasks tasks;
    private final Selector selector;
    private final Thread thread;
    private volatile int failures;

    /** Whether the thread is in the selector, or about to be without another look for tasks. */
    private volatile boolean isWaiting;

    // Only the thread uses these.
    private final Set<SocketConnection> connections = new HashSet<>();
    private final Set<ConnectingChannel> connecting = new HashSet<>();
    private final List<ListeningChannel> paused = new ArrayList<>();
    private final Deque<ByteBuffer> spare = new ArrayDeque<>();

    /** What is attached to each key. */
    interface Selectable {
        /** Called when the channel of a key is ready. Only on the loop's thread. */
        void selected(SelectionKey key);
    }

    SelectorLoop(Transport transport, SelectorTasks tasks, TransportThreads threads) throws IOException {
        this.transport = transport;
        this.tasks = tasks;
        this.selector = Selector.open();
        this.thread = threads.newThread(() -> transport.runLoop(this));
    }

    void start() {
        thread.start();
    }

    /** Selects until the selector is closed, and closes it if something else ends the loop. */
    void run() {
        Consumer<SelectionKey> selected = this::selected;
        try (selector) {
            while (true) {
                isWaiting = true; // before the look: who adds a task after it sees this, and wakes the thread
                if (tasks.isEmpty()) {
                    selector.select(selected);
                } else {
                    selector.selectNow(selected);
                }
                isWaiting = false;
                tasks.run();
            }
        } catch (ClosedSelectorException e) {
            // this is how it ends
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void selected(SelectionKey key) {
        isWaiting = false;
        if (key.isValid()) { // a channel that was ready before this one may have closed it
            try {
                ((Selectable) key.attachment()).selected(key);
            } catch (RuntimeException | Error e) { // it must not end the thread that all connections share
                TransportThreads.report(e);
            }
        }
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /** Makes the thread run the tasks. It looks for them before it waits, so it need not be woken before. */
    void wake() {
        if (isWaiting) {
            selector.wakeup();
        }
    }

    Selector selector() {
        return selector;
    }

    Set<SocketConnection> connections() {
        return connections;
    }

    /** Returns the channels that are not connected yet. */
    Set<ConnectingChannel> connecting() {
        return connecting;
    }

    void ended(SocketConnection connection) {
        connections.remove(connection);
        if (!paused.isEmpty()) {
            transport.submit(this::resume); // after its descriptor is closed
        }
    }

    /** Closes all connections and ends the thread. Only on that thread. */
    void end() {
        for (SocketConnection connection : List.copyOf(connections)) {
            connection.close();
        }
        breakSelector();
    }

    /** Closes the selector, which ends the loop. */
    void breakSelector() {
        try {
            selector.close();
        } catch (IOException e) {
            // The loop ends all the same: it has no open selector.
        }
    }

    // Everything below runs on the selector's thread.

    /** Returns an empty buffer to read into. It is direct, so the JDK reads into it without a copy. */
    ByteBuffer lend() {
        ByteBuffer buffer = spare.poll();
        return buffer == null ? ByteBuffer.allocateDirect(READ_BYTES).limit(0) : buffer;
    }

    /**
     * Takes a buffer back. Several can be lent at a time, since reading from one connection can lead to reading
     * another.
     */
    void giveBack(ByteBuffer buffer) {
        if (buffer.isDirect() && spare.size() < MAX_SPARE_BUFFERS) {
            spare.push(buffer);
        }
    }

    /** Starts to accept connections to a port. */
    void register(BoundPort port) {
        for (ServerSocketChannel channel : port.channels()) {
            try {
                channel.register(
                        selector, SelectionKey.OP_ACCEPT, new ListeningChannel(channel, port, transport, this));
            } catch (ClosedChannelException e) {
                return; // it was closed meanwhile
            }
        }
    }

    /** Deregisters a channel that is detached from the transport. */
    void release(SocketChannel channel) {
        try {
            SelectionKey key = channel.keyFor(selector);
            if (key != null) {
                key.cancel();
                selector.selectNow(ready -> {}); // deregisters; ready channels are found again
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release " + channel, e);
        }
    }

    void close(List<ServerSocketChannel> channels) {
        try {
            for (ServerSocketChannel channel : channels) {
                channel.close();
            }
            selector.selectNow(ready -> {}); // deregisters; ready channels are found again
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + channels, e);
        }
    }

    /** Stops accepting for a while: without a free file descriptor, each accept would fail again at once. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // only this thread writes it
    void pause(ListeningChannel channel) {
        failures++;
        if (paused.isEmpty()) {
            transport.schedule(PAUSE, this::resume);
        }
        paused.add(channel);
    }

    /** Accepts again after a pause: a connection has ended, or another file descriptor may be free. */
    private void resume() {
        for (ListeningChannel channel : paused) {
            channel.resume();
        }
        paused.clear();
    }

    /** Returns how often accepting has failed. */
    int failures() {
        return failures;
    }

    /**
     * Connects on this thread: if the caller did, a server of this loop would wake up to accept before the client has
     * written anything.
     */
    void connect(SocketChannel channel, InetSocketAddress address, @Nullable ClientTls tls, BoundPort.Acceptor peer) {
        new ConnectingChannel(channel, tls, peer, transport, this).connect(address);
    }

    void cancelConnect(SocketChannel channel) {
        SelectionKey key = channel.keyFor(selector);
        if (key != null && key.attachment() instanceof ConnectingChannel connecting) {
            connecting.fail(new ClosedChannelException());
        }
    }

    /** Creates a connection with the handler that accepts it. */
    SocketConnection accepted(ByteLayer layer, TcpChannel tcp, BoundPort.Acceptor acceptor) {
        SocketConnection connection = new SocketConnection(layer, tcp, transport, this);
        layer.connect(connection);
        connections.add(connection);
        try {
            connection.handler(acceptor.accepted(connection));
        } catch (RuntimeException | Error e) { // the caller closes the channel
            connections.remove(connection);
            throw e;
        }
        return connection;
    }
}
